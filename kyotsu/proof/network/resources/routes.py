"""Route tables of networks."""

from dataclasses import dataclass
from typing import Literal

from kyotsu.proof.network.resources.thing import Thing

Target = Literal["local", "transit", "gateway", "nat", "endpoint", "peering", "nowhere", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Table(Thing):
    """A route table. `main` is where it is the one that AWS makes with the VPC."""

    vpc: str
    main: bool = False


@dataclass(frozen=True, kw_only=True)
class Route(Thing):
    """A route of a table: a block, or the blocks of a prefix list, and where they lead."""

    table: str
    block: str = ""
    prefix_list: str = ""
    kind: Target
    target: str = ""


@dataclass(frozen=True, kw_only=True)
class Association(Thing):
    """A subnet's own table."""

    table: str
    subnet: str


@dataclass(frozen=True, kw_only=True)
class PrefixList(Thing):
    """A managed prefix list."""

    blocks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class GatewayAssociation(Thing):
    """The table of a gateway: it leads what comes in by that."""

    table: str
    gateway: str


@dataclass(frozen=True, kw_only=True)
class Learning(Thing):
    """A table that learns what a virtual private gateway is told by the far side of its lines."""

    table: str
    gateway: str
