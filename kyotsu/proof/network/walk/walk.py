"""Follows sets of packets from where they are sent to wherever they arrive.

Every rule here is AWS's, with its document. Where AWS chooses among several ways by itself (a zone,
say), all of them are taken, so nothing that may arrive is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kyotsu.proof.network.dataplane.places import Place
from kyotsu.proof.network.dataplane.route_tables import Way
from kyotsu.proof.network.headerspace.packets import (
    Box,
    Packets,
    compact,
    from_sources,
    meet,
    to_destinations,
    towards,
)
from kyotsu.proof.network.resources.transit import Attachment
from kyotsu.proof.network.walk.borders import out_to_internet, over_peering
from kyotsu.proof.network.walk.journal import Journal
from kyotsu.proof.network.walk.trail import End, Trail


@dataclass(kw_only=True)
class Walk(Journal):
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
        packets, trail = self._out(place, packets, trail)
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
            steps = self._by(way, trail, place, led)
            if way.kind == "local":
                for near, there in self._near(place.vpc, led):
                    inside, on = self._in(near, there, steps)
                    self.arrive(End("place", str(near.number)), inside, seen, on)
            elif way.kind == "transit":
                self.met.add(way.target)
                for attachment in self.compiled.network.attachment_of.get(place.vpc, ()):
                    if attachment.transit == way.target:
                        self._attach(attachment, led, seen, steps)
            else:
                self._elsewhere(place, way, led, seen, steps)

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
                steps = self._by(way, trail, gate, led)
                if way.kind == "local":
                    for near, there in self._near(gate.vpc, led):
                        end = End("place", str(near.number))
                        if near.number == gate.number:
                            self.arrive(end, towards(there, doors), seen, steps)
                        out, on = self._out(gate, there, steps)
                        inside, on = self._in(near, out, on)
                        self.arrive(end, inside, seen, on)
                elif way.kind == "transit":
                    for other in self.compiled.network.attachment_of.get(gate.vpc, ()):
                        if other.transit == way.target:
                            out, on = self._out(gate, led, steps)
                            self._attach(other, out, seen, on)
                else:
                    led, steps = self._out(gate, led, steps)
                    self._elsewhere(gate, way, led, seen, steps)

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
        for box in packets:
            self.sent_to |= box.destinations
        if segment is None or not self.new("transit", segment.table, seen, packets):
            return
        self.met.add(segment.table)
        ways = self.compiled.transit.ways(segment.table)
        wanted = 0
        for box in packets:
            wanted |= box.destinations
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
                self._over_gateways(way.attachment, at, led, seen, steps)
            else:
                self.met.update({way.attachment.urn, way.learned_by} - {""})
                self.arrive(End("line", way.attachment.urn), led, seen, steps)

    def _over_gateways(
        self, peering: Attachment, at: str, packets: Packets, seen: bool, trail: Trail
    ) -> None:
        """Bring packets from one transit gateway to its peer, whose own table then leads them.

        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
        """
        if at in (peering.transit, peering.peer):
            other = peering.peer if at == peering.transit else peering.transit
            on = self.at(trail, "gateways", peering.urn)
            self.transit(peering, packets, at=other, seen=seen, trail=on)

    def _attach(self, attachment: Attachment, packets: Packets, seen: bool, trail: Trail) -> None:
        """Bring packets from a network to a transit gateway.

        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html: the inbound rules of the
        attachment's subnet count.
        """
        self.met.add(attachment.urn)
        inside: list[Box] = []
        steps = trail
        for gate in self.compiled.places_at(attachment.subnets):
            there, steps = self._in(gate, packets, trail)
            inside += there
        self.transit(attachment, compact(inside), seen=seen, trail=steps)

    def come(
        self, gateway: str, vpc: str, packets: Packets, *, seen: bool = False, trail: Trail = ()
    ) -> None:
        """Bring packets in by a gateway: straight to their addresses, or as its own table says.

        https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
        """
        self.met.add(gateway)
        table = self.compiled.network.edge_table_of.get(gateway)
        if table is None:
            for near, there in self._near(vpc, packets):
                inside, on = self._in(near, there, trail)
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
                for near, there in self._near(vpc, led):
                    inside, on = self._in(near, there, steps)
                    self.arrive(End("place", str(near.number)), inside, seen, on)
            elif way.kind == "endpoint" and way.target in self.compiled.network.firewalls:
                self._inspect(way.target, led, steps)
            elif way.kind != "nowhere":
                self.arrive(End("unknown", way.target), led, seen, steps)

    def _elsewhere(
        self, place: Place, way: Way, packets: Packets, seen: bool, trail: Trail
    ) -> None:
        network = self.compiled.network
        if way.kind == "gateway":
            self._by_gateway(place, way, packets, seen, trail)
        elif way.kind == "nat" and way.target in network.nats:
            # https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html: the address of
            # the gateway takes the place of the sender's.
            subnet = network.nats[way.target].subnet
            for gate in self.compiled.places_at((subnet,)):
                inside, on = self._in(gate, packets, trail)
                own = self.compiled.within(network.subnets[subnet])
                changed = compact(Box(own, box.destinations, box.services) for box in inside)
                self.met.add(way.target)
                before, self.behind_nat = self.behind_nat, True
                self.leave(gate, changed, seen=seen, trail=self.at(on, "nat", way.target))
                self.behind_nat = before
        elif way.kind == "endpoint" and way.target in network.firewalls:
            self._inspect(way.target, packets, trail)
        elif way.kind == "peering":
            self._over_peering(place, way.target, packets, seen, trail)
        elif way.kind == "unknown":
            self.arrive(End("unknown", way.target), packets, seen, trail)

    def _inspect(self, target: str, packets: Packets, trail: Trail) -> None:
        """Bring packets to a firewall's endpoints, and on from there."""
        firewall = self.compiled.network.firewalls[target]
        self.met.update((target, firewall.policy))
        for gate in self.compiled.places_at(firewall.subnets):
            inside, on = self._in(gate, packets, trail)
            passed = self.compiled.inspect(firewall, inside, self.phase)
            on = self.inspected(on, target, passed)
            self.leave(gate, passed, seen=True, trail=on, passed_on_by=firewall.subnets)

    def _by_gateway(
        self, place: Place, way: Way, packets: Packets, seen: bool, trail: Trail
    ) -> None:
        """Let packets out by a gateway of their network: to the internet, or to its lines.

        https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html: behind a virtual private
        gateway is whatever its lines lead to, so all of it arrives there.
        """
        network = self.compiled.network
        self.met.update({way.target, way.learned_by} - {""})
        if network.internet_gateways.get(way.target) == place.vpc:
            out = out_to_internet(self.compiled, place.vpc, packets, behind_nat=self.behind_nat)
            end = End("internet", way.target)
            self.arrive(end, out, seen, self.at(trail, "internet", way.target))
        elif network.virtual_gateways.get(way.target) == place.vpc:
            for box in packets:
                self.sent_to |= box.destinations
            self.arrive(End("line", way.target), packets, seen, trail)

    def _over_peering(
        self, place: Place, target: str, packets: Packets, seen: bool, trail: Trail
    ) -> None:
        """Bring packets to the peer, and no further.

        While nobody has accepted it, a route to it is a blackhole:
        https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
        """
        self.met.add(target)
        peering = self.compiled.network.peerings.get(target)
        if peering is None:
            self.stop(trail, "no-peering", target)
        if peering is None or place.vpc not in peering.vpcs:
            return
        other = peering.vpcs[1] if peering.vpcs[0] == place.vpc else peering.vpcs[0]
        self.met.add(other)
        for box in packets:
            self.sent_to |= box.destinations
        for near, there in self._near(other, over_peering(self.compiled, place.vpc, packets)):
            inside, on = self._in(near, there, self.at(trail, "peering", target))
            self.arrive(End("place", str(near.number)), inside, seen, on)

    def _by(self, way: Way, trail: Trail, place: Place, packets: Packets) -> Trail:
        if way.learned_by:
            return self.at(trail, "learned-here", way.learned_by)
        return self.by_route(trail, place.table, place.vpc, packets)

    def _near(self, vpc: str, packets: Packets) -> Iterator[tuple[Place, Packets]]:
        for place in self.compiled.places_of.get(vpc, ()):
            if there := towards(packets, place.addresses):
                yield place, there

    def _in(self, place: Place, packets: Packets, trail: Trail) -> tuple[Packets, Trail]:
        rules = self.compiled.acls.rules(place, inward=True)
        if rules is None or place.acl is None:
            return packets, trail
        self.met.add(place.acl.urn)
        inside = from_sources(packets, rules)
        if not inside:
            self.stop(trail, "no-acl-in", place.acl.urn)
        return inside, self.at(trail, "acl-in", place.acl.urn)

    def _out(self, place: Place, packets: Packets, trail: Trail) -> tuple[Packets, Trail]:
        rules = self.compiled.acls.rules(place, inward=False)
        if rules is None or place.acl is None:
            return packets, trail
        self.met.add(place.acl.urn)
        out = to_destinations(packets, rules)
        if not out:
            self.stop(trail, "no-acl-out", place.acl.urn)
        return out, self.at(trail, "acl-out", place.acl.urn)
