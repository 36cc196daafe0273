"""The ways by transit gateways.

https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
"""

from dataclasses import dataclass

from kyotsu.proof.network.headerspace.packets import (
    Box,
    Packets,
    compact,
    destinations_of,
    towards,
)
from kyotsu.proof.network.resources.transit import Attachment
from kyotsu.proof.network.walk.crossing import Crossing
from kyotsu.proof.network.walk.trail import End, Trail


@dataclass(kw_only=True)
class TransitWays(Crossing):
    """A walk by transit gateways."""

    def transit(
        self,
        attachment: Attachment,
        packets: Packets,
        *,
        at: str = "",
        seen: bool = False,
        trail: Trail = (),
    ) -> None:
        """Lead packets that an attachment sent by the table that it is associated with.

        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html: without an association
        nothing is led anywhere. `at` is the gateway, for a peering that is at two.
        """
        at = at or attachment.transit
        segment = self.compiled.network.segment_of.get((attachment.urn, at))
        self.met.update((at, attachment.urn))
        wanted = destinations_of(packets)
        self.sent_to |= wanted
        if segment is None or not self.new("transit", segment.table, seen, packets):
            return
        self.met.add(segment.table)
        ways = self.compiled.transit.ways(segment.table)
        ways = [way for way in ways if way.addresses & wanted]
        if not ways:
            self.stop(trail, "no-transit", segment.table)
        for way in ways:
            led = towards(packets, way.addresses)
            if not led:
                continue
            if way.learned_by:
                steps = self.at(trail, "learned", way.learned_by)
            else:
                steps = self.by_transit(trail, segment.table, led)
            if way.attachment.vpc:
                self.enter(way.attachment, led, seen=seen, trail=steps)
            elif way.attachment.peer:
                self.over_gateways(way.attachment, at, led, seen, steps)
            else:
                self.met.update({way.attachment.urn, way.learned_by} - {""})
                self.arrive(End("line", way.attachment.urn), led, seen, steps)

    def over_gateways(
        self, peering: Attachment, at: str, packets: Packets, seen: bool, trail: Trail
    ) -> None:
        """Bring packets from one transit gateway to its peer, whose own table then leads them.

        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
        """
        if at in (peering.transit, peering.peer):
            other = peering.peer if at == peering.transit else peering.transit
            on = self.at(trail, "gateways", peering.urn)
            self.transit(peering, packets, at=other, seen=seen, trail=on)

    def attach(self, attachment: Attachment, packets: Packets, seen: bool, trail: Trail) -> None:
        """Bring packets from a network to a transit gateway.

        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html: the inbound rules of the
        attachment's subnet count.
        """
        self.met.add(attachment.urn)
        inside: list[Box] = []
        steps = trail
        for gate in self.compiled.places_at(attachment.subnets):
            there, steps = self.into(gate, packets, trail)
            inside += there
        self.transit(attachment, compact(inside), seen=seen, trail=steps)
