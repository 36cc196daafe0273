"""The two ends of a declared connection."""

from collections.abc import Callable, Iterator
from ipaddress import IPv4Network
from typing import NamedTuple

from kyotsu.proof.network.case import FOUNDATION, Case
from kyotsu.proof.network.dataplane.places import Place
from kyotsu.proof.network.headerspace.packets import Packets
from kyotsu.proof.network.reachability.inward import from_line, line_ends
from kyotsu.proof.network.walk.trail import End, Hop
from kyotsu.proof.network.walk.walk import Walk
from tenancy.plan import Flow


class Side(NamedTuple):
    """One end of a connection: where its packets start from, and at which end they arrive."""

    end: End
    addresses: int
    start: Callable[[Walk, Packets], None]
    vpc: str
    """Whose security groups count; empty outside of the platform."""
    urn: str


def at_place(case: Case, place: Place) -> Side:
    """Return a place as a side."""

    def start(walk: Walk, packets: Packets) -> None:
        walk.leave(
            place, packets, trail=(Hop("leaves", place.subnets[0].urn, place.subnets[0].block),)
        )

    return Side(
        End("place", str(place.number)), place.addresses, start, place.vpc, place.subnets[0].urn
    )


def far_sides(case: Case, flow: Flow) -> Iterator[Side]:
    """Yield the sides at a flow's far end."""
    network = IPv4Network(flow.cidr)
    addresses = case.block(network)
    if flow.purpose == "link":
        yield from (at_place(case, place) for place in case.places_of(flow.far))
    elif flow.purpose == "endpoints":
        yield from (
            at_place(case, place)
            for place in case.places_of(FOUNDATION)
            if place.addresses & case.block(case.declared.shared)
        )
    else:
        behind = addresses & case.compiled.space.blocks(case.declared.line)
        for line in line_ends(case) if behind else ():

            def come(walk: Walk, packets: Packets, line: str = line) -> None:
                from_line(walk, line, packets, (Hop("comes", line, "government-lan"),))

            yield Side(End("line", line), behind, come, "", line)
        outside = addresses & case.compiled.space.internet
        for nat in case.network.all("nats") if outside and flow.purpose == "egress" else ():
            yield from _behind_nat(case, nat.urn, nat.subnet, outside)


def _behind_nat(case: Case, nat: str, subnet: str, outside: int) -> Iterator[Side]:
    """Yield the internet as it is seen through a NAT gateway.

    Its answers come back to the gateway, which leads them on by its own subnet's table.
    """
    for place in case.compiled.places_at((subnet,)):

        def back(walk: Walk, packets: Packets, place: Place = place) -> None:
            walk.leave(place, packets, trail=(Hop("nat", nat),))

        for way in case.compiled.routes.ways(place.table, place.vpc):
            if way.target in case.network.internet_gateways:
                yield Side(End("internet", way.target), outside, back, "", nat)


def nowhere(walk: Walk, packets: Packets) -> None:
    """Start nothing: answers alone are followed."""
