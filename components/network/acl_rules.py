"""Which packets each tier's network ACL lets through.

ACLs are stateless, so each flow needs a rule for its replies too. They are the coarse second line
behind security groups: they know address ranges, not roles. Traffic to the VPC's own resolver,
time and metadata services is never filtered by them
(https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tenancy.plan import NetworkPlan
from tenancy.plan.flows import ANYWHERE
from tenancy.vocabulary import Protocol

Opening = tuple[str, tuple[int, int], Protocol]
"""Whom with, on which of the receiver's ports, by which protocol."""
# Clients choose their own port for replies. Those on the internet may take any from 1024; our own
# servers take 32768 to 60999 (Linux) or 49152 to 65535 (Windows), which keeps RDP's 3389 shut.
REPLY_PORTS = (1024, 65535)
OWN_REPLY_PORTS = (32768, 65535)
HTTPS = (443, 443)
ALL_PORTS = (0, 65535)


@dataclass(frozen=True, kw_only=True)
class AclRule:
    """One rule: from or to an IPv4 range, on a range of ports (both ends included)."""

    number: int
    cidr: str
    ports: tuple[int, int]
    protocol: Protocol = "tcp"
    allow: bool = True


@dataclass(frozen=True, kw_only=True)
class AclRules:
    """The rules of one tier, in the order of their numbers; what no rule allows is denied."""

    ingress: tuple[AclRule, ...]
    egress: tuple[AclRule, ...]


def rules_for(tier: str, network: NetworkPlan) -> AclRules:
    """Return the rules of a tier: none in a network that is cut off, so that nothing passes.

    Raises:
        KeyError: the tier is not one of public, private, protected, attachment.
    """
    if network.quarantined:
        return AclRules(ingress=(), egress=())
    rules = {
        "public": _public,
        "private": _private,
        "protected": _protected,
        "attachment": _attachment,
    }
    return rules[tier](network)


def _public(network: NetworkPlan) -> AclRules:
    """HTTPS from anywhere to the load balancers, and everything that they say to the VPC.

    Their replies may go to any port from 1024, which a declared destination may listen on too: a
    server that was put here would get there past the inspection. So those ports are shut; a client
    that happens to have taken one of them tries again from another.
    """
    past_the_inspection: list[Opening] = [
        (flow.cidr, (flow.port, flow.port), "tcp")
        for flow in network.flows
        if flow.purpose == "egress" and flow.protocol == "tcp" and flow.port >= REPLY_PORTS[0]
    ]
    return AclRules(
        ingress=_numbered([(network.cidr, ALL_PORTS, "tcp"), (ANYWHERE, HTTPS, "tcp")]),
        egress=_numbered(
            [(network.cidr, ALL_PORTS, "tcp"), (ANYWHERE, REPLY_PORTS, "tcp")],
            shut=past_the_inspection,
        ),
    )


def _private(network: NetworkPlan) -> AclRules:
    """Everything inside the VPC; HTTPS to the gateway endpoints, whose addresses are public.

    Beyond that, only the planned flows.
    """
    ingress: list[Opening] = [
        (network.cidr, ALL_PORTS, "tcp"),
        (ANYWHERE, OWN_REPLY_PORTS, "tcp"),  # also the replies of all outbound flows by TCP
    ]
    egress: list[Opening] = [(network.cidr, ALL_PORTS, "tcp"), (ANYWHERE, HTTPS, "tcp")]
    for flow in network.flows:
        there = (flow.cidr, (flow.port, flow.port), flow.protocol)
        if flow.direction == "inbound":
            ingress.append(there)
            egress.append((flow.cidr, REPLY_PORTS, flow.protocol))
        else:
            egress.append(there)
            if flow.protocol == "udp":
                ingress.append((flow.cidr, OWN_REPLY_PORTS, "udp"))
    return AclRules(ingress=_numbered(ingress), egress=_numbered(egress))


def _attachment(network: NetworkPlan) -> AclRules:
    """Return what passes between the private tier and the hub, in both directions.

    Packets meet this ACL with the addresses of both ends, so it lets through what the private
    tier's does (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html).
    """
    private = _private(network)
    inside: list[Opening] = (
        [(network.cidr, ALL_PORTS, "udp")]
        if any(flow.protocol == "udp" for flow in network.flows)
        else []
    )
    return AclRules(
        ingress=_numbered([*_openings(private.ingress), *inside]),
        egress=_numbered([*_openings(private.egress), *inside]),
    )


def _protected(network: NetworkPlan) -> AclRules:
    """Only the private tier, and the tier itself for replication between zones."""
    near: list[Opening] = [
        (subnet.cidr, ALL_PORTS, "tcp")
        for tier in network.tiers
        if tier.name in ("private", "protected")
        for subnet in tier.subnets
    ]
    return AclRules(ingress=_numbered(near), egress=_numbered(near))


def _openings(rules: Iterable[AclRule]) -> list[Opening]:
    return [(rule.cidr, rule.ports, rule.protocol) for rule in rules]


def _numbered(openings: Iterable[Opening], *, shut: Iterable[Opening] = ()) -> tuple[AclRule, ...]:
    """Return each opening once, as a rule with a number of its own, after what is shut."""
    first, then = dict.fromkeys(shut), dict.fromkeys(openings)
    return tuple(
        AclRule(
            number=100 + 10 * place,
            cidr=cidr,
            ports=ports,
            protocol=protocol,
            allow=place >= len(first),
        )
        for place, (cidr, ports, protocol) in enumerate((*first, *then))
    )
