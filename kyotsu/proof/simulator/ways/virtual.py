"""Virtual private gateways: lines that end at a VPC.

https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
"""

from typing import ClassVar

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.journey import Arrival, Journey
from kyotsu.proof.simulator.traveller import Traveller
from kyotsu.proof.simulator.ways.edge import ByGateway


class VirtualWay(ByGateway):
    """The way to whatever the lines of a virtual private gateway lead to, and from there."""

    kind: ClassVar[str] = "virtual private gateway"

    def beyond(self, on: Traveller, gateway: Resource, vpc: str) -> Journey:
        """Arrive on the other side of the line."""
        del vpc
        arrival = Arrival(kind="government-lan", urn=gateway.urn)
        return on.arrives(arrival, "it is on the other side of the line", gateway)
