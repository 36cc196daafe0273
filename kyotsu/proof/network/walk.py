"""Follows sets of packets from where they are sent to wherever they arrive.

Every rule here is AWS's, with its document. Where AWS chooses among several ways by itself (a zone,
say), all of them are taken, so nothing that may arrive is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kyotsu.proof.network.compiled import Compiled, Place
from kyotsu.proof.network.firewall.flags import Flags
from kyotsu.proof.network.firewall.inspection import Phase
from kyotsu.proof.network.space import (
    Box,
    Packets,
    compact,
    covers,
    from_sources,
    meet,
    to_destinations,
    towards,
)
from kyotsu.proof.network.things import Attachment

EndKind = Literal["place", "internet", "line", "unknown"]


class End(NamedTuple):
    """Where packets arrive: a place, the internet by a gateway, a line, or something unknown."""

    kind: EndKind
    which: str
    """A place's number, or a URN."""


class Hop(NamedTuple):
    """One step of a packet's way: what kind of step, at which resource, with what it meets."""

    kind: str
    urn: str
    detail: str = ""


Trail = tuple[Hop, ...]


class Arrival(NamedTuple):
    """Packets that arrived, and whether a firewall has seen them. A trail is kept if asked for."""

    end: End
    packets: Packets
    inspected: bool
    trail: Trail


