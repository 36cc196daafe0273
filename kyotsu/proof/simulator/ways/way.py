"""What all ways have in common."""

from collections.abc import Iterator
from ipaddress import IPv4Address
from typing import Protocol

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.journey import Journey
from kyotsu.proof.simulator.parts import Parts
from kyotsu.proof.simulator.traveller import Traveller


class Walker(Protocol):
    """How a packet goes on from where a way leads."""

    parts: Parts

    def from_subnet(self, traveller: Traveller, subnet: str) -> Iterator[Journey]:
        """Let a packet leave a subnet as its route table says."""
        ...

    def into_vpc(self, traveller: Traveller, vpc: str, came_from: str | None) -> Iterator[Journey]:
        """Let a packet reach its destination in a VPC."""
        ...

    def across(
        self, traveller: Traveller, left: str | None, entered: str | None
    ) -> Traveller | Journey:
        """Return the packet beyond two subnets' ACLs, or the journey that ended at one of them."""
        ...

    def subnet_of(self, address: IPv4Address, vpc: str) -> Resource | None:
        """Return the subnet of a VPC that an address is in, if there is one."""
        ...


class Way:
    """A way out of a VPC, or into one."""

    def __init__(self, walk: Walker) -> None:
        self.walk = walk

    @property
    def parts(self) -> Parts:
        """What decides on packets."""
        return self.walk.parts
