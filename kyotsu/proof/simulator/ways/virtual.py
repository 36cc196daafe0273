"""Virtual private gateways: lines that end at a VPC.

https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
"""

from collections.abc import Iterator

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.journey import Arrival, Journey
from kyotsu.proof.simulator.traveller import Traveller
from kyotsu.proof.simulator.ways.edge import Edge
from kyotsu.proof.simulator.ways.way import Walker, Way


class VirtualWay(Way):
    """The way to whatever the lines of a virtual private gateway lead to, and from there."""

    def __init__(self, walk: Walker, edge: Edge) -> None:
        super().__init__(walk)
        self.edge = edge

    def to(
        self, traveller: Traveller, gateway: Resource, here: Resource, vpc: str
    ) -> Iterator[Journey]:
        """Leave from a subnet."""
        on = self.walk.across(traveller, here.urn, None)
        if isinstance(on, Journey):
            yield on
        elif self.parts.border.vpc_of(gateway) != vpc:
            yield on.dropped("the virtual private gateway isn't attached to this VPC", gateway)
        else:
            arrival = Arrival(kind="government-lan", urn=gateway.urn)
            yield on.arrives(arrival, "it is on the other side of the line", gateway)

    def come(self, traveller: Traveller, gateway: Resource) -> Iterator[Journey]:
        """Come in to an address of the VPC."""
        on = traveller.past(f"it comes in by {gateway.name}", gateway)
        vpc = self.parts.border.vpc_of(gateway)
        if vpc is None or not self.parts.addresses.in_vpc(on.packet.destination, vpc):
            yield on.dropped("its VPC doesn't have this address", gateway)
            return
        strange = self.parts.unmodelled.at(vpc, gateway.urn)
        if strange is not None:
            yield on.unmodelled(f"{strange.type} isn't modelled", strange)
            return
        yield from self.edge.enter(on, gateway, vpc)
