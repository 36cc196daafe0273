"""What is noted on the way of a set of packets."""

from dataclasses import dataclass, field
from ipaddress import IPv4Network

from kyotsu.proof.network.dataplane.compiled import Compiled
from kyotsu.proof.network.firewall.flags import Flags
from kyotsu.proof.network.firewall.inspection import Phase
from kyotsu.proof.network.headerspace.packets import Packets, compact, covers
from kyotsu.proof.network.walk.trail import Arrival, End, Hop, Trail


@dataclass(kw_only=True)
class Journal:
    """Arrivals, what decided on packets, and what was seen before.

    `phase` is that of the packets' connections: see `inspection`.
    """

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
    behind_nat: bool = False

    def arrive(self, end: End, packets: Packets, seen: bool, trail: Trail) -> None:
        """Note packets that arrived."""
        if packets:
            self.arrivals.append(Arrival(end, packets, seen, trail))

    def new(self, kind: str, which: str, seen: bool, packets: Packets) -> bool:
        """Return whether any of the packets wasn't here before, so that no loop is followed."""
        if not packets:
            return False
        key = (kind, which, seen, self.behind_nat)
        known = self._seen.get(key, ())
        fresh = tuple(box for box in packets if not covers(known, box))
        if fresh:
            self._seen[key] = compact((*known, *fresh))
        return bool(fresh)

    def stop(self, trail: Trail, kind: str, urn: str) -> None:
        """Note what ended a way, when tracing."""
        if self.tracing:
            self.stops.append((*trail, Hop(kind, urn)))

    def at(self, trail: Trail, kind: str, urn: str) -> Trail:
        """Return a trail with one more hop, when tracing."""
        return (*trail, Hop(kind, urn)) if self.tracing else trail

    def by_route(self, trail: Trail, table: str, vpc: str, packets: Packets) -> Trail:
        """Add the route of a network's table by which the one traced packet is led."""
        if self.tracing:
            for block, route in self.compiled.routes.candidates(table, vpc):
                if self._is_to(packets, block):
                    urn = route.urn if route else table or vpc
                    return (*trail, Hop("route" if route else "local", urn, str(block)))
        return trail

    def by_transit(self, trail: Trail, table: str, packets: Packets) -> Trail:
        """Add the route of a transit gateway's table by which the one traced packet is led."""
        if self.tracing:
            for block, one in self.compiled.transit.candidates(table):
                if self._is_to(packets, block):
                    return (*trail, Hop("transit", one.urn, str(block)))
        return trail

    def _is_to(self, packets: Packets, block: IPv4Network) -> bool:
        address = next(self.compiled.space.addresses.ranges(packets[0].destinations))[0]
        return int(block.network_address) <= address <= int(block.broadcast_address)

    def inspected(self, trail: Trail, firewall: str, packets: Packets) -> Trail:
        """Add what a firewall does with the one traced packet."""
        if not (self.tracing and packets):
            return trail
        inspection = self.compiled.inspections[firewall]
        hop = Hop(*inspection.tells(self.compiled.space, packets[0], self.phase, self.flags))
        if hop.kind.startswith("no-"):
            self.stops.append((*trail, hop))
            return trail
        return (*trail, hop)
