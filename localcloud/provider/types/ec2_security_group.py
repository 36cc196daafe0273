"""Security groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.types import _ec2, _permissions
from localcloud.provider.values import at
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, kept


def _read_group(context: Context) -> Any:
    return _ec2.first(context, "describe_security_groups", "GroupIds", "SecurityGroups")


def _set(name: str) -> Callable[[Context], None]:
    def step(context: Context) -> None:
        _permissions.replace_all(context, name, context.inputs.get(name) or [])

    return step


def _read(name: str) -> Callable[[Props], list[Props]]:
    return lambda raw: _permissions.to_blocks(raw, name)


def _rule_inputs(**extra: Any) -> dict[str, Any]:
    return {
        name: P(read=_read(name), compare=_permissions.normal, set=_set(name), **extra)
        for name in ("ingress", "egress")
    }


def _create_group(context: Context) -> str:
    """AWS lets a new group out to everywhere; the aws provider closes it, and so do we."""
    tags = context.inputs.get("tags")
    params = tagging.ec2("security-group").create if tags else None
    extra = params(tags) if params and tags else {}
    answer = context.call("create_security_group", **context.params(), **extra)
    context.id = str(answer["GroupId"])
    _permissions.replace_all(context, "egress", [])
    return context.id


_OUTPUTS = {
    "arn": "arn:{partition}:ec2:{region}:{account}:security-group/{id}",
    "ownerId": "OwnerId",
}
_WEB = {"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.1.0.0/16"]}

SECURITY_GROUP = Entry(
    type="aws:ec2/securityGroup:SecurityGroup",
    service="ec2",
    inputs={
        "name": P("GroupName", replace=True),
        "namePrefix": P(replace=True),
        "description": P("Description", default="Managed by Pulumi", replace=True),
        "vpcId": P("VpcId", replace=True, computed=True),
        **_rule_inputs(computed=True),
        **kept("revokeRulesOnDelete"),
    },
    create=_create_group,
    read=_read_group,
    delete=Call("delete_security_group", {"GroupId": "$id"}),
    outputs=_OUTPUTS,
    tags=tagging.ec2("security-group"),
    name=Name(property="name"),
    example=Example(
        inputs={
            "name": "example",
            "vpcId": "@aws:ec2/vpc:Vpc.id",
            "ingress": [_WEB],
            "tags": {"Name": "example"},
        },
        change={"egress": [_WEB], "tags": {"Name": "other"}},
        replace={"description": "another"},
        drift=lambda c: c.call(
            "authorize_security_group_ingress",
            GroupId=c.id,
            IpPermissions=[
                {
                    "IpProtocol": "tcp",
                    "FromPort": 22,
                    "ToPort": 22,
                    "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
                }
            ],
        ),
    ),
)


def _adopt(context: Context) -> str:
    filters = [
        {"Name": "vpc-id", "Values": [context.inputs["vpcId"]]},
        {"Name": "group-name", "Values": ["default"]},
    ]
    answer = context.call("describe_security_groups", Filters=filters)
    context.id = str(at(answer, "SecurityGroups.0.GroupId"))
    for name in ("ingress", "egress"):
        _permissions.replace_all(context, name, [])
    return context.id


DEFAULT_SECURITY_GROUP = Entry(
    type="aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    service="ec2",
    inputs={
        "vpcId": P(read="VpcId", replace=True, computed=True),
        **_rule_inputs(default=[]),
        **kept("revokeRulesOnDelete"),
    },
    create=_adopt,
    read=_read_group,
    delete=lambda _: None,  # it lives as long as its VPC
    outputs={**_OUTPUTS, "name": "GroupName", "description": "Description"},
    tags=_ec2.adopted("security-group"),
    identity=("vpcId",),
    example=Example(
        inputs={"vpcId": "@aws:ec2/vpc:Vpc.id"},
        change={"ingress": [_WEB], "tags": {"Name": "closed"}},
        drift=lambda c: c.call(
            "authorize_security_group_egress",
            GroupId=c.id,
            IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
        ),
    ),
)

ENTRIES = [SECURITY_GROUP, DEFAULT_SECURITY_GROUP]
