"""What a small network is: its shape, and who can send in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Final

from kyotsu.desired.graph import Graph, Resource
from kyotsu.proof.simulator.packet import (
    ICMP,
    TCP,
    UDP,
    GovernmentLan,
    Interface,
    Internet,
    Packet,
    Sender,
)

STACK: Final = "small"
OUTSIDE: Final = IPv4Address("203.0.113.9")
BEHIND: Final = IPv4Address("172.20.0.9")
OF_S3: Final = IPv4Address("52.219.0.7")
LINE_BLOCK: Final = "172.20.0.0/16"
ANYWHERE: Final = "0.0.0.0/0"
ZONES: Final = ("ap-northeast-1a", "ap-northeast-1c")


def _account(number: str) -> Resource:
    return Resource(urn="", type="", name="", kind="", parent=None, inputs={}, account=number)


ACCOUNT: Final = _account("123456789012")
ELSEWHERE: Final = _account("210987654321")
"""Another account, whose attachments have to be accepted."""
SERVICES: Final = ((TCP, 443), (TCP, 5432), (UDP, 53), (ICMP, 8))
PROTOCOLS: Final = {"tcp": "6", "udp": "17", "icmp": "1", "-1": "-1"}
RANGES: Final = ((443, 443), (0, 65535), (1024, 65535), (53, 53), (400, 6000))


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How much a network may have. `zones` and `groups_by_name` make AWS choose, or remember."""

    vpcs: int = 3
    subnets: int = 2
    zones: int = 1
    groups_by_name: bool = False
    own_tables: bool = False
    """Whether each subnet has a table of its own."""
    certain_rules: bool = False
    """Whether AWS's documents say for certain what each stateless rule of a firewall matches."""
    firewall: bool = True
    nat: bool = True
    peering: bool = True


@dataclass(frozen=True, kw_only=True)
class SmallNetwork:
    """A network, and who can send in it."""

    graphs: Sequence[Graph]
    interfaces: Sequence[tuple[IPv4Address, Interface]]
    addresses: Sequence[IPv4Address]

    def packets(self) -> Iterator[tuple[Packet, Sender]]:
        """Yield every packet that anybody can send, with who sends it."""
        senders: list[tuple[IPv4Address, Sender]] = [
            *self.interfaces,
            (OUTSIDE, Internet()),
            (BEHIND, GovernmentLan()),
        ]
        for source, sender in senders:
            for destination in self.addresses:
                if destination == source:
                    continue
                for protocol, port in SERVICES:
                    yield (
                        Packet(
                            source=source,
                            destination=destination,
                            protocol=protocol,
                            source_port=50000 if protocol in (TCP, UDP) else 0,
                            destination_port=port,
                        ),
                        sender,
                    )
