"""Whether what is declared works: requests arrive, and their answers come back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from ipaddress import IPv4Network
from typing import NamedTuple

from kyotsu.proof.network.case import FOUNDATION, Case
from kyotsu.proof.network.compiled import Place
from kyotsu.proof.network.declared import (
    ANSWERED_AT,
    HTTPS,
    DeclaredTenant,
    service_of,
)
from kyotsu.proof.network.evidence import atom_of, stopped
from kyotsu.proof.network.firewall.inspection import Phase
from kyotsu.proof.network.inward import from_internet
from kyotsu.proof.network.space import (
    Box,
    Packets,
    Service,
    from_sources,
    meet,
    minus,
    to_destinations,
)
from kyotsu.proof.network.walk import End, Hop, Walk
from kyotsu.proof.verdict import Witness
from tenancy.plan import Flow


class Side(NamedTuple):
    """One end of a connection: where its packets start from, and at which end they arrive."""

    end: End
    addresses: int
    start: Callable[[Walk, Packets], None]
    vpc: str
    """Whose security groups count; empty outside of the platform."""
    urn: str


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
    far = list(_far(case, flow))
    near = [_at(case, place) for place in case.places_of(tenant.key)]
    if flow.direction == "outbound":
        return _some(case, near, far, service)
    return _some(case, far, near, service)


def internet_flows(case: Case, tenant: DeclaredTenant) -> Flowing:
    """Return whether a declared ingress from the internet works: in, and the answer out."""
    found = Flowing()
    gateways = [
        one for one in case.network.all("internet_gateways") if one.vpc in case.own_urns(tenant.key)
    ]
    https = case.compiled.space.service(HTTPS)
    everywhere = case.compiled.space.addresses.all
    for gateway in gateways:
        found.met.add(gateway.urn)
        for came in from_internet(case, gateway, found.met):
            asked = meet(came.packets, Box(everywhere, everywhere, https))
            rules = case.compiled.groups(came.place.vpc, inward=True)
            if not from_sources(asked, rules):
                continue
            side = _at(case, came.place)
            outside = Side(
                End("internet", gateway.urn),
                case.compiled.space.internet,
                _nowhere,
                "",
                gateway.urn,
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
            passed = from_sources(passed, case.compiled.groups(taker.vpc, inward=True))
            wall = Hop("no-group-in", taker.vpc)
        if passed and opener.vpc:
            passed = to_destinations(passed, case.compiled.groups(opener.vpc, inward=False))
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
    for box in _lacking(passed, services):
        left = minus(left, Box(box.sources, box.destinations, services))
    return bool(left)


def _lacking(passed: Sequence[Box], services: int) -> Packets:
    """Return what isn't passed between addresses between which anything is."""
    left: Packets = tuple(Box(box.sources, box.destinations, services) for box in passed)
    for box in passed:
        left = minus(left, box)
    return left


def _answered(case: Case, opener: Side, taker: Side, service: Service, found: Flowing) -> bool:
    """Return whether answers get back, on every port that a client may have chosen."""
    services = case.compiled.space.around(
        Service(service.protocols, ANSWERED_AT, source_ports=service.ports)
    )
    answer = Box(taker.addresses, opener.addresses, services)
    walk = case.walk("answer")
    taker.start(walk, (answer,))
    found.met |= walk.met
    left: Packets = (answer,)
    for one in walk.arrivals:
        if one.end == opener.end:
            for box in one.packets:
                left = minus(left, box)
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


def _at(case: Case, place: Place) -> Side:
    def start(walk: Walk, packets: Packets) -> None:
        walk.leave(
            place, packets, trail=(Hop("leaves", place.subnets[0].urn, place.subnets[0].block),)
        )

    return Side(
        End("place", str(place.number)), place.addresses, start, place.vpc, place.subnets[0].urn
    )


def _far(case: Case, flow: Flow) -> Iterator[Side]:
    """Yield the sides at a flow's far end."""
    network = IPv4Network(flow.cidr)
    addresses = case.block(network)
    if flow.purpose == "link":
        yield from (_at(case, place) for place in case.places_of(flow.far))
    elif flow.purpose == "endpoints":
        yield from (
            _at(case, place)
            for place in case.places_of(FOUNDATION)
            if place.addresses & case.block(case.declared.shared)
        )
    else:
        behind = addresses & case.compiled.space.blocks(case.declared.line)
        for attachment in case.network.lines if behind else ():

            def come(walk: Walk, packets: Packets, urn: str = attachment.urn) -> None:
                line = case.network.attachments[urn]
                walk.transit(line, packets, trail=(Hop("comes", urn, "government-lan"),))

            yield Side(End("line", attachment.urn), behind, come, "", attachment.urn)
        outside = addresses & case.compiled.space.internet
        for nat in case.network.all("nats") if outside and flow.purpose == "egress" else ():
            yield from _behind_nat(case, nat.urn, nat.subnet, outside)


def _behind_nat(case: Case, nat: str, subnet: str, outside: int) -> Iterator[Side]:
    """Yield the internet as it is seen through a NAT gateway.

    Its answers come back to the gateway, which leads them on by its own subnet's table.
    """
    for place in case.compiled.places_at((subnet,)):

        def back(walk: Walk, packets: Packets, place: Place = place) -> None:
            walk.leave(place, packets, trail=(Hop("nat", nat),))

        for way in case.compiled.ways(place):
            if way.kind == "internet":
                yield Side(End("internet", way.target), outside, back, "", nat)


def _nowhere(walk: Walk, packets: Packets) -> None:
    """Start nothing: answers alone are followed."""
