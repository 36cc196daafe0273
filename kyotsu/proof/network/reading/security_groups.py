"""Security groups.

https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
"""

from collections.abc import Mapping
from typing import Any

from kyotsu.proof.network.headerspace.space import PORTS
from kyotsu.proof.network.reading.values import ICMP, Reader
from kyotsu.proof.network.resources.filters import (
    Group,
    GroupRule,
)
from kyotsu.proof.network.resources.thing import Span, Thing


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
    if row.get("ipv6CidrBlocks"):
        read.ipv6()
    protocols = read.protocols(row.get("protocol"))
    spans = protocols and _spans(read, protocols, row)
    if not protocols or not spans:
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
        GroupRule(
            **read.named,
            group=owner,
            inward=inward,
            protocols=protocols,
            ports=spans[0],
            codes=spans[1],
            **end,
        )
        for end in ends
    ]


def _spans(read: Reader, protocols: Span, row: Mapping[str, Any]) -> tuple[Span, Span] | None:
    """Return a rule's ports and source ports; of ICMP the types and the codes.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html: these are where
    others have their first and their last port.
    """
    if protocols == ICMP:
        return read.icmp(row.get("fromPort", -1), row.get("toPort", -1))
    ports = read.ports(protocols, row.get("fromPort"), row.get("toPort"))
    return ports and (ports, PORTS)


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
    spans = _spans(read, protocols, read.resource.inputs)
    if read.get("cidrIpv6"):
        read.ipv6()
    if spans is None:
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
            ports=spans[0],
            codes=spans[1],
            **end,
        )
    ]
