"""All packets of a stage, cut into atoms.

A packet is a source, a destination, and a *service*: a protocol with a source and a destination
port (of ICMP: the type and the code, as security groups write them).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Network
from typing import Final

from kyotsu.proof.network.headerspace.atoms import Line
from kyotsu.proof.network.headerspace.packets import Box

HIGHEST: Final = 2**32 - 1
PORTS: Final = (0, 65535)
TCP, UDP, ICMP = 6, 17, 1
ECHO: Final = 8
NAMES: Final = {TCP: "TCP", UDP: "UDP", ICMP: "ICMP"}
RESERVED: Final = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
            "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3",
        ),
    )
)  # fmt: skip
"""What no internet gateway carries: RFC 6890, and what isn't a host's address."""


@dataclass(frozen=True)
class Service:
    """A range of protocols and, for those that have them, of ports."""

    protocols: tuple[int, int] = (0, 255)
    ports: tuple[int, int] = PORTS
    source_ports: tuple[int, int] = PORTS


@cache
def network_of(text: str) -> IPv4Network:
    """Return a block that is written as text. A stage writes each of its blocks many times."""
    return IPv4Network(text)


@cache
def ends(network: IPv4Network) -> tuple[int, int]:
    """Return a block's first and last address as integers."""
    return int(network.network_address), int(network.broadcast_address)


class Space:
    """The atoms of one stage."""

    def __init__(self, blocks: Iterable[IPv4Network], services: Iterable[Service]) -> None:
        every = tuple(services)
        self.addresses = Line(HIGHEST, map(ends, (*RESERVED, *blocks)))
        named = [one.protocols for one in every]
        self._protocols = Line(255, [(n, n) for n in NAMES] + named)
        self._ports = Line(65535, (one.ports for one in every))
        self._sources = Line(65535, (one.source_ports for one in every))
        self._width = len(self._ports) * len(self._sources)
        self.any_service = (1 << (len(self._protocols) * self._width)) - 1
        self._services: dict[Service, int] = {}
        self._written: dict[str, int] = {}
        reserved = 0
        for block in RESERVED:
            reserved |= self.block(block)
        self.internet = self.addresses.all & ~reserved
        """What internet gateways carry."""

    def block(self, network: IPv4Network) -> int:
        """Return the addresses of a block."""
        return self.addresses.mask(*ends(network))

    def cidr(self, text: str) -> int:
        """Return the addresses of a block that is written as text."""
        found = self._written.get(text)
        if found is None:
            found = self._written[text] = self.block(network_of(text))
        return found

    def cidrs(self, texts: Iterable[str]) -> int:
        """Return the addresses of several blocks that are written as texts."""
        mask = 0
        for text in texts:
            mask |= self.cidr(text)
        return mask

    def blocks(self, networks: Iterable[IPv4Network]) -> int:
        """Return the addresses of several blocks."""
        mask = 0
        for network in networks:
            mask |= self.block(network)
        return mask

    def service(self, service: Service) -> int:
        """Return the atoms of a service. Its ranges must be among those that cut the space."""
        found = self._services.get(service)
        if found is None:
            one = self._ports.mask(*service.ports)
            row = 0
            for number in _bits(self._sources.mask(*service.source_ports)):
                row |= one << (number * len(self._ports))
            found = 0
            for number in _bits(self._protocols.mask(*service.protocols)):
                found |= row << (number * self._width)
            self._services[service] = found
        return found

    def around(self, service: Service) -> int:
        """Return the atoms that any packet of a service is in; its ranges may cut them.

        To everything that is told apart, all packets of an atom are alike.
        """
        row = 0
        for number in _bits(self._sources.around(*service.source_ports)):
            row |= self._ports.around(*service.ports) << (number * len(self._ports))
        found = 0
        for number in _bits(self._protocols.around(*service.protocols)):
            found |= row << (number * self._width)
        return found

    def services(self, services: Iterable[Service]) -> int:
        """Return the atoms of several services."""
        mask = 0
        for service in services:
            mask |= self.service(service)
        return mask

    def one_of(self, services: int) -> int:
        """Return one atom of a mask, of the protocol that people know best."""
        protocol, _ = self._protocol_row(services)
        row = self._protocols.atom_of(protocol).bit_length() - 1
        mine = services & (((1 << self._width) - 1) << (row * self._width))
        return mine & -mine

    def describe(self, services: int) -> tuple[int, int, int]:
        """Return the protocol, the source port and the port of the first packet in a mask.

        A source port is taken from the ephemeral ones where any will do.
        """
        protocol, rest = self._protocol_row(services)
        numbers = range(len(self._sources))
        for number in numbers if protocol == ICMP else reversed(numbers):
            ports = (rest >> (number * len(self._ports))) & ((1 << len(self._ports)) - 1)
            if ports:
                low, high = next(self._sources.ranges(1 << number))
                first, last = next(self._ports.ranges(ports))
                if protocol == ICMP:  # a type, such as that of the echo, and a code
                    return protocol, low, ECHO if first <= ECHO <= last else first
                port = min(max(first, 1), last)  # nobody listens on port 0
                return protocol, max(low, min(high, 49152)), port
        raise ValueError("no service is in an empty mask")

    def services_of(self, services: int) -> list[tuple[tuple[int, int], list[tuple[int, int]]]]:
        """Return ranges of protocols with the ranges of destination ports that a mask has of each.

        Protocols that have the same ports are joined.
        """
        found: list[tuple[tuple[int, int], list[tuple[int, int]]]] = []
        for number in range(len(self._protocols)):
            row = (services >> (number * self._width)) & ((1 << self._width) - 1)
            ports = 0
            while row:
                ports |= row & ((1 << len(self._ports)) - 1)
                row >>= len(self._ports)
            if ports:
                (protocols,) = self._protocols.ranges(1 << number)
                ranges = list(self._ports.ranges(ports))
                if found and found[-1][1] == ranges and found[-1][0][1] + 1 == protocols[0]:
                    found[-1] = ((found[-1][0][0], protocols[1]), ranges)
                else:
                    found.append((protocols, ranges))
        return found

    def _protocol_row(self, services: int) -> tuple[int, int]:
        rows = {
            next(self._protocols.ranges(1 << number))[0]: row
            for number in range(len(self._protocols))
            if (row := (services >> (number * self._width)) & ((1 << self._width) - 1))
        }
        for protocol in (TCP, UDP, ICMP, *sorted(rows)):
            if protocol in rows:
                return protocol, rows[protocol]
        raise ValueError("no service is in an empty mask")


def only(space: Space, protocol: int) -> Box:
    """Return all packets of one protocol."""
    everywhere = space.addresses.all
    return Box(everywhere, everywhere, space.service(Service((protocol, protocol))))


def _bits(mask: int) -> Iterable[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
