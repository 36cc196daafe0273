"""Where packets arrive, and the way that they took."""

from typing import Literal, NamedTuple

from kyotsu.proof.network.headerspace.packets import Packets

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
