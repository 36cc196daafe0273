"""Internet gateways.

https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
"""

from collections.abc import Iterator

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.journey import Arrival, Journey
from kyotsu.proof.simulator.packet import is_public
from kyotsu.proof.simulator.traveller import Traveller
from kyotsu.proof.simulator.ways.edge import ByGateway


class InternetWay(ByGateway):
    """The way by an internet gateway: one public address stands for each private one."""

    def to(
        self, traveller: Traveller, gateway: Resource, here: Resource, vpc: str
    ) -> Iterator[Journey]:
        """Leave from a subnet."""
        on = self.walk.across(traveller, here.urn, None)
        if isinstance(on, Journey):
            yield on
        elif self.parts.border.vpc_of(gateway) != vpc:
            yield on.dropped("the internet gateway isn't attached to this VPC", gateway)
        elif not is_public(on.packet.destination):
            yield on.dropped("the internet doesn't carry private addresses", gateway)
        elif not self.parts.addresses.in_vpc(on.packet.source, vpc):
            yield on.dropped("the gateway has no public address for another VPC's", gateway)
        elif ban := self._ban(on, vpc):
            yield on.dropped("public access of VPCs is blocked", ban)
        else:
            arrival = Arrival(kind="internet", urn=gateway.urn)
            yield on.arrives(arrival, "it is on the internet", gateway)

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

    def come(self, traveller: Traveller, gateway: Resource) -> Iterator[Journey]:
        """Come in, unless public access is blocked."""
        at = self.edge.at_gateway(traveller, gateway)
        if isinstance(at, Journey):
            yield at
            return
        on, vpc = at
        if not is_public(on.packet.source):
            yield on.dropped("the internet doesn't carry private addresses", gateway)
            return
        there = self.walk.subnet_of(on.packet.destination, vpc)
        ban = None if on.answering else self.parts.border.ban_in(there, vpc)
        if ban is not None:
            yield on.dropped("public access of VPCs is blocked", ban)
            return
        yield from self.edge.enter(on, gateway, vpc)
