"""Rules of network ACLs, and their subnets, as resources of their own."""

from __future__ import annotations

import zlib

from localcloud.provider.context import Context
from localcloud.provider.types import _ec2, _network_acl
from localcloud.provider.values import at
from localcloud.provider.vocabulary import Entry, Example, P, Props


def _one_rule(context: Context) -> Props:
    return {
        **context.inputs,
        "ruleNo": context.inputs["ruleNumber"],
        "action": context.inputs["ruleAction"],
    }


def _create_rule(context: Context) -> str:
    given = context.inputs
    params = _network_acl.entry_params(_one_rule(context), bool(given["egress"]))
    context.call("create_network_acl_entry", NetworkAclId=given["networkAclId"], **params)
    name = f"{given['networkAclId']}-{given['ruleNumber']}-{given['egress']}-{given['protocol']}"
    return f"nacl-{zlib.crc32(name.encode())}"


def _read_rule(context: Context) -> Props | None:
    given = context.inputs
    answer = context.call("describe_network_acls", NetworkAclIds=[given["networkAclId"]])
    entries: list[Props] = at(answer, "NetworkAcls.0.Entries") or []
    wanted = (given["ruleNumber"], bool(given["egress"]))
    return next((e for e in entries if (e["RuleNumber"], e["Egress"]) == wanted), None)


def _delete_rule(context: Context) -> None:
    given = context.inputs
    if _read_rule(context) is not None:
        context.call(
            "delete_network_acl_entry",
            NetworkAclId=given["networkAclId"],
            RuleNumber=given["ruleNumber"],
            Egress=bool(given["egress"]),
        )


NETWORK_ACL_RULE = Entry(
    type="aws:ec2/networkAclRule:NetworkAclRule",
    service="ec2",
    inputs={
        "networkAclId": P(read="", replace=True),
        "ruleNumber": P(read="RuleNumber", replace=True),
        "egress": P(read="Egress", default=False, replace=True),
        "protocol": P(read="Protocol", replace=True, compare=_ec2.number),
        "ruleAction": P(read="RuleAction", replace=True),
        "cidrBlock": P(read="CidrBlock", replace=True),
        "ipv6CidrBlock": P(read="Ipv6CidrBlock", replace=True),
        "fromPort": P(read="PortRange.From", replace=True, computed=True),
        "toPort": P(read="PortRange.To", replace=True, computed=True),
        "icmpType": P(read="", replace=True),
        "icmpCode": P(read="", replace=True),
    },
    create=_create_rule,
    read=_read_rule,
    delete=_delete_rule,
    identity=("networkAclId", "ruleNumber", "egress"),
    importable=False,
    example=Example(
        inputs={
            "networkAclId": "@aws:ec2/networkAcl:NetworkAcl.id",
            "ruleNumber": 200,
            "protocol": "tcp",
            "ruleAction": "allow",
            "cidrBlock": "10.0.0.0/8",
            "fromPort": 80,
            "toPort": 80,
        },
        replace={"ruleAction": "deny"},
    ),
)


def _read_association(context: Context) -> Props | None:
    filters = [{"Name": "association.association-id", "Values": [context.id]}]
    acls = context.call("describe_network_acls", Filters=filters)["NetworkAcls"]
    items = [item for acl in acls for item in acl["Associations"]]
    return next((i for i in items if i["NetworkAclAssociationId"] == context.id), None)


def _end_association(context: Context) -> None:
    found = _read_association(context)
    if found is not None:
        acl = at(
            context.call("describe_network_acls", NetworkAclIds=[found["NetworkAclId"]]),
            "NetworkAcls.0",
        )
        _network_acl.associate(
            context, _network_acl.default_of(context, acl["VpcId"]), found["SubnetId"]
        )


NETWORK_ACL_ASSOCIATION = Entry(
    type="aws:ec2/networkAclAssociation:NetworkAclAssociation",
    service="ec2",
    inputs={
        "networkAclId": P(read="NetworkAclId", replace=True),
        "subnetId": P(read="SubnetId", replace=True),
    },
    create=lambda c: _network_acl.associate(c, c.inputs["networkAclId"], c.inputs["subnetId"]),
    read=_read_association,
    delete=_end_association,
    delete_first=True,
    example=Example(
        inputs={
            "networkAclId": "@aws:ec2/networkAcl:NetworkAcl.id",
            "subnetId": "@aws:ec2/subnet:Subnet.id",
        },
        replace={"networkAclId": "acl-other"},
    ),
)


ENTRIES = [NETWORK_ACL_RULE, NETWORK_ACL_ASSOCIATION]
