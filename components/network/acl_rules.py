"""Which packets each tier's network ACL lets through.

ACLs are stateless, so each flow needs a rule for its replies too. They are the coarse second line
behind security groups: they know address ranges, not roles. Traffic to the VPC's own resolver,
time and metadata services is never filtered by them
(https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from tenancy.plan import NetworkPlan

ANYWHERE = "0.0.0.0/0"
# Clients choose their own port for replies. Those on the internet may take any from 1024; our own
# servers take 32768 to 60999 (Linux) or 49152 to 65535 (Windows), which keeps RDP's 3389 shut.
REPLY_PORTS = (1024, 65535)
OWN_REPLY_PORTS = (32768, 65535)
HTTPS = (443, 443)
ALL_PORTS = (0, 65535)


@dataclass(frozen=True, kw_only=True)
class AclRule:
    """One allowing rule: TCP from or to an IPv4 range, on a range of ports (both ends included)."""

    number: int
    cidr: str
    ports: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class AclRules:
    """The rules of one tier, in the order of their numbers; what no rule allows is denied."""

    ingress: tuple[AclRule, ...]
    egress: tuple[AclRule, ...]


def rules_for(tier: str, network: NetworkPlan) -> AclRules:
    """Return the rules of a tier.

    Raises:
        KeyError: the tier is not one of public, private, protected.
    """
    return {"public": _public, "private": _private, "protected": _protected}[tier](network)


def _public(network: NetworkPlan) -> AclRules:
    """HTTPS from anywhere to the load balancers, and everything that they say to the VPC."""
    return AclRules(
        ingress=_numbered(((network.cidr,), ALL_PORTS), ((ANYWHERE,), HTTPS)),
        egress=_numbered(((network.cidr,), ALL_PORTS), ((ANYWHERE,), REPLY_PORTS)),
    )


def _private(network: NetworkPlan) -> AclRules:
    """Everything inside the VPC; HTTPS to the gateway endpoints, whose addresses are public."""
    return AclRules(
        ingress=_numbered(((network.cidr,), ALL_PORTS), ((ANYWHERE,), OWN_REPLY_PORTS)),
        egress=_numbered(((network.cidr,), ALL_PORTS), ((ANYWHERE,), HTTPS)),
    )


def _protected(network: NetworkPlan) -> AclRules:
    """Only the private tier, and the tier itself for replication between zones."""
    near = tuple(
        subnet.cidr
        for tier in network.tiers
        if tier.name in ("private", "protected")
        for subnet in tier.subnets
    )
    return AclRules(ingress=_numbered((near, ALL_PORTS)), egress=_numbered((near, ALL_PORTS)))


def _numbered(*groups: tuple[Sequence[str], tuple[int, int]]) -> tuple[AclRule, ...]:
    numbers = count(100, 10)

    def rules() -> Iterator[AclRule]:
        for cidrs, ports in groups:
            for cidr in cidrs:
                yield AclRule(number=next(numbers), cidr=cidr, ports=ports)

    return tuple(rules())
