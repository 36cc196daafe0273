"""`TenantLogging`: a tenant's log groups, each kept, encrypted and copied to the archive."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam_policy import Statement, document, trust
from tenancy.naming import physical_name
from tenancy.plan import LogPlan
from tenancy.plan.parts import WEB_FILTER, log_group_name


@dataclass(frozen=True, kw_only=True)
class TenantLoggingArgs:
    """What `TenantLogging` needs; retention is in days, in `plan`."""

    tenant_name: str
    plan: LogPlan
    account_id: pulumi.Input[str]
    region: str
    key_arn: pulumi.Input[str]
    destination_arn: pulumi.Input[str]
    protect: bool


class TenantLogging(pulumi.ComponentResource):
    """The log groups that the platform promises a tenant, with a subscription to the archive.

    A subscription forwards every event (an empty pattern matches all), so that the archive holds
    what the tenant can see, for as long as the archive's lock says (unified standards R7, 7.1.4).

    The destination lets the whole organization in, and AWS then asks each sender for a role of its
    own, which shows that the account may read the log groups that it forwards:
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CrossAccountSubscriptions-Firehose.html

    `groups` maps each short name ("application") to the log group's full name; `arns` to its ARN.
    """

    groups: dict[str, pulumi.Output[str]]
    arns: dict[str, pulumi.Output[str]]

    def __init__(
        self, name: str, args: TenantLoggingArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:logging:TenantLogging", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        sender = aws.iam.Role(
            f"{name}-sender",
            name=physical_name("iam-role", args.tenant_name, "log-sender"),
            assume_role_policy=trust(
                f"logs.{args.region}.amazonaws.com", source_account=args.account_id
            ),
            opts=child,
        )
        may_send = aws.iam.RolePolicy(
            f"{name}-sender",
            name="send-logs",
            role=sender.id,
            policy=document(_may_send(args)),
            opts=child,
        )
        self.groups = {}
        self.arns = {}
        for short_name in args.plan.groups:
            group = aws.cloudwatch.LogGroup(
                f"{name}-{short_name}",
                name=log_group_name(args.tenant_name, short_name),
                retention_in_days=args.plan.retention_days,
                kms_key_id=args.key_arn,
                skip_destroy=args.protect,
                opts=pulumi.ResourceOptions(
                    parent=self, protect=args.protect, retain_on_delete=args.protect
                ),
            )
            aws.cloudwatch.LogSubscriptionFilter(
                f"{name}-{short_name}",
                name="archive",
                log_group=group.name,
                destination_arn=args.destination_arn,
                role_arn=sender.arn,
                filter_pattern="",
                distribution="ByLogStream",
                # CloudWatch Logs tries the role when the filter is made.
                opts=pulumi.ResourceOptions(parent=self, depends_on=[may_send]),
            )
            self.groups[short_name] = group.name
            self.arns[short_name] = group.arn
        self.register_outputs({"groups": self.groups})


def _may_send(args: TenantLoggingArgs) -> Statement:
    return Statement(
        sid="SendLogsOfThisTenant",
        actions=("logs:PutLogEvents",),
        resources=tuple(
            pulumi.Output.format(
                "arn:aws:logs:{0}:{1}:log-group:{2}", args.region, args.account_id, names
            )
            for names in _names(args)
        ),
    )


def _names(args: TenantLoggingArgs) -> tuple[str, ...]:
    """Return patterns of the groups' names: AWS WAF's doesn't begin as the others do."""
    own = f"/{args.tenant_name}/*"
    if WEB_FILTER not in args.plan.groups:
        return (own,)
    return (own, f"{log_group_name(args.tenant_name, WEB_FILTER)}:*")
