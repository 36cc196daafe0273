"""Networks and their subnets."""

from dataclasses import dataclass

from kyotsu.proof.network.resources.thing import Thing


@dataclass(frozen=True, kw_only=True)
class Vpc(Thing):
    """A network."""

    blocks: tuple[str, ...]
    account: str | None = None
    region: str | None = None


@dataclass(frozen=True, kw_only=True)
class DefaultVpc(Thing):
    """The network that AWS makes with an account, taken over. It is attached to nothing of ours."""


@dataclass(frozen=True, kw_only=True)
class Subnet(Thing):
    """A part of a network in one zone."""

    vpc: str
    block: str
    zone: str = ""
