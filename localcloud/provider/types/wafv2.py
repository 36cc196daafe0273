"""Web ACLs, what they stand before and where they log."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.errors import LocalProviderError
from localcloud.provider.values import camel, pascal, prune
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, kept

_SPELLED = {"cloudwatchMetricsEnabled": "CloudWatchMetricsEnabled"}
"""Names of AWS WAF that don't follow from Pulumi's."""


def _to(value: Any) -> Any:
    return pascal(value, _SPELLED)


def _back(value: Any) -> Any:
    return prune(camel(value, _SPELLED))


def _own(context: Context) -> Props:
    """Return what names a web ACL in each call."""
    return {
        "Name": context.inputs["name"],
        "Id": context.id,
        "Scope": context.inputs["scope"],
    }


def _token(context: Context) -> str:
    return str(context.call("get_web_acl", **_own(context))["LockToken"])


def _update_acl(context: Context) -> None:
    body = {"Rules": [], **context.params(mutable=True)}
    context.call("update_web_acl", **_own(context), **body, LockToken=_token(context))


WEB_ACL = Entry(
    type="aws:wafv2/webAcl:WebAcl",
    service="wafv2",
    inputs={
        "name": P("Name", replace=True),
        "scope": P("Scope", read="", replace=True),
        "description": P("Description"),
        "defaultAction": P("DefaultAction", to=_to, back=_back),
        "rules": P("Rules", to=_to, back=_back),
        "visibilityConfig": P("VisibilityConfig", to=_to, back=_back),
        **kept("tokenDomains", "captchaConfig", "challengeConfig", "customResponseBodies"),
    },
    create=Call("create_web_acl", inputs="all"),
    id="Summary.Id",
    read=lambda context: context.call("get_web_acl", **_own(context)),
    at="WebACL",
    update=_update_acl,
    delete=lambda context: context.call(
        "delete_web_acl", **_own(context), LockToken=_token(context)
    ),
    outputs={"arn": "ARN", "capacity": "Capacity"},
    tags=tagging.listed(
        target={"ResourceARN": "$arn"},
        read="list_tags_for_resource",
        at_key="TagInfoForResource.TagList",
    ),
    name=Name(property="name", limit=128),
    importable=False,
    example=Example(
        inputs={
            "name": "example",
            "scope": "REGIONAL",
            "defaultAction": {"allow": {}},
            "rules": [
                {
                    "name": "too-often",
                    "priority": 0,
                    "action": {"block": {}},
                    "statement": {"rateBasedStatement": {"aggregateKeyType": "IP", "limit": 2000}},
                    "visibilityConfig": {
                        "cloudwatchMetricsEnabled": True,
                        "metricName": "too-often",
                        "sampledRequestsEnabled": False,
                    },
                }
            ],
            "visibilityConfig": {
                "cloudwatchMetricsEnabled": True,
                "metricName": "example",
                "sampledRequestsEnabled": False,
            },
            "tags": {"a": "b"},
        },
        change={"description": "changed", "tags": {"a": "c"}},
        replace={"name": "other"},
    ),
)


def _associate(context: Context) -> str:
    context.call(
        "associate_web_acl",
        WebACLArn=context.inputs["webAclArn"],
        ResourceArn=context.inputs["resourceArn"],
    )
    return f"{context.inputs['webAclArn']},{context.inputs['resourceArn']}"


def _read_association(context: Context) -> Props | None:
    acl, resource = context.id.split(",")
    found = context.call("get_web_acl_for_resource", ResourceArn=resource).get("WebACL")
    return {"Acl": acl, "Resource": resource} if found and found["ARN"] == acl else None


ASSOCIATION = Entry(
    type="aws:wafv2/webAclAssociation:WebAclAssociation",
    service="wafv2",
    inputs={
        "webAclArn": P(read="Acl", replace=True),
        "resourceArn": P(read="Resource", replace=True),
    },
    create=_associate,
    read=_read_association,
    delete=lambda context: context.call(
        "disassociate_web_acl", ResourceArn=context.inputs["resourceArn"]
    ),
    identity=("resourceArn",),
    example=Example(
        inputs={
            "webAclArn": "@aws:wafv2/webAcl:WebAcl.arn",
            "resourceArn": "@aws:lb/loadBalancer:LoadBalancer.arn",
        },
    ),
)


def _put_logging(context: Context) -> str:
    destinations: list[str] = context.inputs["logDestinationConfigs"]
    wrong = [one for one in destinations if ":aws-waf-logs-" not in one]
    if wrong:
        # AWS refuses these; moto would take any.
        raise LocalProviderError(f"AWS WAF logs only to what is named aws-waf-logs-…: {wrong[0]}")
    context.call("put_logging_configuration", LoggingConfiguration=context.params())
    return str(context.inputs["resourceArn"])


LOGGING = Entry(
    type="aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    service="wafv2",
    inputs={
        "resourceArn": P("ResourceArn", replace=True),
        "logDestinationConfigs": P("LogDestinationConfigs", replace=True),
        "redactedFields": P("RedactedFields", to=_to, back=_back),
        **kept("loggingFilter"),
    },
    create=_put_logging,
    read=Call("get_logging_configuration", {"ResourceArn": "$id"}),
    at="LoggingConfiguration",
    update=_put_logging,
    delete=Call("delete_logging_configuration", {"ResourceArn": "$id"}),
    identity=("resourceArn",),
    example=Example(
        inputs={
            "resourceArn": "@aws:wafv2/webAcl:WebAcl.arn",
            "logDestinationConfigs": [
                "arn:aws:logs:ap-northeast-1:123456789012:log-group:aws-waf-logs-example"
            ],
        },
        change={"redactedFields": [{"singleHeader": {"name": "cookie"}}]},
    ),
)

ENTRIES = [WEB_ACL, ASSOCIATION, LOGGING]
