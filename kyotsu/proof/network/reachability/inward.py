"""All that comes from outside: from the internet by gateways, and over lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.dataplane.places import Place
from kyotsu.proof.network.headerspace.packets import Box, Packets
from kyotsu.proof.network.walk.borders import in_from_internet
from kyotsu.proof.network.walk.trail import Arrival, End, Hop, Trail
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
    for gateway in case.network.internet_gateways:
        came += from_internet(case, gateway, set())
    lost: list[Arrival] = []
    for line in line_ends(case):
        walk = case.walk()
        from_line(walk, line, (_anything(case),))
        met |= walk.met
        for arrival in walk.arrivals:
            if arrival.end.kind == "place":
                place = case.compiled.places[int(arrival.end.which)]
                came.append(Came(place, arrival.packets, line, line=True))
            elif arrival.end != End("line", line):
                lost.append(arrival)
    return Inward(came=tuple(came), met_by_lines=frozenset(met), lost=tuple(lost))


def line_ends(case: Case) -> list[str]:
    """Return the URNs of all by which somebody behind a line may come in."""
    return [*(one.urn for one in case.network.lines), *case.network.virtual_gateways]


def from_line(walk: Walk, line: str, packets: Packets, trail: Trail = ()) -> None:
    """Bring packets in over a line, to a transit gateway or straight to a network."""
    network = walk.compiled.network
    vpc = network.virtual_gateways.get(line)
    if vpc is None:
        walk.transit(network.attachments[line], packets, trail=trail)
    else:
        walk.come(line, vpc, packets, trail=trail)


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


def from_internet(case: Case, gateway: str, met: set[str]) -> Iterator[Came]:
    """Yield what an internet gateway lets in, wherever it goes."""
    vpc = case.network.internet_gateways[gateway]
    walk = case.walk()
    walk.come(gateway, vpc, in_from_internet(case.compiled, vpc))
    met |= walk.met
    for arrival in walk.arrivals:
        if arrival.end.kind == "place":
            place = case.compiled.places[int(arrival.end.which)]
            yield Came(place, arrival.packets, gateway, line=False)


def witness(case: Case, came: Came, packets: Packets) -> Witness | None:
    """Return one of the packets that came to a place, with its way."""
    atom = atom_of(case, packets[0])
    end = End("place", str(came.place.number))

    def start(walk: Walk) -> None:
        if came.line:
            from_line(walk, came.by, (atom,), (Hop("comes", came.by, "government-lan"),))
            return
        vpc = case.network.internet_gateways[came.by]
        walk.come(came.by, vpc, (atom,), trail=(Hop("comes", came.by, "internet"),))

    return trace(case, atom, start, end, at=came.by)
