"""Sets of (protocol, ports, addresses), and what one has that another hasn't."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from netaddr import AddrFormatError, IPNetwork, IPSet

EVERY_PROTOCOL: Final = ("tcp", "udp", "icmp", "icmpv6", "other")
"""What `-1` stands for: the protocols that have ports or types, and all others together."""
PORTS: Final = (0, 65535)
_NUMBERS: Final = {"6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}


@dataclass(frozen=True, order=True)
class Span:
    """Some ports of one protocol, from or to some addresses.

    `source` is an address range, or the name of a group or a prefix list.
    """

    protocol: str
    first: int
    last: int
    source: str

    def __str__(self) -> str:
        if self.protocol == "-1":
            return f"all {self.source}"
        if self.protocol not in ("tcp", "udp") or (self.first, self.last) == PORTS:
            return f"{self.protocol} {self.source}"
        ports = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        return f"{self.protocol} {ports} {self.source}"


def spans(protocol: str, first: int, last: int, source: str) -> Iterator[Span]:
    """Yield one rule's spans, with `-1` taken apart into protocols."""
    name = _NUMBERS.get(protocol.lower(), protocol.lower())
    if name in ("-1", "all"):
        for one in EVERY_PROTOCOL:
            yield Span(one, *PORTS, source)
    elif name in ("tcp", "udp"):
        yield Span(name, first, last, source)
    else:
        yield Span(name if name in EVERY_PROTOCOL else "other", *PORTS, source)


def minus(some: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Return what is in `some` and not in `others`, merged into as few spans as can be read."""
    mine, theirs = list(some), list(others)
    found: list[Span] = []
    for protocol in EVERY_PROTOCOL:
        one = [span for span in mine if span.protocol == protocol]
        other = [span for span in theirs if span.protocol == protocol]
        found.extend(_minus(protocol, one, other))
    return together(found)


def _minus(protocol: str, mine: list[Span], theirs: list[Span]) -> Iterator[Span]:
    open_ones: dict[str, tuple[int, int]] = {}
    for first, last in intervals([*mine, *theirs]):
        here = sources_at(mine, first)
        there = sources_at(theirs, first)
        left = {str(net) for net in (here[0] - there[0]).iter_cidrs()} | (here[1] - there[1])
        for source in left:
            begun = open_ones.get(source)
            if begun and begun[1] + 1 == first:
                open_ones[source] = (begun[0], last)
                continue
            if begun:
                yield Span(protocol, *begun, source)
            open_ones[source] = (first, last)
    for source, (first, last) in open_ones.items():
        yield Span(protocol, first, last, source)


def intervals(found: Iterable[Span]) -> list[tuple[int, int]]:
    """Return the ranges of ports within which nothing changes."""
    edges = sorted({edge for span in found for edge in (span.first, span.last + 1)})
    return [(first, after - 1) for first, after in pairwise(edges)]


def sources_at(found: Iterable[Span], port: int) -> tuple[IPSet, set[str]]:
    """Return the addresses, and the names of what is no address, that have a port."""
    addresses: list[IPNetwork] = []
    names: set[str] = set()
    for span in found:
        if span.first <= port <= span.last:
            network = network_of(span.source)
            if network is None:
                names.add(span.source)
            else:
                addresses.append(network)
    return IPSet(addresses), names


def network_of(source: str) -> IPNetwork | None:
    """Return an address range, or None where a source is the name of something."""
    try:
        return IPNetwork(source)
    except (AddrFormatError, ValueError):
        return None


def behind(left: list[Span], rules: list[Span]) -> list[Span]:
    """Return the rules as they are written that a difference comes from."""
    protocols = {one.protocol for one in left}
    every = "-1" in protocols
    rest = [one for one in rules if every or one.protocol in protocols if not _apart(one, left)]
    return together(rest)


def _apart(rule: Span, left: list[Span]) -> bool:
    """Whether a rule has nothing to do with a difference."""
    own = network_of(rule.source)
    for one in left:
        if one.protocol not in (rule.protocol, "-1"):
            continue
        if one.last < rule.first or rule.last < one.first:
            continue
        other = network_of(one.source)
        if own is None or other is None:
            if rule.source == one.source:
                return False
        elif other in own or own in other:
            return False
    return True


def together(found: list[Span]) -> list[Span]:
    """Return spans with those that hold for all protocols as one."""
    by_source: dict[str, set[str]] = {}
    for span in found:
        if (span.first, span.last) == PORTS:
            by_source.setdefault(span.source, set()).add(span.protocol)
    whole = {source for source, names in by_source.items() if names == set(EVERY_PROTOCOL)}
    kept = [span for span in found if span.source not in whole]
    return sorted([*kept, *(Span("-1", *PORTS, source) for source in whole)])
