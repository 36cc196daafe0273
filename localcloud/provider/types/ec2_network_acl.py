"""Network ACLs: stateless filters of subnets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.types import _ec2, _network_acl
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
            params = _network_acl.entry_params(rule, egress)
            context.call("create_network_acl_entry", NetworkAclId=context.id, **params)

    return step


def _subnets(raw: Props) -> list[str]:
    return sorted(item["SubnetId"] for item in raw["Associations"])


def _set_subnets(context: Context) -> None:
    """Take the subnets of the property; those that leave go back to the VPC's default ACL."""
    raw = _read_acl(context)
    wanted = context.inputs.get("subnetIds") or []
    for subnet in set(_subnets(raw)) - set(wanted):
        _network_acl.associate(context, _network_acl.default_of(context, raw["VpcId"]), subnet)
    for subnet in wanted:
        _network_acl.associate(context, context.id, subnet)


def _delete_acl(context: Context) -> None:
    raw = _read_acl(context)
    if raw is not None:
        for subnet in _subnets(raw):
            _network_acl.associate(context, _network_acl.default_of(context, raw["VpcId"]), subnet)
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
            "create_network_acl_entry",
            NetworkAclId=c.id,
            **_network_acl.entry_params(_EXAMPLE_RULE, True),
        ),
    ),
)


ENTRIES = [NETWORK_ACL, DEFAULT_NETWORK_ACL]
