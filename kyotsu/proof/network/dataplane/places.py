"""Subnets that treat packets alike.

Subnets of a network that have the same route table and the same ACL do so: they are one *place*.
"""

from dataclasses import dataclass

from kyotsu.proof.network.resources.filters import Acl
from kyotsu.proof.network.resources.vpcs import Subnet


@dataclass(frozen=True)
class Place:
    """Subnets of a network that treat packets alike."""

    number: int
    vpc: str
    table: str
    """A URN; empty for the table that AWS makes with the network, which nobody took over."""
    acl: Acl | None
    subnets: tuple[Subnet, ...]
    addresses: int
