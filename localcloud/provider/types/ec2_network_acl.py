"""Network ACLs: stateless filters of subnets."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.types import _ec2
from localcloud.provider.values import at
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props

_LAST_RULE = 32767
"""AWS's own rule that denies the rest; it can't be removed."""


def _read_acl(context: Context) -> Any:
    return _ec2.first(context, "describe_network_acls", "NetworkAclIds", "NetworkAcls")


def _rules(egress: bool) -> Callable[[Props], list[Props]]:
    def read(raw: Props) -> list[Props]:
        return [
            _from_entry(entry)
            for entry in raw["Entries"]
            if entry["Egress"] is egress and entry["RuleNumber"] < _LAST_RULE
        ]

    return read


def _from_entry(entry: Props) -> Props:
    ports: Props = entry.get("PortRange") or {}
    return {
        "ruleNo": entry["RuleNumber"],
        "action": entry["RuleAction"],
        "protocol": entry["Protocol"],
        "cidrBlock": entry.get("CidrBlock"),
        "ipv6CidrBlock": entry.get("Ipv6CidrBlock"),
        "fromPort": ports.get("From", 0),
        "toPort": ports.get("To", 0),
    }


def _normal(rules: Any) -> Any:
    """Rules without order, protocols by number; ICMP types are lost in moto."""
    return sorted(
        (
            rule["ruleNo"],
            rule["action"],
            _ec2.number(rule["protocol"]),
            rule.get("cidrBlock") or rule.get("ipv6CidrBlock"),
            rule.get("fromPort") or 0,
            rule.get("toPort") or 0,
        )
        for rule in rules or []
    )


def _entry_params(rule: Props, egress: bool) -> Props:
    protocol = _ec2.number(rule["protocol"])
    whole = protocol == "-1"
    return {
        "RuleNumber": rule["ruleNo"],
        "RuleAction": rule["action"],
        "Protocol": protocol,
        "Egress": egress,
        "CidrBlock": rule.get("cidrBlock") or None,
        "Ipv6CidrBlock": rule.get("ipv6CidrBlock") or None,
        "PortRange": None
        if whole
        else {"From": rule.get("fromPort") or 0, "To": rule.get("toPort") or 0},
    }


def _set_rules(name: str, egress: bool) -> Callable[[Context], None]:
    def step(context: Context) -> None:
        for rule in _rules(egress)(_read_acl(context)):
            context.call(
                "delete_network_acl_entry",
                NetworkAclId=context.id,
                RuleNumber=rule["ruleNo"],
                Egress=egress,
            )
        for rule in context.inputs.get(name) or []:
            params = _entry_params(rule, egress)
            context.call("create_network_acl_entry", NetworkAclId=context.id, **params)

    return step


def _subnets(raw: Props) -> list[str]:
    return sorted(item["SubnetId"] for item in raw["Associations"])


def _association(context: Context, subnet: str) -> Props:
    filters = [{"Name": "association.subnet-id", "Values": [subnet]}]
    answer = context.call("describe_network_acls", Filters=filters)
    associations: list[Props] = at(answer, "NetworkAcls.0.Associations") or []
    return next(item for item in associations if item["SubnetId"] == subnet)


def _associate(context: Context, acl: str, subnet: str) -> str:
    current = _association(context, subnet)
    if current["NetworkAclId"] == acl:
        return str(current["NetworkAclAssociationId"])
    answer = context.call(
        "replace_network_acl_association",
        AssociationId=current["NetworkAclAssociationId"],
        NetworkAclId=acl,
    )
    return str(answer["NewAssociationId"])


def _default_of(context: Context, vpc: str) -> str:
    filters = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "default", "Values": ["true"]}]
    return str(
        at(context.call("describe_network_acls", Filters=filters), "NetworkAcls.0.NetworkAclId")
    )


def _set_subnets(context: Context) -> None:
    """Take the subnets of the property; those that leave go back to the VPC's default ACL."""
    raw = _read_acl(context)
    wanted = context.inputs.get("subnetIds") or []
    for subnet in set(_subnets(raw)) - set(wanted):
        _associate(context, _default_of(context, raw["VpcId"]), subnet)
    for subnet in wanted:
        _associate(context, context.id, subnet)


