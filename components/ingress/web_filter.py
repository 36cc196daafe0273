"""`WebFilter`: what stands before a load balancer and looks at each request."""

from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from components.iam_policy import Statement, document
from components.ingress.waf_resources import (
    Block,
    WebAcl,
    WebAclAssociation,
    WebAclLoggingConfiguration,
)
from tenancy.naming import physical_name

MANAGED: Final = (
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
)
"""AWS's own groups of rules: known attackers, common attacks, inputs known to be bad.

Source: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
"""
COUNTED: Final = {"AWSManagedRulesCommonRuleSet": ("SizeRestrictions_BODY",)}
"""Rules that don't block. A request above 8 KB would be refused, which no application with an
attachment survives; what is within 8 KB is looked at by the other rules all the same."""
MOST_REQUESTS: Final = 2000
"""Of one address within five minutes: forty pages of fifty files."""
REDACTED: Final = ("authorization", "cookie")
"""Headers by whose content somebody else could act as the user: logs don't have them."""


@dataclass(frozen=True, kw_only=True)
class WebFilterArgs:
    """What `WebFilter` needs; `resource_arn` is the load balancer that it stands before.

    `log_group_arn` is the group that AWS WAF's name rule fits (`tenancy.plan.parts.WEB_FILTER`).
    """

    tenant_name: str
    account_id: pulumi.Input[str]
    region: str
    resource_arn: pulumi.Input[str]
    log_group_arn: pulumi.Input[str]


class WebFilter(pulumi.ComponentResource):
    """A web ACL that blocks what AWS knows as an attack, and addresses that ask too often.

    Each request is logged, without what would let a reader act as the user. AWS's samples of
    requests would show those headers, so there are none. Unified standards R7, 6.4.1(2)-1 a).

        WebFilter(
            "filter",
            WebFilterArgs(
                tenant_name="kyotsu-prod-soumu-shinsei",
                account_id=account_id,
                region="ap-northeast-1",
                resource_arn=load_balancer.arn,
                log_group_arn=logging.arns["web-filter"],
            ),
        )
    """

    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: WebFilterArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:ingress:WebFilter", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        acl = WebAcl(
            name,
            name=physical_name("web-acl", args.tenant_name, "ingress"),
            description="Before the load balancer in the public tier",
            rules=[_rate(0), *(_managed(group, place) for place, group in enumerate(MANAGED, 1))],
            visibility=_measured("ingress"),
            tags={"Name": args.tenant_name},
            opts=child,
        )
        self.arn = acl.arn
        WebAclAssociation(name, web_acl_arn=acl.arn, resource_arn=args.resource_arn, opts=child)
        delivery = aws.cloudwatch.LogResourcePolicy(
            name,
            policy_name=physical_name("iam-policy", args.tenant_name, "web-filter"),
            policy_document=document(_delivered(args)),
            opts=child,
        )
        WebAclLoggingConfiguration(
            name,
            web_acl_arn=acl.arn,
            log_group_arn=args.log_group_arn,
            redacted_fields=[{"singleHeader": {"name": header}} for header in REDACTED],
            # AWS WAF tries the group when logging is switched on.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[delivery]),
        )
        self.register_outputs({"arn": self.arn})


def _managed(group: str, priority: int) -> Block:
    statement: dict[str, object] = {"vendorName": "AWS", "name": group}
    if group in COUNTED:
        statement["ruleActionOverrides"] = [
            {"name": rule, "actionToUse": {"count": {}}} for rule in COUNTED[group]
        ]
    return {
        "name": group,
        "priority": priority,
        "overrideAction": {"none": {}},
        "statement": {"managedRuleGroupStatement": statement},
        "visibilityConfig": _measured(group),
    }


def _rate(priority: int) -> Block:
    return {
        "name": "too-often",
        "priority": priority,
        "action": {"block": {"customResponse": {"responseCode": 429}}},
        "statement": {
            "rateBasedStatement": {
                "aggregateKeyType": "IP",
                "evaluationWindowSec": 300,
                "limit": MOST_REQUESTS,
            }
        },
        "visibilityConfig": _measured("too-often"),
    }


def _measured(metric: str) -> Block:
    return {
        "cloudwatchMetricsEnabled": True,
        "metricName": metric,
        "sampledRequestsEnabled": False,
    }


def _delivered(args: WebFilterArgs) -> Statement:
    """Let AWS's log delivery write to the one group, for this account.

    Source: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
    """
    return Statement(
        sid="WebFilterWrites",
        principals={"Service": ("delivery.logs.amazonaws.com",)},
        actions=("logs:CreateLogStream", "logs:PutLogEvents"),
        resources=(pulumi.Output.format("{0}:*", args.log_group_arn),),
        conditions={
            "ArnLike": {
                "aws:SourceArn": pulumi.Output.format(
                    "arn:aws:logs:{0}:{1}:*", args.region, args.account_id
                )
            },
            "StringEquals": {"aws:SourceAccount": args.account_id},
        },
    )
