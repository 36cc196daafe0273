"""Transit gateways, and what is attached to them."""

from dataclasses import dataclass

from kyotsu.proof.network.resources.thing import Thing


@dataclass(frozen=True, kw_only=True)
class Transit(Thing):
    """A transit gateway. But for its account, all is what it does unasked."""

    account: str | None = None
    associates: bool = True
    propagates: bool = True
    accepts: bool = False
    references: bool = False
    """Whether groups may refer to groups of other networks."""


@dataclass(frozen=True, kw_only=True)
class TransitTable(Thing):
    """A route table of a transit gateway."""

    transit: str


@dataclass(frozen=True, kw_only=True)
class Attachment(Thing):
    """What is attached to a transit gateway: a network, another gateway, or else a line."""

    transit: str
    vpc: str = ""
    peer: str = ""
    """The other transit gateway."""
    account: str | None = None
    subnets: tuple[str, ...] = ()
    appliance: bool = False
    associates: bool = True
    propagates: bool = True


@dataclass(frozen=True, kw_only=True)
class Accepter(Thing):
    """The gateway's side of an attachment; by its own URN the attachment may be referred to."""

    attachment: str
    associates: bool = True
    propagates: bool = True


@dataclass(frozen=True, kw_only=True)
class TransitAssociation(Thing):
    """Which table decides on what an attachment sends."""

    attachment: str
    table: str


@dataclass(frozen=True, kw_only=True)
class Propagation(Thing):
    """A table that knows an attachment's own blocks."""

    attachment: str
    table: str


@dataclass(frozen=True, kw_only=True)
class TransitRoute(Thing):
    """A static route; without an attachment it is a blackhole."""

    table: str
    block: str
    attachment: str = ""
