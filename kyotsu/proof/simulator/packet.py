"""One packet, and who may send it."""

from dataclasses import dataclass, replace
from functools import cache
from ipaddress import IPv4Address, IPv4Network
from typing import Final, Self

ICMP: Final = 1
TCP: Final = 6
UDP: Final = 17
NUMBERS: Final = {"icmp": ICMP, "tcp": TCP, "udp": UDP}
"""IANA's protocol numbers, by the names that AWS takes."""
ECHO: Final = 8
OPENS: Final = frozenset({"SYN"})
"""The flags of TCP's first packet of a connection."""


@dataclass(frozen=True, kw_only=True)
class Packet:
    """The first packet of a connection, or its answer.

    Of ICMP, `destination_port` is the message's type and `source_port` its code; whatever it asks,
    the answer is that to an echo: type 0, code 0. Other protocols have no ports.
    """

    source: IPv4Address
    destination: IPv4Address
    protocol: int
    source_port: int = 0
    destination_port: int = 0
    flags: frozenset[str] = OPENS
    """Of TCP. Of an answer they aren't looked at: its connection has packets of several kinds."""

    def reply(self) -> Self:
        """Return the packet that answers this one."""
        if self.protocol == ICMP:
            ends = {"source": self.destination, "destination": self.source}
            return replace(self, **ends, source_port=0, destination_port=0)
        return replace(
            self,
            source=self.destination,
            destination=self.source,
            source_port=self.destination_port,
            destination_port=self.source_port,
        )

    def __str__(self) -> str:
        """Return it as people write it: `tcp 10.0.0.1:50000 > 10.0.4.1:443`."""
        name = {number: name for name, number in NUMBERS.items()}.get(self.protocol)
        if self.protocol in (TCP, UDP):
            flags = "" if self.flags == OPENS else f" ({'+'.join(sorted(self.flags))})"
            return (
                f"{name} {self.source}:{self.source_port} > "
                f"{self.destination}:{self.destination_port}{flags}"
            )
        return f"{name or f'protocol {self.protocol}'} {self.source} > {self.destination}"


@dataclass(frozen=True, kw_only=True)
class Interface:
    """Any address of a subnet, with any security groups of its VPC.

    Workloads aren't in the desired state, but where they can be is: `subnet` and `groups` are URNs;
    a VPC's default group is named as `World.default_group` does.
    """

    subnet: str
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Internet:
    """Anybody outside. A packet to the platform has the private address behind the public one.

    Which interfaces have a public address isn't in the desired state, so each is taken to have one.
    `gateway` is the URN of the internet gateway that the packet meets; None: each, by turns.
    """

    gateway: str | None = None


@dataclass(frozen=True)
class GovernmentLan:
    """Anybody behind a VPN or a Direct Connect gateway.

    `line` is the URN of the connection or of the gateway's association, at a transit gateway; of a
    virtual private gateway it is the gateway's own. None: each, by turns.
    """

    line: str | None = None


Sender = Interface | Internet | GovernmentLan


@cache
def bounds(block: str) -> tuple[int, int]:
    """Return the first and the last address of a block. Raises `ValueError` if it isn't one."""
    network = IPv4Network(block, strict=False)
    return int(network.network_address), int(network.broadcast_address)


def inside(address: IPv4Address, block: str) -> bool:
    """Return whether an address is in a block of CIDR notation."""
    first, last = bounds(block)
    return first <= int(address) <= last


def prefix_length(block: str) -> int:
    """Return how many leading bits a block fixes: the more, the more specific."""
    first, last = bounds(block)
    return 32 - (last - first).bit_length()


NEVER_PUBLIC: Final = (
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/3",
)
"""What the internet neither sends nor carries (RFC 6890). The blocks of RFC 5737 are left as if
they were public: they stand for it in examples."""


def is_public(address: IPv4Address) -> bool:
    """Return whether the internet carries packets from and to an address."""
    return not any(inside(address, block) for block in NEVER_PUBLIC)
