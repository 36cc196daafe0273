"""Follows sets of packets from where they are sent to wherever they arrive.

Every rule here is AWS's, with its document. Where AWS chooses among several ways by itself (a zone,
say), all of them are taken, so nothing that may arrive is left out.
"""

from dataclasses import dataclass

from kyotsu.proof.network.dataplane.places import Place
from kyotsu.proof.network.headerspace.packets import (
    Box,
    Packets,
    meet,
    towards,
)
from kyotsu.proof.network.resources.transit import Attachment
from kyotsu.proof.network.walk.targets import TargetWays
from kyotsu.proof.network.walk.trail import End, Trail
from kyotsu.proof.network.walk.transit import TransitWays


@dataclass(kw_only=True)
class Walk(TransitWays, TargetWays):
    """One journey of a set of packets."""

    def leave(
        self,
        place: Place,
        packets: Packets,
        *,
        seen: bool = False,
        trail: Trail = (),
        passed_on_by: tuple[str, ...] = (),
    ) -> None:
        """Send packets from interfaces of a place.

        https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html: an ACL is asked of
        what enters or leaves a subnet, so not of what stays in it. `passed_on_by` are the subnets
        of what passes on others' packets.
        """
        ways = self.compiled.routes.ways(place.table, place.vpc)
        local = next((one.addresses for one in ways if one.kind == "local"), 0)
        for subnet in place.subnets:
            inside = self.compiled.within(subnet)
            senders = self.compiled.space.addresses.all if subnet.urn in passed_on_by else inside
            stays = meet(packets, Box(senders, inside & local, self.compiled.space.any_service))
            self.arrive(End("place", str(place.number)), stays, seen, trail)
        packets, trail = self.out_of(place, packets, trail)
        self.route(place, packets, seen=seen, trail=trail)

    def route(
        self, place: Place, packets: Packets, *, seen: bool = False, trail: Trail = ()
    ) -> None:
        """Lead packets that have left a place by its route table."""
        if not self.new("route", str(place.number), seen, packets):
            return
        self.met.add(place.table or place.vpc)
        ways = self.compiled.routes.ways(place.table, place.vpc)
        if self.tracing and not any(towards(packets, way.addresses) for way in ways):
            self.stop(trail, "no-route", place.table or place.vpc)
        for way in ways:
            led = towards(packets, way.addresses)
            if not led:
                continue
            steps = self.led_by(way, trail, place, led)
            if way.kind == "local":
                for near, there in self.near(place.vpc, led):
                    inside, on = self.into(near, there, steps)
                    self.arrive(End("place", str(near.number)), inside, seen, on)
            elif way.kind == "transit":
                self.met.add(way.target)
                for attachment in self.compiled.network.attachment_of.get(place.vpc, ()):
                    if attachment.transit == way.target:
                        self.attach(attachment, led, seen, steps)
            else:
                self.elsewhere(place, way, led, seen, steps)

    def enter(
        self, attachment: Attachment, packets: Packets, *, seen: bool = False, trail: Trail = ()
    ) -> None:
        """Bring packets from a transit gateway into a network.

        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html: the outbound rules of the
        attachment's subnet count, and the inbound ones of the receiver's, unless it is the same.
        """
        self.met.update((attachment.urn, attachment.vpc))
        doors = 0
        for urn in attachment.subnets:
            if (subnet := self.compiled.network.subnets.get(urn)) is not None:
                doors |= self.compiled.within(subnet)
        for gate in self.compiled.places_at(attachment.subnets):
            self.met.add(gate.table or gate.vpc)
            for way in self.compiled.routes.ways(gate.table, gate.vpc):
                led = towards(packets, way.addresses)
                if not led:
                    continue
                steps = self.led_by(way, trail, gate, led)
                if way.kind == "local":
                    for near, there in self.near(gate.vpc, led):
                        end = End("place", str(near.number))
                        if near.number == gate.number:
                            self.arrive(end, towards(there, doors), seen, steps)
                        out, on = self.out_of(gate, there, steps)
                        inside, on = self.into(near, out, on)
                        self.arrive(end, inside, seen, on)
                elif way.kind == "transit":
                    for other in self.compiled.network.attachment_of.get(gate.vpc, ()):
                        if other.transit == way.target:
                            out, on = self.out_of(gate, led, steps)
                            self.attach(other, out, seen, on)
                else:
                    led, steps = self.out_of(gate, led, steps)
                    self.elsewhere(gate, way, led, seen, steps)

    def come(
        self, gateway: str, vpc: str, packets: Packets, *, seen: bool = False, trail: Trail = ()
    ) -> None:
        """Bring packets in by a gateway: straight to their addresses, or as its own table says.

        https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
        """
        self.met.add(gateway)
        table = self.compiled.network.edge_table_of.get(gateway)
        if table is None:
            for near, there in self.near(vpc, packets):
                inside, on = self.into(near, there, trail)
                self.arrive(End("place", str(near.number)), inside, seen, on)
            return
        self.met.add(table)
        own = self.compiled.addresses_of.get(vpc, 0)
        for way in self.compiled.routes.ways(table, vpc):
            led = towards(packets, way.addresses & own)
            if not led:
                continue
            steps = self.by_route(trail, table, vpc, led)
            if way.kind == "local":
                for near, there in self.near(vpc, led):
                    inside, on = self.into(near, there, steps)
                    self.arrive(End("place", str(near.number)), inside, seen, on)
            elif way.kind == "endpoint" and way.target in self.compiled.network.firewalls:
                self.inspect(way.target, led, seen, steps)
            elif way.kind != "nowhere":
                self.arrive(End("unknown", way.target), led, seen, steps)
