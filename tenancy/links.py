"""Which other systems a tenant is linked to in a stage, with their addresses.

A link is declared by both systems; `tenancy.checks` holds that both say the same. Here each side
gets what it must know of the other from the plan alone, so neither's stack depends on the other's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tenancy.fleet import Fleet
from tenancy.stage import StageSettings
from tenancy.vocabulary import Protocol


@dataclass(frozen=True, kw_only=True)
class Peer:
    """One declared way between two systems of a stage, as one of them sees it."""

    system: str
    """The other system's key."""
    cidr: str
    """The other system's address block."""
    direction: Literal["outbound", "inbound"]
    """`outbound` where this system opens the connection."""
    protocol: Protocol
    ports: tuple[int, ...]
    """Those on which the connection is accepted, ascending."""


def peers_of(fleet: Fleet, key: str, stage: StageSettings) -> tuple[Peer, ...]:
    """Return a tenant's peers, sorted.

    A link to a system that has no environment in this stage is left out: there is nobody to reach.
    """
    return tuple(sorted(_peers(fleet, key, stage), key=_order))


def _order(peer: Peer) -> tuple[str, ...]:
    return (peer.system, peer.direction, peer.protocol)


def _peers(fleet: Fleet, key: str, stage: StageSettings) -> Iterator[Peer]:
    ports: dict[tuple[str, Literal["outbound", "inbound"], Protocol], set[int]] = {}
    for link in fleet.tenants[key].links:
        ports.setdefault((link.system, link.direction, link.protocol), set()).update(link.ports)
    for (system, direction, protocol), numbers in ports.items():
        block = fleet.addresses.blocks.get((stage.name, system))
        if block is not None and fleet.is_in(stage, system):
            yield Peer(
                system=system,
                cidr=str(block),
                direction=direction,
                protocol=protocol,
                ports=tuple(sorted(numbers)),
            )