@dataclass(kw_only=True)
class Walk:
    """One journey of a set of packets. `phase` is that of their connections: see `inspection`."""

    compiled: Compiled
    phase: Phase = "opening"
    flags: Flags | None = None
    """The flags of TCP's packets, if only those are followed that have them."""
    tracing: bool = False
    arrivals: list[Arrival] = field(default_factory=list[Arrival])
    met: set[str] = field(default_factory=set[str])
    """The URNs of everything that decided on any of the packets."""
    sent_to: int = 0
    """The addresses that anything was sent to beyond its own network."""
    stops: list[Trail] = field(default_factory=list[Trail])
    """When tracing: the ways that ended before anything arrived, each with what ended it."""
    _seen: dict[tuple[str, str, bool, bool], Packets] = field(
        default_factory=dict[tuple[str, str, bool, bool], Packets]
    )
    _behind_nat: bool = False

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
        local = next((one.addresses for one in self.compiled.ways(place) if one.kind == "local"), 0)
        for subnet in place.subnets:
            inside = self.compiled.within(subnet)
            senders = self.compiled.space.addresses.all if subnet.urn in passed_on_by else inside
            stays = meet(packets, Box(senders, inside & local, self.compiled.space.any_service))
            self._arrive(End("place", str(place.number)), stays, seen, trail)
        packets, trail = self._out(place, packets, trail)
        self.route(place, packets, seen=seen, trail=trail)

    def route(
        self, place: Place, packets: Packets, *, seen: bool = False, trail: Trail = ()
    ) -> None:
        """Lead packets that have left a place by its route table."""
        if not self._new("route", str(place.number), seen, packets):
            return
        self.met.add(place.table or place.vpc)
        ways = self.compiled.ways(place)
        if self.tracing and not any(towards(packets, way.addresses) for way in ways):
            self._stop(trail, "no-route", place.table or place.vpc)
        for way in ways:
            led = towards(packets, way.addresses)
            if not led:
                continue
            steps = self._hop(trail, "route", place, led)
            if way.kind == "local":
                for near, there in self._near(place.vpc, led):
                    inside, on = self._in(near, there, steps)
                    self._arrive(End("place", str(near.number)), inside, seen, on)
            elif way.kind == "transit":
                for attachment in self.compiled.network.attachment_of.get(place.vpc, ()):
                    if attachment.transit == way.target:
                        self._attach(attachment, led, seen, steps)
            else:
                self._elsewhere(place, way.kind, way.target, led, seen, steps)

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
            for way in self.compiled.ways(gate):
                led = towards(packets, way.addresses)
                if not led:
                    continue
                steps = self._hop(trail, "route", gate, led)
                if way.kind == "local":
                    for near, there in self._near(gate.vpc, led):
                        end = End("place", str(near.number))
                        if near.number == gate.number:
                            self._arrive(end, towards(there, doors), seen, steps)
                        out, on = self._out(gate, there, steps)
                        inside, on = self._in(near, out, on)
                        self._arrive(end, inside, seen, on)
                elif way.kind == "transit":
                    for other in self.compiled.network.attachment_of.get(gate.vpc, ()):
                        if other.transit == way.target:
                            out, on = self._out(gate, led, steps)
                            self._attach(other, out, seen, on)
                else:
                    led, steps = self._out(gate, led, steps)
                    self._elsewhere(gate, way.kind, way.target, led, seen, steps)

    def transit(
        self, attachment: Attachment, packets: Packets, *, seen: bool = False, trail: Trail = ()
    ) -> None:
        """Lead packets that an attachment sent by the table that it is associated with.

        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html: without an association
        nothing is led anywhere.
        """
        segment = self.compiled.network.segment_of.get(attachment.urn)
        self.met.add(attachment.transit)
        for box in packets:
            self.sent_to |= box.destinations
        if segment is None or not self._new("transit", segment.table, seen, packets):
            return
        self.met.add(segment.table)
        ways = self.compiled.transit_ways(segment.table)
        wanted = 0
        for box in packets:
            wanted |= box.destinations
        ways = [way for way in ways if way.addresses & wanted]
        if not ways:
            self._stop(trail, "no-transit", segment.table)
        for way in ways:
            led = towards(packets, way.addresses)
            if not led:
                continue
            if way.learned_by:
                steps = self._at(trail, "learned", way.learned_by)
            else:
                steps = self._hop(trail, "transit", segment.table, led)
            if way.attachment.vpc:
                self.enter(way.attachment, led, seen=seen, trail=steps)
            else:
                self.met.update({way.attachment.urn, way.learned_by} - {""})
                self._arrive(End("line", way.attachment.urn), led, seen, steps)

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

    def _elsewhere(
        self, place: Place, kind: str, target: str, packets: Packets, seen: bool, trail: Trail
    ) -> None:
        network = self.compiled.network
        if kind == "internet":
            self._to_internet(place, target, packets, seen, trail)
        elif kind == "nat" and target in network.nats:
            # https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html: the address of
            # the gateway takes the place of the sender's.
            subnet = network.nats[target].subnet
            for gate in self.compiled.places_at((subnet,)):
                inside, on = self._in(gate, packets, trail)
                own = self.compiled.within(network.subnets[subnet])
                changed = compact(Box(own, box.destinations, box.services) for box in inside)
                self.met.add(target)
                before, self._behind_nat = self._behind_nat, True
                self.leave(gate, changed, seen=seen, trail=self._at(on, "nat", target))
                self._behind_nat = before
        elif kind == "endpoint" and target in network.firewalls:
            firewall = network.firewalls[target]
            self.met.update((target, firewall.policy))
            for gate in self.compiled.places_at(firewall.subnets):
                inside, on = self._in(gate, packets, trail)
                through = self.compiled.inspect(firewall, inside, self.phase, self.flags)
                if not any(through):
                    self._inspected(on, target, inside)
                # What the stateless engine passes by itself, the inspection hasn't seen.
                for passed, inspected in zip(through, (True, seen), strict=True):
                    if passed:
                        after, doors = self._inspected(on, target, passed), firewall.subnets
                        self.leave(gate, passed, seen=inspected, trail=after, passed_on_by=doors)
        elif kind == "peering":
            self._over_peering(place, target, packets, seen, trail)
        elif kind in ("unknown", "virtual-gateway"):
            self._arrive(End("unknown", target), packets, seen, trail)

    def _to_internet(
        self, place: Place, target: str, packets: Packets, seen: bool, trail: Trail
    ) -> None:
        """Let packets out by an internet gateway: those of its own network's interfaces.

        https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html; what block
        public access stops doesn't pass:
        https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
        """
        own = self.compiled.addresses_of.get(place.vpc, 0)
        out = tuple(
            Box(box.sources & own, there, box.services)
            for box in packets
            if box.sources & own and (there := box.destinations & self.compiled.space.internet)
        )
        self.met.add(target)
        way = "nat" if self._behind_nat else "out"
        if out and way in self.compiled.public_access(place.vpc):
            end = End("internet", target)
            self._arrive(end, out, seen, self._at(trail, "internet", target))

    def _over_peering(
        self, place: Place, target: str, packets: Packets, seen: bool, trail: Trail
    ) -> None:
        """Bring packets to the peer: from this network's addresses to that one's, and no further.

        https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
        """
        self.met.add(target)
        own = self.compiled.addresses_of.get(place.vpc, 0)
        for peering in self.compiled.network.all("peerings"):
            if peering.urn != target or place.vpc not in peering.vpcs:
                continue
            (other,) = (vpc for vpc in peering.vpcs if vpc != place.vpc)
            self.met.add(other)
            for box in packets:
                self.sent_to |= box.destinations
            sent = tuple(
                Box(box.sources & own, box.destinations, box.services)
                for box in packets
                if box.sources & own
            )
            for near, there in self._near(other, sent):
                inside, on = self._in(near, there, self._at(trail, "peering", target))
                self._arrive(End("place", str(near.number)), inside, seen, on)

    def _near(self, vpc: str, packets: Packets) -> Iterator[tuple[Place, Packets]]:
        for place in self.compiled.places_of.get(vpc, ()):
            if there := towards(packets, place.addresses):
                yield place, there

    def _in(self, place: Place, packets: Packets, trail: Trail) -> tuple[Packets, Trail]:
        rules = self.compiled.acl(place, inward=True)
        if rules is None or place.acl is None:
            return packets, trail
        self.met.add(place.acl.urn)
        inside = from_sources(packets, rules)
        if not inside:
            self._stop(trail, "no-acl-in", place.acl.urn)
        return inside, self._at(trail, "acl-in", place.acl.urn)

    def _out(self, place: Place, packets: Packets, trail: Trail) -> tuple[Packets, Trail]:
        rules = self.compiled.acl(place, inward=False)
        if rules is None or place.acl is None:
            return packets, trail
        self.met.add(place.acl.urn)
        out = to_destinations(packets, rules)
        if not out:
            self._stop(trail, "no-acl-out", place.acl.urn)
        return out, self._at(trail, "acl-out", place.acl.urn)

    def _arrive(self, end: End, packets: Packets, seen: bool, trail: Trail) -> None:
        if packets:
            self.arrivals.append(Arrival(end, packets, seen, trail))

    def _new(self, kind: str, which: str, seen: bool, packets: Packets) -> bool:
        """Return whether any of the packets wasn't here before, so that no loop is followed."""
        if not packets:
            return False
        key = (kind, which, seen, self._behind_nat)
        known = self._seen.get(key, ())
        fresh = tuple(box for box in packets if not covers(known, box))
        if fresh:
            self._seen[key] = compact((*known, *fresh))
        return bool(fresh)

    def _stop(self, trail: Trail, kind: str, urn: str) -> None:
        if self.tracing:
            self.stops.append((*trail, Hop(kind, urn)))

    def _at(self, trail: Trail, kind: str, urn: str) -> Trail:
        return (*trail, Hop(kind, urn)) if self.tracing else trail

    def _hop(self, trail: Trail, kind: str, where: Place | str, packets: Packets) -> Trail:
        """Add the route by which the one traced packet is led."""
        if not self.tracing:
            return trail
        address = next(self.compiled.space.addresses.ranges(packets[0].destinations))[0]
        if isinstance(where, Place):
            for block, route in self.compiled.candidates(where):
                if int(block.network_address) <= address <= int(block.broadcast_address):
                    urn = route.urn if route else where.table or where.vpc
                    return (*trail, Hop("route" if route else "local", urn, str(block)))
            return trail
        for block, one in self.compiled.transit_candidates(where):
            if int(block.network_address) <= address <= int(block.broadcast_address):
                return (*trail, Hop("transit", one.urn, str(block)))
        return trail

    def _inspected(self, trail: Trail, firewall: str, packets: Packets) -> Trail:
        """Add what a firewall does with the one traced packet."""
        if not (self.tracing and packets):
            return trail
        inspection = self.compiled.inspections[firewall]
        hop = Hop(*inspection.tells(self.compiled.space, packets[0], self.phase, self.flags))
        if hop.kind.startswith("no-"):
            self.stops.append((*trail, hop))
            return trail
        return (*trail, hop)
