"""What was planted, and what shows that it is a violation."""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address

from bench.networks.hand import Hand
from kyotsu.proof.simulator.packet import TCP, Interface, Packet, Sender


@dataclass(frozen=True, kw_only=True)
class Plant:
    """One violation."""

    statement: str
    """The id of the statement that it breaks."""
    subject: str
    """Whom the broken statement is about, as its verdict names it; `a -> b` for a pair."""
    tenants: tuple[str, ...]
    """Whose verdicts can change."""
    packet: Packet | None = None
    """One that must not arrive, and does; None for what gives nobody a way to anywhere."""
    stops: bool = False
    """Whether the packet is one that must be answered, and isn't."""
    sender: Sender | None = None
    receiver: Interface | None = None


Planter = Callable[[Hand], Plant | None]


def tcp(source: IPv4Address, destination: IPv4Address, port: int) -> Packet:
    """Return the first packet of a TCP connection."""
    return Packet(
        source=source,
        destination=destination,
        protocol=TCP,
        source_port=50000,
        destination_port=port,
    )
