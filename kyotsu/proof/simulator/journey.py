"""What became of a packet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kyotsu.proof.simulator.packet import Packet

Outcome = Literal["delivered", "dropped", "unmodelled"]
Kind = Literal["interface", "internet", "government-lan", "service"]


@dataclass(frozen=True, kw_only=True)
class Memory:
    """What a packet leaves behind on its way, for its answer."""

    firewalls: frozenset[tuple[str, str]] = frozenset()
    """The firewalls that know the connection, each with the subnet of its endpoint: an endpoint
    knows nothing of what its neighbour in another zone has seen."""
    unnamed: str | None = None
    """Why a firewall lets through no more than the handshake, if one does."""
    zones: Mapping[str, str] = field(default_factory=dict[str, str])
    """The zone that each attachment in appliance mode has fixed the connection to."""
    translations: Mapping[str, tuple[Packet, Packet]] = field(
        default_factory=dict[str, tuple[Packet, Packet]]
    )
    """By NAT gateway: the packet as it came, and as it went on."""


@dataclass(frozen=True, kw_only=True)
class Hop:
    """One resource that decided on the packet."""

    text: str
    """What it did, such as `route 10.0.0.0/8 leads to the transit gateway`."""
    urn: str
    """Of the resource; empty for what AWS makes unasked."""
    source: str
    """The line that declares it: `components/network/tier.py:48`; empty if none is known."""
    packet: Packet
    """As it is when it gets here: NAT changes it on the way."""


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """Where a packet was delivered."""

    kind: Kind
    urn: str
    """The subnet, the internet gateway, the line, or the gateway endpoint."""
    groups: frozenset[str] = frozenset()
    """The security groups that an interface must have to get it."""


@dataclass(frozen=True, kw_only=True)
class Journey:
    """A packet's way, hop by hop. The last hop says why it ended."""

    outcome: Outcome
    hops: tuple[Hop, ...]
    arrival: Arrival | None = None
    """None unless it was delivered."""
    reply: "Journey | None" = None
    """What became of the answer; None unless it was delivered."""
    memory: Memory = field(default_factory=Memory, repr=False)
    """What it left behind for the answer."""

    @property
    def delivered(self) -> bool:
        """Whether the packet got somewhere, whether or not it can be answered."""
        return self.outcome == "delivered"

    @property
    def answered(self) -> bool:
        """Whether the answer got back as well, so that a connection can be made."""
        return self.reply is not None and self.reply.delivered

    @property
    def end(self) -> Hop:
        """The hop at which it ended."""
        return self.hops[-1]

    def __str__(self) -> str:
        """Return it as lines, one a hop, for people."""
        lines = [f"{self.outcome}: {self.hops[0].packet}"] if self.hops else [self.outcome]
        lines += [f"  {hop.text} [{hop.source or hop.urn}]" for hop in self.hops]
        return "\n".join(lines)
