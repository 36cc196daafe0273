"""All that comes from outside: from the internet by gateways, and over lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.dataplane.places import Place
from kyotsu.proof.network.headerspace.packets import Box, Packets, from_sources
from kyotsu.proof.network.resources.gateways import InternetGateway
from kyotsu.proof.network.walk.trail import Arrival, End, Hop
from kyotsu.proof.network.walk.walk import Walk
from kyotsu.proof.network.witness.packet import atom_of
from kyotsu.proof.network.witness.trace import trace
from kyotsu.proof.verdict import Witness


class Came(NamedTuple):
    """Packets from outside at a place, and what they came by."""

    place: Place
    packets: Packets
    by: str
    """The URN of an internet gateway or of a line."""
    line: bool


@dataclass(frozen=True, kw_only=True)
class Inward:
    """Everything that comes in, before any security group is asked, and what decided on it."""

    came: tuple[Came, ...]
    met_by_lines: frozenset[str] = field(default=frozenset())
    """What decided on what comes over lines, wherever it went."""
    lost: tuple[Arrival, ...] = ()
    """What came in by a line and left again elsewhere."""


def inward(case: Case) -> Inward:
    """Follow all that comes from outside."""
    came: list[Came] = []
    met: set[str] = set()
    for gateway in case.network.all("internet_gateways"):
        came += from_internet(case, gateway, set())
    lost: list[Arrival] = []
    for attachment in case.network.lines:
        walk = case.walk()
        walk.transit(attachment, (_anything(case),))
        met |= walk.met
        for arrival in walk.arrivals:
            if arrival.end.kind == "place":
                place = case.compiled.places[int(arrival.end.which)]
                came.append(Came(place, arrival.packets, attachment.urn, line=True))
            elif arrival.end != End("line", attachment.urn):
                lost.append(arrival)
    return Inward(came=tuple(came), met_by_lines=frozenset(met), lost=tuple(lost))


def _anything(case: Case) -> Box:
    """Return what may come over a line: from any address that isn't one of the platform's own.

    The far side's routers are told of the platform's blocks and lead them here, so nothing comes
    from them over the line (ADR 15 says what is assumed of senders).
    """
    own = case.compiled.space.blocks(case.declared.own)
    for addresses in case.compiled.addresses_of.values():
        own |= addresses
    everywhere = case.compiled.space.addresses.all
    return Box(everywhere & ~own, everywhere, case.everything)


def from_internet(case: Case, gateway: InternetGateway, met: set[str]) -> Iterator[Came]:
    """Yield what a gateway lets in.

    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html: any interface of
    the network may have a public address. A packet arrives also where no route leads the answer
    back. What block public access stops doesn't pass.
    """
    if "in" not in case.compiled.public_access.of(gateway.vpc):
        return
    for place in case.compiled.places_of.get(gateway.vpc, ()):
        packets: Packets = (Box(case.compiled.space.internet, place.addresses, case.everything),)
        rules = case.compiled.acls.rules(place, inward=True)
        if rules is not None and place.acl is not None:
            met.add(place.acl.urn)
            packets = from_sources(packets, rules)
        if packets:
            yield Came(place, packets, gateway.urn, line=False)


def witness(case: Case, came: Came, packets: Packets) -> Witness | None:
    """Return one of the packets that came to a place, with its way."""
    atom = atom_of(case, packets[0])
    end = End("place", str(came.place.number))

    def start(walk: Walk) -> None:
        if came.line:
            attachment = case.network.attachments[came.by]
            walk.transit(attachment, (atom,), trail=(Hop("comes", came.by, "government-lan"),))
            return
        trail = [Hop("comes", came.by, "internet")]
        if came.place.acl is not None:
            trail.append(Hop("acl-in", came.place.acl.urn))
        walk.arrivals.append(Arrival(end, (atom,), inspected=False, trail=tuple(trail)))

    return trace(case, atom, start, end, at=came.by)
