"""Whether what is declared works: requests arrive, and their answers come back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.declared import (
    ANSWERED_AT,
    HTTPS,
    DeclaredTenant,
    service_of,
)
from kyotsu.proof.network.firewall.inspection import Phase
from kyotsu.proof.network.headerspace.packets import (
    Box,
    Packets,
    meet,
    without,
)
from kyotsu.proof.network.headerspace.space import Service
from kyotsu.proof.network.reachability.inward import from_internet
from kyotsu.proof.network.reachability.sides import Side, at_place, far_sides, nowhere
from kyotsu.proof.network.walk.trail import End, Hop
from kyotsu.proof.network.witness.packet import atom_of
from kyotsu.proof.network.witness.trace import stopped
from kyotsu.proof.verdict import Witness
from tenancy.plan import Flow


@dataclass(kw_only=True)
class Flowing:
    """What was found of one way: nothing stopped it, or a witness of what did."""

    met: set[str] = field(default_factory=set[str])
    works: bool = False
    stopped: list[Callable[[], Witness]] = field(default_factory=list[Callable[[], Witness]])
    """What tells how far each packet got that didn't arrive: only asked if nothing works."""

    @property
    def witness(self) -> Witness | None:
        """What got furthest: answers before requests, and of each the longest way."""
        return max((tell() for tell in self.stopped), key=_distance, default=None)


def _distance(witness: Witness) -> tuple[bool, int]:
    return ("phase", "answer") in witness.facts, len(witness.steps)


def flows(case: Case, tenant: DeclaredTenant, flow: Flow) -> Flowing:
    """Return whether a flow works: for some place at each end, there and back."""
    service = service_of(flow)
    far = list(far_sides(case, flow))
    near = [at_place(case, place) for place in case.places_of(tenant.key)]
    if flow.direction == "outbound":
        return _some(case, near, far, service)
    return _some(case, far, near, service)


def internet_flows(case: Case, tenant: DeclaredTenant) -> Flowing:
    """Return whether a declared ingress from the internet works: in, and the answer out."""
    found = Flowing()
    own = case.own_urns(tenant.key)
    gateways = [urn for urn, vpc in case.network.internet_gateways.items() if vpc in own]
    https = case.compiled.space.service(HTTPS)
    everywhere = case.compiled.space.addresses.all
    for gateway in gateways:
        found.met.add(gateway)
        for came in from_internet(case, gateway, found.met):
            asked = meet(came.packets, Box(everywhere, everywhere, https))
            if not case.compiled.interfaces.let_in(came.place.vpc, asked):
                continue
            side = at_place(case, came.place)
            outside = Side(
                End("internet", gateway),
                case.compiled.space.internet,
                nowhere,
                "",
                gateway,
            )
            if _answered(case, outside, side, HTTPS, found):
                found.works = True
                return found
    return found


def _some(case: Case, openers: list[Side], takers: list[Side], service: Service) -> Flowing:
    found = Flowing()
    for opener in openers:
        for taker in takers:
            if _opened(case, opener, taker, service, found) and _answered(
                case, opener, taker, service, found
            ):
                found.works = True
                return found
    return found


def _opened(case: Case, opener: Side, taker: Side, service: Service, found: Flowing) -> bool:
    """Return whether requests arrive, from every port that a client may choose."""
    services = case.compiled.space.around(replace(service, source_ports=ANSWERED_AT))
    asked = Box(opener.addresses, taker.addresses, services)
    for phase in ("handshake", "data"):
        walk = case.walk(phase)
        opener.start(walk, (asked,))
        found.met |= walk.met
        there = [box for one in walk.arrivals if one.end == taker.end for box in one.packets]
        passed: Packets = tuple(there)
        wall: Hop | None = None
        if passed and taker.vpc:
            passed = case.compiled.interfaces.let_in(taker.vpc, passed)
            wall = Hop("no-group-in", taker.vpc)
        if passed and opener.vpc:
            passed = case.compiled.interfaces.let_out(opener.vpc, passed)
            wall = Hop("no-group-out", opener.vpc)
        if not _from_every_port(passed, services):
            if there and not _from_every_port(there, services):
                stop, wall = _lacking(there, services)[0], None
            else:
                stop, wall = asked, wall if there else None
            found.stopped.append(partial(_stopped, case, stop, opener, phase, wall))
            return False
    return True


def _from_every_port(passed: Sequence[Box], services: int) -> bool:
    """Return whether there are two addresses between which all of the services are passed."""
    left: Packets = tuple(Box(box.sources, box.destinations, services) for box in passed)
    lacking = _lacking(passed, services)
    return bool(without(left, (Box(box.sources, box.destinations, services) for box in lacking)))


def _lacking(passed: Sequence[Box], services: int) -> Packets:
    """Return what isn't passed between addresses between which anything is."""
    left: Packets = tuple(Box(box.sources, box.destinations, services) for box in passed)
    return without(left, passed)


def _answered(case: Case, opener: Side, taker: Side, service: Service, found: Flowing) -> bool:
    """Return whether answers get back, on every port that a client may have chosen."""
    services = case.compiled.space.around(
        Service(service.protocols, ANSWERED_AT, source_ports=service.ports)
    )
    answer = Box(taker.addresses, opener.addresses, services)
    walk = case.walk("answer")
    taker.start(walk, (answer,))
    found.met |= walk.met
    back = (box for one in walk.arrivals if one.end == opener.end for box in one.packets)
    left = without((answer,), back)
    if not left:
        return True
    found.stopped.append(partial(_stopped, case, left[0], taker, "answer", None))
    return False


def _stopped(case: Case, box: Box, side: Side, phase: Phase, wall: Hop | None) -> Witness:
    atom = atom_of(case, box)
    return stopped(
        case,
        atom,
        lambda walk: side.start(walk, (atom,)),
        phase=phase,
        at=side.urn,
        otherwise=wall,
    )
