"""Network ACLs.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
"""

from collections.abc import Mapping
from typing import Any

from kyotsu.proof.network.headerspace.space import PORTS
from kyotsu.proof.network.reading.values import ICMP, Reader
from kyotsu.proof.network.resources.filters import (
    Acl,
    AclAssociation,
    AclEntry,
    AclRule,
)
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
            inline="ingress" in read.resource.inputs or "egress" in read.resource.inputs,
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
            inline=True,  # whatever it doesn't name itself, it takes out
        )
    ]


def acl_entry(read: Reader) -> list[Thing]:
    """Read an entry that is a resource of its own. Unlike inline, it must say its ICMP type."""
    if read.protocols(read.get("protocol")) == ICMP and read.get("icmpType") is None:
        read.problem("icmpType がありません。", "icmpType is missing.")
        return []
    row = {
        **read.resource.inputs,
        "ruleNo": read.get("ruleNumber"),
        "action": read.get("ruleAction"),
    }
    rule = _entry(read, row, "rule")
    if rule is None:
        return []
    inward = read.get("egress") is not True
    return [AclEntry(**read.named, acl=read.reference("networkAclId"), inward=inward, rule=rule)]


def acl_association(read: Reader) -> list[Thing]:
    """Read which ACL a subnet has."""
    return [
        AclAssociation(
            **read.named, acl=read.reference("networkAclId"), subnet=read.reference("subnetId")
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
    if row.get("ipv6CidrBlock"):
        read.ipv6()
    protocols = read.protocols(row.get("protocol"))
    block = read.block(row.get("cidrBlock"), f"{name}.cidrBlock")
    number = read.number(row.get("ruleNo"), "ruleNo")
    if protocols is None or not block or number is None:
        return None
    if protocols == ICMP:
        # https://www.pulumi.com/registry/packages/aws/api-docs/ec2/networkacl/: 0 where it isn't
        # said.
        spans = read.icmp(row.get("icmpType", 0), row.get("icmpCode", 0))
    else:
        ports = read.ports(protocols, row.get("fromPort"), row.get("toPort"))
        spans = ports and (ports, PORTS)
    if not spans:
        return None
    return AclRule(
        number=number,
        allow=str(row.get("action")).lower() == "allow",
        block=block,
        protocols=protocols,
        ports=spans[0],
        codes=spans[1],
        line=read.named["line"],
    )
