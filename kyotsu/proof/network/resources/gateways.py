"""What lies at a network's border, beside a transit gateway."""

from dataclasses import dataclass

from kyotsu.proof.network.resources.thing import Thing


@dataclass(frozen=True, kw_only=True)
class InternetGateway(Thing):
    """A way to the internet and from it. Without a network it carries nothing."""

    vpc: str = ""


@dataclass(frozen=True, kw_only=True)
class VirtualGateway(Thing):
    """A virtual private gateway: lines end there, right at a network."""

    vpc: str = ""


@dataclass(frozen=True, kw_only=True)
class GatewayAttachment(Thing):
    """What attaches a gateway of either kind to a network, as a resource of its own."""

    gateway: str
    vpc: str


@dataclass(frozen=True, kw_only=True)
class GatewayLine(Thing):
    """A line that ends at a virtual private gateway."""

    gateway: str


@dataclass(frozen=True, kw_only=True)
class Nat(Thing):
    """A NAT gateway."""

    subnet: str
    public: bool = True


@dataclass(frozen=True, kw_only=True)
class Peering(Thing):
    """Two networks side by side. `accepted` is whether it says so itself."""

    vpcs: tuple[str, str]
    accepted: bool = False


@dataclass(frozen=True, kw_only=True)
class PeeringAccepter(Thing):
    """The other side of a peering; by its own URN the peering may be referred to."""

    peering: str
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class Block(Thing):
    """VPC block public access: what internet gateways of an account's region don't carry."""

    account: str | None
    region: str | None
    mode: str


@dataclass(frozen=True, kw_only=True)
class Exclusion(Thing):
    """A network, or one of its subnets, that the block doesn't hold for."""

    vpc: str = ""
    subnet: str = ""
    mode: str
