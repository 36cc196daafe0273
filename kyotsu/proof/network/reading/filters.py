"""Network ACLs and security groups.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html,
https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
"""

from collections.abc import Mapping
from typing import Any

from kyotsu.proof.network.reading.values import Reader
from kyotsu.proof.network.resources.filters import Acl, AclRule, Group, GroupRule
from kyotsu.proof.network.resources.thing import Thing


def acl(read: Reader) -> list[Thing]:
    """Read an ACL with its entries."""
    return [
        Acl(
            **read.named,
            vpc=read.reference("vpcId"),
            subnets=read.references("subnetIds"),
            inward=_entries(read, "ingress"),
            outward=_entries(read, "egress"),
        )
    ]


def default_acl(read: Reader) -> list[Thing]:
    """Read what takes over the ACL that AWS makes with a network."""
    return [
        Acl(
            **read.named,
            vpc=read.reference("defaultNetworkAclId").partition("#")[0],
            subnets=read.references("subnetIds"),
            inward=_entries(read, "ingress"),
            outward=_entries(read, "egress"),
            default=True,
        )
    ]


def _entries(read: Reader, name: str) -> tuple[AclRule, ...]:
    found: list[AclRule] = []
    numbers: set[int] = set()
    for row in read.rows(name):
        entry = _entry(read, row, name)
        if entry is None:
            continue
        if entry.number in numbers:
            read.problem(
                f"{name} の規則番号 {entry.number} が重複しています。",
                f"rule number {entry.number} is used twice in {name}.",
            )
        numbers.add(entry.number)
        found.append(entry)
    return tuple(sorted(found, key=lambda one: one.number))


def _entry(read: Reader, row: Mapping[str, Any], name: str) -> AclRule | None:
    if row.get("ipv6CidrBlock") and not row.get("cidrBlock"):
        return None  # no IPv6 packet is followed, and networks that have IPv6 aren't proved
    protocols = read.protocols(row.get("protocol"))
    block = read.block(row.get("cidrBlock"), f"{name}.cidrBlock")
    if protocols is None or not block:
        return None
    if protocols == (1, 1) and _narrow(row.get("icmpType")):
        ports = (int(row["icmpType"]), int(row["icmpType"]))
    else:
        found = read.ports(protocols, row.get("fromPort"), row.get("toPort"))
        if found is None:
            return None
        ports = found
    return AclRule(
        number=int(row.get("ruleNo", 0)),
        allow=str(row.get("action")).lower() == "allow",
        block=block,
        protocols=protocols,
        ports=ports,
    )


def _narrow(value: Any) -> bool:
    return value is not None and int(value) >= 0


def group(read: Reader) -> list[Thing]:
    """Read a group, and the rules that are written in it."""
    found: list[Thing] = [Group(**read.named, vpc=read.reference("vpcId"))]
    return [*found, *_written(read)]


def default_group(read: Reader) -> list[Thing]:
    """Read what takes over the group that AWS makes with a network."""
    found: list[Thing] = [Group(**read.named, vpc=read.reference("vpcId"), default=True)]
    return [*found, *_written(read)]


def _written(read: Reader) -> list[GroupRule]:
    return [
        rule
        for name in ("ingress", "egress")
        for row in read.rows(name)
        for rule in _classic(read, read.resource.urn, row, inward=name == "ingress")
    ]


def classic_rule(read: Reader) -> list[Thing]:
    """Read a rule of the older kind, which may name several sources."""
    row = {
        **read.resource.inputs,
        "securityGroups": [one] if (one := read.get("sourceSecurityGroupId")) is not None else [],
    }
    owner = read.reference("securityGroupId")
    return [*_classic(read, owner, row, inward=read.get("type") == "ingress")]


def _classic(read: Reader, owner: str, row: Mapping[str, Any], *, inward: bool) -> list[GroupRule]:
    protocols = read.protocols(row.get("protocol"))
    ports = protocols and read.ports(protocols, row.get("fromPort"), row.get("toPort"))
    if protocols is None or ports is None:
        return []
    ends: list[dict[str, str]] = [
        {"block": block}
        for one in row.get("cidrBlocks") or ()
        if (block := read.block(one, "cidrBlocks"))
    ]
    ends += [
        {"prefix_list": read.reference("prefixListIds", one)}
        for one in row.get("prefixListIds") or ()
    ]
    ends += [
        {"other_group": read.reference("securityGroups", one)}
        for one in row.get("securityGroups") or ()
    ]
    if row.get("self"):
        ends.append({"other_group": owner})
    return [
        GroupRule(**read.named, group=owner, inward=inward, protocols=protocols, ports=ports, **end)
        for end in ends
    ]


def inward_rule(read: Reader) -> list[Thing]:
    """Read what a group lets in."""
    return _rule(read, inward=True)


def outward_rule(read: Reader) -> list[Thing]:
    """Read what a group lets out."""
    return _rule(read, inward=False)


def _rule(read: Reader, *, inward: bool) -> list[Thing]:
    protocols = read.protocols(read.get("ipProtocol"))
    if protocols is None:
        return []
    if protocols == (1, 1) and read.get("fromPort") not in (None, -1):
        kind = int(read.get("fromPort"))
        ports = (kind, kind)
    else:
        found = read.ports(protocols, read.get("fromPort"), read.get("toPort"))
        if found is None:
            return []
        ports = found
    if read.get("cidrIpv6"):
        return []
    end = {
        "block": read.block(read.get("cidrIpv4"), "cidrIpv4"),
        "prefix_list": read.reference("prefixListId"),
        "other_group": read.reference("referencedSecurityGroupId"),
    }
    if not any(end.values()):
        return []
    return [
        GroupRule(
            **read.named,
            group=read.reference("securityGroupId"),
            inward=inward,
            protocols=protocols,
            ports=ports,
            **end,
        )
    ]
