"""Networks and subnets that claim addresses which aren't theirs."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network
from typing import TypeVar

from kyotsu.proof.network.headerspace.space import network_of
from kyotsu.proof.network.resources.thing import Problem, Thing
from kyotsu.proof.network.resources.vpcs import Subnet, Vpc
from kyotsu.proof.network.topology.network import Network
from kyotsu.proof.network.topology.short import short

T = TypeVar("T", bound=Thing)


def beside(network: Network) -> Iterable[Problem]:
    """Return a problem for each subnet that isn't in its network, or overlaps another."""
    for urn, subnets in network.subnets_of.items():
        vpc = network.vpcs.get(urn)
        blocks = [network_of(one) for one in vpc.blocks] if vpc else []
        for subnet in subnets:
            if vpc and not any(network_of(subnet.block).subnet_of(one) for one in blocks):
                yield Problem(
                    urn=subnet.urn,
                    line=subnet.line,
                    ja=f"{subnet.block} は VPC のブロックに含まれません。",
                    en=f"{subnet.block} is not in its network's block.",
                    touches=(subnet.urn, urn),
                )
        yield from _overlapping_subnets(subnets)


def overlapping(vpcs: Iterable[Vpc]) -> Iterable[Problem]:
    """Return a problem for each two networks that claim the same addresses."""
    held = sorted(
        ((network_of(block), vpc) for vpc in vpcs for block in vpc.blocks),
        key=lambda one: (one[0], one[1].urn),
    )
    for (one, first), (other, second) in _beside_one_another(held):
        if first.urn != second.urn:
            yield Problem(
                urn=second.urn,
                line=second.line,
                ja=f"{other} は {short(first.urn)} の {one} と重なっています。",
                en=f"{other} overlaps {one} of {short(first.urn)}.",
                touches=(first.urn, second.urn),
            )


def _beside_one_another(
    held: Sequence[tuple[IPv4Network, T]],
) -> Iterable[tuple[tuple[IPv4Network, T], tuple[IPv4Network, T]]]:
    """Yield each block of a sorted list with the one before it that reaches into it."""
    furthest: tuple[IPv4Network, T] | None = None
    for one in held:
        if furthest is not None and furthest[0].overlaps(one[0]):
            yield furthest, one
        if furthest is None or one[0].broadcast_address > furthest[0].broadcast_address:
            furthest = one


def _overlapping_subnets(subnets: Sequence[Subnet]) -> Iterable[Problem]:
    held = sorted(
        ((network_of(one.block), one) for one in subnets), key=lambda one: (one[0], one[1].urn)
    )
    for (_, one), (_, other) in _beside_one_another(held):
        yield Problem(
            urn=other.urn,
            line=other.line,
            ja=f"{other.block} は {short(one.urn)} の {one.block} と重なっています。",
            en=f"{other.block} overlaps {one.block} of {short(one.urn)}.",
            touches=(one.urn, other.urn, one.vpc),
        )