def _delete_acl(context: Context) -> None:
    raw = _read_acl(context)
    if raw is not None:
        for subnet in _subnets(raw):
            _associate(context, _default_of(context, raw["VpcId"]), subnet)
    context.call("delete_network_acl", NetworkAclId=context.id)


def _rule_inputs(**extra: Any) -> dict[str, Any]:
    return {
        "ingress": P(
            read=_rules(False), compare=_normal, set=_set_rules("ingress", False), **extra
        ),
        "egress": P(read=_rules(True), compare=_normal, set=_set_rules("egress", True), **extra),
    }


_OUTPUTS = {
    "arn": "arn:{partition}:ec2:{region}:{account}:network-acl/{id}",
    "ownerId": "{account}",
}
_EXAMPLE_RULE = {
    "ruleNo": 100,
    "action": "allow",
    "protocol": "tcp",
    "cidrBlock": "10.1.0.0/16",
    "fromPort": 443,
    "toPort": 443,
}

NETWORK_ACL = Entry(
    type="aws:ec2/networkAcl:NetworkAcl",
    service="ec2",
    inputs={
        "vpcId": P("VpcId", replace=True),
        **_rule_inputs(computed=True),
        "subnetIds": P(read=_subnets, compare="set", computed=True, set=_set_subnets),
    },
    create=Call("create_network_acl", inputs="all"),
    id="NetworkAcl.NetworkAclId",
    read=_read_acl,
    delete=_delete_acl,
    outputs=_OUTPUTS,
    tags=tagging.ec2("network-acl"),
    example=Example(
        inputs={
            "vpcId": "@aws:ec2/vpc:Vpc.id",
            "ingress": [_EXAMPLE_RULE],
            "subnetIds": ["@aws:ec2/subnet:Subnet.id"],
        },
        change={"ingress": [{**_EXAMPLE_RULE, "action": "deny"}], "tags": {"Name": "acl"}},
        drift=lambda c: c.call(
            "delete_network_acl_entry", NetworkAclId=c.id, RuleNumber=100, Egress=False
        ),
    ),
)


def _adopt(context: Context) -> str:
    context.id = str(context.inputs["defaultNetworkAclId"])
    _set_rules("ingress", False)(context)
    _set_rules("egress", True)(context)
    return context.id


DEFAULT_NETWORK_ACL = Entry(
    type="aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
    service="ec2",
    inputs={
        "defaultNetworkAclId": P(read="NetworkAclId", replace=True),
        **_rule_inputs(default=[]),
        "subnetIds": P(read=_subnets, compare="set", computed=True, set=_set_subnets),
    },
    create=_adopt,
    id="{defaultNetworkAclId}",
    read=_read_acl,
    delete=lambda _: None,  # it lives as long as its VPC
    outputs={**_OUTPUTS, "vpcId": "VpcId"},
    tags=_ec2.adopted("network-acl"),
    identity=("defaultNetworkAclId",),
    example=Example(
        inputs={"defaultNetworkAclId": "@aws:ec2/vpc:Vpc.defaultNetworkAclId"},
        change={"ingress": [_EXAMPLE_RULE], "tags": {"Name": "closed"}},
        drift=lambda c: c.call(
            "create_network_acl_entry", NetworkAclId=c.id, **_entry_params(_EXAMPLE_RULE, True)
        ),
    ),
)


def _one_rule(context: Context) -> Props:
    return {
        **context.inputs,
        "ruleNo": context.inputs["ruleNumber"],
        "action": context.inputs["ruleAction"],
    }


def _create_rule(context: Context) -> str:
    given = context.inputs
    params = _entry_params(_one_rule(context), bool(given["egress"]))
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
        _associate(context, _default_of(context, acl["VpcId"]), found["SubnetId"])


NETWORK_ACL_ASSOCIATION = Entry(
    type="aws:ec2/networkAclAssociation:NetworkAclAssociation",
    service="ec2",
    inputs={
        "networkAclId": P(read="NetworkAclId", replace=True),
        "subnetId": P(read="SubnetId", replace=True),
    },
    create=lambda c: _associate(c, c.inputs["networkAclId"], c.inputs["subnetId"]),
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

ENTRIES = [NETWORK_ACL, DEFAULT_NETWORK_ACL, NETWORK_ACL_RULE, NETWORK_ACL_ASSOCIATION]
