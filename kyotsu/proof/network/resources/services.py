"""Endpoints of services, names, and what is shared."""

from dataclasses import dataclass

from kyotsu.proof.network.resources.thing import Thing


@dataclass(frozen=True, kw_only=True)
class Endpoint(Thing):
    """An endpoint of a service: `gateway`, or interfaces in subnets."""

    vpc: str
    service: str
    gateway: bool
    tables: tuple[str, ...] = ()
    subnets: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    bounded: bool = True
    """Whether its policy names whose principals may pass."""


@dataclass(frozen=True, kw_only=True)
class ResolverEndpoint(Thing):
    """An endpoint of the resolver: addresses in subnets, and the groups that they wear."""

    inward: bool
    addresses: tuple[str, ...]
    subnets: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Zone(Thing):
    """A private zone, and the networks that it is declared with."""

    name: str
    vpcs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ZoneLink(Thing):
    """A network that a zone is known to besides."""

    zone: str
    vpc: str


@dataclass(frozen=True, kw_only=True)
class ProfileLink(Thing):
    """A network that a DNS profile is brought to."""

    profile: str
    vpc: str


@dataclass(frozen=True, kw_only=True)
class Share(Thing):
    """A share of AWS RAM."""

    external: bool


@dataclass(frozen=True, kw_only=True)
class ShareWith(Thing):
    """With whom something is shared; `organization` where it is the stage's own."""

    share: str
    principal: str
    organization: bool


@dataclass(frozen=True, kw_only=True)
class Shared(Thing):
    """What a share holds."""

    share: str
    resource: str
