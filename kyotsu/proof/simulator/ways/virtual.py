"""Virtual private gateways: lines that end at a VPC.

https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
"""

from collections.abc import Iterator

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.journey import Arrival, Journey
from kyotsu.proof.simulator.traveller import Traveller
from kyotsu.proof.simulator.ways.edge import ByGateway


class VirtualWay(ByGateway):
    """The way to whatever the lines of a virtual private gateway lead to, and from there."""

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
        at = self.edge.at_gateway(traveller, gateway)
        if isinstance(at, Journey):
            yield at
        else:
            yield from self.edge.enter(at[0], gateway, at[1])
