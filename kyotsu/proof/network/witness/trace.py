"""The way of one packet, followed again with its trail kept."""

from collections.abc import Callable, Iterator
from ipaddress import IPv4Network

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.dataplane.places import Place
from kyotsu.proof.network.firewall.flags import OPENS, Flags
from kyotsu.proof.network.firewall.inspection import Phase
from kyotsu.proof.network.headerspace.packets import Box, Packets, meet
from kyotsu.proof.network.headerspace.space import TCP, Service
from kyotsu.proof.network.resources.filters import GroupRule
from kyotsu.proof.network.walk.trail import Arrival, End, Hop
from kyotsu.proof.network.walk.walk import Walk
from kyotsu.proof.network.witness.packet import atom_of, concrete
from kyotsu.proof.network.witness.steps import step
from kyotsu.proof.verdict import Witness


def tenants_witness(
    case: Case, owner: str, packets: Packets, end: End, *, groups: bool = True
) -> Witness | None:
    """Return a packet from one of an owner's subnets that arrives at an end, or None."""
    for box in packets:
        for place in case.places_of(owner):
            found = _from_place(case, place, box, end, groups=groups)
            if found is not None:
                return found
    return None


def _from_place(case: Case, place: Place, box: Box, end: End, *, groups: bool) -> Witness | None:
    space = case.compiled.space
    for subnet in place.subnets:
        inside = space.block(IPv4Network(subnet.block))
        # Behind a NAT gateway the senders are the gateway's; then any address of the place may be.
        sources = box.sources & inside or (0 if box.sources & place.addresses else inside)
        if not sources:
            continue
        atom = atom_of(case, Box(sources, box.destinations, box.services))
        first = Hop("leaves", subnet.urn, subnet.block)

        def start(walk: Walk, atom: Box = atom, first: Hop = first) -> None:
            walk.leave(place, (atom,), trail=(first,))

        sender = place.vpc if groups else ""
        found = trace(case, atom, start, end, sender=sender, at=subnet.urn)
        if found is not None:
            return found
    return None


def trace(
    case: Case,
    atom: Box,
    start: Callable[[Walk], None],
    end: End,
    *,
    sender: str = "",
    at: str = "",
    phase: Phase = "opening",
) -> Witness | None:
    """Follow one atom of packets again, keeping its trail, and tell it as a witness."""
    found = next(_traced(case, atom, start, end, phase), None)
    if found is None:
        return None
    arrival, flags = found
    packet = concrete(case, atom, at, flags)
    steps = [step(case, hop) for hop in arrival.trail]
    if sender and (rule := _rule(case, sender, atom, inward=False)) is not None:
        steps.insert(1, step(case, Hop("group-out", rule.urn)))
    if end.kind == "place":
        place = case.compiled.places[int(end.which)]
        seen_as = Box(arrival.packets[0].sources, atom.destinations, atom.services)
        if (rule := _rule(case, place.vpc, seen_as, inward=True)) is not None:
            steps.append(step(case, Hop("group-in", rule.urn)))
        elif (door := _door(case, place.vpc, seen_as)) is not None:
            steps.append(step(case, Hop("listener", door)))
        there = next(
            (subnet for subnet in place.subnets if packet.destination in IPv4Network(subnet.block)),
            place.subnets[0],
        )
        steps.append(step(case, Hop("arrives", there.urn, str(packet.destination))))
    else:
        steps.append(step(case, Hop("arrives", end.which, str(packet.destination))))
    return Witness(
        title=packet.title,
        steps=tuple(steps),
        facts=(*packet.facts, ("from", at), ("to", end.which if end.kind != "place" else "")),
    )


def _traced(
    case: Case, atom: Box, start: Callable[[Walk], None], end: End, phase: Phase
) -> Iterator[tuple[Arrival, Flags]]:
    """Yield arrivals of one atom of packets, each the shortest with its flags.

    A connection's first packet comes first. Where firewalls on the way want different flags, the
    last one, without any, is what they let through one by one.
    """
    tcp = case.compiled.space.service(Service((TCP, TCP)))
    kinds = {flags: None for one in case.compiled.inspections.values() for flags in one.flags}
    wanted = [*kinds, None] if atom.services & tcp else [None]
    for flags in wanted:
        walk = case.walk(phase, tracing=True, flags=flags)
        start(walk)
        arrivals = [one for one in walk.arrivals if one.end == end]
        if arrivals:
            yield min(arrivals, key=lambda one: len(one.trail)), flags or OPENS


def stopped(
    case: Case,
    atom: Box,
    start: Callable[[Walk], None],
    *,
    phase: Phase,
    at: str = "",
    otherwise: Hop | None = None,
) -> Witness:
    """Tell how far one atom of packets gets that should arrive, and what stops it.

    `otherwise` is what stops it where nothing on its way does: a security group.
    """
    walk = case.walk(phase, tracing=True)
    start(walk)
    trail = max(walk.stops, key=len, default=())
    if otherwise is not None and walk.arrivals:
        trail = (*min((one.trail for one in walk.arrivals), key=len), otherwise)
    packet = concrete(case, atom, at)
    return Witness(
        title=packet.title,
        steps=tuple(step(case, hop) for hop in trail),
        facts=(*packet.facts, ("from", at), ("phase", phase)),
    )


def _door(case: Case, vpc: str, atom: Box) -> str | None:
    """Return the listener of a load balancer without groups that takes a packet."""
    doors = case.compiled.interfaces.doors(vpc)
    return next((listener.urn for listener, box in doors if meet((atom,), box)), None)


def _rule(case: Case, vpc: str, atom: Box, *, inward: bool) -> GroupRule | None:
    compiled = case.compiled
    far = atom.sources if inward else atom.destinations
    for rule in compiled.groups.written(vpc, inward=inward):
        services = compiled.space.service(rule.service)
        if compiled.groups.ends(rule, vpc) & far and services & atom.services:
            return rule
    return None
