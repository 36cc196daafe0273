"""Internet gateways.

https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
"""

from typing import ClassVar

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.journey import Arrival, Journey
from kyotsu.proof.simulator.packet import is_public
from kyotsu.proof.simulator.traveller import Traveller
from kyotsu.proof.simulator.ways.edge import ByGateway


class InternetWay(ByGateway):
    """The way by an internet gateway: one public address stands for each private one."""

    kind: ClassVar[str] = "internet gateway"

    def beyond(self, on: Traveller, gateway: Resource, vpc: str) -> Journey:
        """Arrive on the internet, unless the gateway has no address for it or may not carry it."""
        if not is_public(on.packet.destination):
            return on.dropped("the internet doesn't carry private addresses", gateway)
        if not self.parts.addresses.in_vpc(on.packet.source, vpc):
            return on.dropped("the gateway has no public address for another VPC's", gateway)
        if ban := self._ban(on, vpc):
            return on.dropped("public access of VPCs is blocked", ban)
        arrival = Arrival(kind="internet", urn=gateway.urn)
        return on.arrives(arrival, "it is on the internet", gateway)

    def _ban(self, on: Traveller, vpc: str) -> Resource | None:
        """Return what forbids the connection; answers of one that was let in may pass.

        It is the sender's subnet that may be excluded, not that of a firewall on the way
        (https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html).
        """
        if on.answering:
            return None
        here = self.walk.subnet_of(on.packet.source, vpc)
        by_nat = any(changed == on.packet for _, changed in on.memory.translations.values())
        return self.parts.border.ban_out(here, vpc, by_nat=by_nat)

    def kept_out(self, on: Traveller, vpc: str, gateway: Resource) -> Journey | None:
        """Keep out what the internet doesn't carry, and what public access is blocked for."""
        if not is_public(on.packet.source):
            return on.dropped("the internet doesn't carry private addresses", gateway)
        there = self.walk.subnet_of(on.packet.destination, vpc)
        ban = None if on.answering else self.parts.border.ban_in(there, vpc)
        return None if ban is None else on.dropped("public access of VPCs is blocked", ban)
