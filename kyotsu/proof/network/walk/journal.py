"""What is noted on the way of a set of packets."""

from dataclasses import dataclass, field

from kyotsu.proof.network.dataplane.compiled import Compiled
from kyotsu.proof.network.dataplane.places import Place
from kyotsu.proof.network.headerspace.packets import Packets, compact, covers
from kyotsu.proof.network.walk.trail import Arrival, End, Hop, Trail


@dataclass(kw_only=True)
class Journal:
    """Arrivals, what decided on packets, and what was seen before.

    `phase` is that of the packets' connections: see `suricata`.
    """

    compiled: Compiled
    phase: str = "opening"
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

    def hop(self, trail: Trail, kind: str, where: Place | str, packets: Packets) -> Trail:
        """Add the route by which the one traced packet is led."""
        if not self.tracing:
            return trail
        address = next(self.compiled.space.addresses.ranges(packets[0].destinations))[0]
        if isinstance(where, Place):
            for block, route in self.compiled.routes.candidates(where):
                if int(block.network_address) <= address <= int(block.broadcast_address):
                    urn = route.urn if route else where.table or where.vpc
                    return (*trail, Hop("route" if route else "local", urn, str(block)))
            return trail
        for block, one in self.compiled.transit.candidates(where):
            if int(block.network_address) <= address <= int(block.broadcast_address):
                return (*trail, Hop("transit", one.urn, str(block)))
        return trail

    def inspected(self, trail: Trail, firewall: str, passed: Packets) -> Trail:
        """Return a trail with the firewall's rule, or note that the firewall ended it."""
        if not self.tracing:
            return trail
        if not passed:
            self.stop(trail, "no-firewall", firewall)
            return trail
        inspection = self.compiled.inspections[firewall]
        rule = inspection.decides(self.compiled.space, passed[0], self.phase)
        if rule is None:
            return (*trail, Hop("firewall-default", firewall))
        return (*trail, Hop("firewall", rule.group.urn, rule.rule.sid))
