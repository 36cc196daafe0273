"""Sets of packets: tuples of boxes, each the product of three masks. Boxes of a set may overlap."""

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """The packets from any of the sources to any of the destinations by any of the services."""

    sources: int
    destinations: int
    services: int


Packets = tuple[Box, ...]


class Rule(NamedTuple):
    """The addresses at one end, and the services, that a rule of an ACL or of a group matches."""

    addresses: int
    services: int


def from_sources(packets: Packets, rules: Iterable[Rule]) -> Packets:
    """Return the packets that any of the rules lets in, by their sources."""
    return compact(
        Box(sources, box.destinations, services)
        for rule in rules
        for box in packets
        if (sources := box.sources & rule.addresses) and (services := box.services & rule.services)
    )


def to_destinations(packets: Packets, rules: Iterable[Rule]) -> Packets:
    """Return the packets that any of the rules lets out, by their destinations."""
    return compact(
        Box(box.sources, destinations, services)
        for rule in rules
        for box in packets
        if (destinations := box.destinations & rule.addresses)
        and (services := box.services & rule.services)
    )


def towards(packets: Packets, destinations: int) -> Packets:
    """Return the packets to some addresses."""
    return tuple(
        Box(box.sources, there, box.services)
        for box in packets
        if (there := box.destinations & destinations)
    )


def meet(packets: Packets, other: Box) -> Packets:
    """Return the packets that are also in a box."""
    return tuple(
        Box(sources, destinations, services)
        for box in packets
        if (sources := box.sources & other.sources)
        and (destinations := box.destinations & other.destinations)
        and (services := box.services & other.services)
    )


def sources_of(packets: Iterable[Box]) -> int:
    """Return all addresses that any of the packets comes from."""
    found = 0
    for box in packets:
        found |= box.sources
    return found


def destinations_of(packets: Iterable[Box]) -> int:
    """Return all addresses that any of the packets goes to."""
    found = 0
    for box in packets:
        found |= box.destinations
    return found


def both(one: Packets, other: Packets) -> Packets:
    """Return the packets that are in two sets."""
    return compact(box for mine in other for box in meet(one, mine))


def without(packets: Packets, others: Iterable[Box]) -> Packets:
    """Return the packets that aren't in another set."""
    for box in others:
        packets = minus(packets, box)
    return packets


def minus(packets: Packets, other: Box) -> Packets:
    """Return the packets that aren't in a box."""
    left: list[Box] = []
    for box in packets:
        sources = box.sources & other.sources
        destinations = box.destinations & other.destinations
        services = box.services & other.services
        if not (sources and destinations and services):
            left.append(box)
            continue
        if rest := box.sources ^ sources:
            left.append(Box(rest, box.destinations, box.services))
        if rest := box.destinations ^ destinations:
            left.append(Box(sources, rest, box.services))
        if rest := box.services ^ services:
            left.append(Box(sources, destinations, rest))
    return tuple(left)


def compact(boxes: Iterable[Box]) -> Packets:
    """Return the same packets in fewer boxes: those that differ in one dimension are joined."""
    services: dict[tuple[int, int], int] = {}
    for box in boxes:
        key = (box.sources, box.destinations)
        services[key] = services.get(key, 0) | box.services
    destinations: dict[tuple[int, int], int] = {}
    for (source, destination), service in services.items():
        key = (source, service)
        destinations[key] = destinations.get(key, 0) | destination
    sources: dict[tuple[int, int], int] = {}
    for (source, service), destination in destinations.items():
        key = (destination, service)
        sources[key] = sources.get(key, 0) | source
    return tuple(
        Box(source, destination, service) for (destination, service), source in sources.items()
    )


def covers(packets: Packets, box: Box) -> bool:
    """Return whether one of the boxes holds a whole other one."""
    return any(
        box.sources & one.sources == box.sources
        and box.destinations & one.destinations == box.destinations
        and box.services & one.services == box.services
        for one in packets
    )
