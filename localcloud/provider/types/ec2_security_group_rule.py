"""Rules of security groups, as resources of their own."""

from __future__ import annotations

import zlib

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.types import _permissions
from localcloud.provider.values import at
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props

_RULE_BY_ID = Call("describe_security_group_rules", {"SecurityGroupRuleIds": ["$id"]})


def _single(direction: str) -> Entry:
    """``aws:vpc/securityGroup<Direction>Rule``: one source, an id of its own."""

    def create(context: Context) -> str:
        tags = context.inputs.get("tags")
        specification = [{"ResourceType": "security-group-rule", "Tags": tagging.pairs(tags or {})}]
        answer = context.call(
            f"authorize_security_group_{direction}",
            GroupId=context.inputs["securityGroupId"],
            IpPermissions=[_permissions.of_rule(context.inputs)],
            TagSpecifications=specification if tags else None,
        )
        return str(at(answer, "SecurityGroupRules.0.SecurityGroupRuleId"))

    def update(context: Context) -> None:
        rule = _permissions.of_rule_request(context.inputs)
        context.call(
            "modify_security_group_rules",
            GroupId=context.inputs["securityGroupId"],
            SecurityGroupRules=[{"SecurityGroupRuleId": context.id, "SecurityGroupRule": rule}],
        )

    kind = direction.capitalize()
    return Entry(
        type=f"aws:vpc/securityGroup{kind}Rule:SecurityGroup{kind}Rule",
        service="ec2",
        inputs={
            "securityGroupId": P(read="GroupId", replace=True),
            "ipProtocol": P(read="IpProtocol"),
            "fromPort": P(read=_permissions.port("FromPort")),
            "toPort": P(read=_permissions.port("ToPort")),
            "cidrIpv4": P(read="CidrIpv4"),
            "cidrIpv6": P(read="CidrIpv6"),
            "prefixListId": P(read="PrefixListId"),
            "referencedSecurityGroupId": P(read="ReferencedGroupInfo.GroupId"),
            # moto loses it where the source is a group or a prefix list
            "description": P(read=lambda raw: raw.get("Description") or None),
        },
        create=create,
        read=_RULE_BY_ID,
        at="SecurityGroupRules.0",
        update=update,
        delete=lambda c: c.call(
            f"revoke_security_group_{direction}",
            GroupId=c.inputs["securityGroupId"],
            SecurityGroupRuleIds=[c.id],
        ),
        outputs={
            "arn": "arn:{partition}:ec2:{region}:{account}:security-group-rule/{id}",
            "securityGroupRuleId": "{id}",
        },
        tags=tagging.ec2("security-group-rule"),
        example=Example(
            inputs={
                "securityGroupId": "@aws:ec2/securityGroup:SecurityGroup.id",
                "ipProtocol": "tcp",
                "fromPort": 8443,
                "toPort": 8443,
                "cidrIpv4": "10.1.0.0/16",
                "description": "example",
            },
            change={"cidrIpv4": "10.1.1.0/24", "tags": {"Name": "rule"}},
        ),
    )


def _create_rule(context: Context) -> str:
    given = context.inputs
    _permissions.authorize(context, given["type"], [_permissions.block_of(given)])
    text = repr(sorted((key, value) for key, value in given.items() if key != "description"))
    return f"sgrule-{zlib.crc32(text.encode())}"


def _read_rule(context: Context) -> Props | None:
    given = context.inputs
    answer = context.call("describe_security_groups", GroupIds=[given["securityGroupId"]])
    there = _permissions.normal(
        _permissions.to_blocks(answer["SecurityGroups"][0], given["type"]), described=False
    )
    wanted = _permissions.normal([_permissions.block_of(given)], described=False)
    return {"found": True} if set(wanted) <= set(there) else None


SECURITY_GROUP_RULE = Entry(
    type="aws:ec2/securityGroupRule:SecurityGroupRule",
    service="ec2",
    inputs={
        name: P(read="", replace=True)
        for name in (
            "type",
            "securityGroupId",
            "protocol",
            "fromPort",
            "toPort",
            "cidrBlocks",
            "ipv6CidrBlocks",
            "prefixListIds",
            "sourceSecurityGroupId",
            "self",
            "description",
        )
    },
    create=_create_rule,
    read=_read_rule,
    delete=lambda c: _permissions.revoke(c, c.inputs["type"], [_permissions.block_of(c.inputs)]),
    importable=False,
    delete_first=True,
    example=Example(
        inputs={
            "securityGroupId": "@aws:ec2/securityGroup:SecurityGroup.id",
            "type": "ingress",
            "protocol": "udp",
            "fromPort": 53,
            "toPort": 53,
            "cidrBlocks": ["10.1.0.0/16"],
        },
        replace={"fromPort": 54},
    ),
)

ENTRIES = [_single("ingress"), _single("egress"), SECURITY_GROUP_RULE]
