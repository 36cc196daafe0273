"""All that one stack adds to the network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, get_args, get_type_hints

from kyotsu.proof.network.resources.balancers import Balancer, Listener
from kyotsu.proof.network.resources.filters import Acl, AclAssociation, AclEntry, Group, GroupRule
from kyotsu.proof.network.resources.firewalls import Firewall, Policy, RuleGroup
from kyotsu.proof.network.resources.gateways import (
    Block,
    Exclusion,
    GatewayAttachment,
    GatewayLine,
    InternetGateway,
    Nat,
    Peering,
    PeeringAccepter,
    VirtualGateway,
)
from kyotsu.proof.network.resources.routes import (
    Association,
    GatewayAssociation,
    Learning,
    PrefixList,
    Route,
    Table,
)
from kyotsu.proof.network.resources.services import (
    Endpoint,
    ProfileLink,
    ResolverEndpoint,
    Share,
    Shared,
    ShareWith,
    Zone,
    ZoneLink,
)
from kyotsu.proof.network.resources.thing import Problem, Thing
from kyotsu.proof.network.resources.transit import (
    Accepter,
    Attachment,
    Propagation,
    Transit,
    TransitAssociation,
    TransitRoute,
    TransitTable,
)
from kyotsu.proof.network.resources.vpcs import DefaultVpc, Subnet, Vpc


@dataclass(frozen=True, kw_only=True)
class Part:
    """All that one stack adds to the network."""

    stack: str
    accounts: tuple[tuple[str, str], ...] = ()
    """The foundation's own accounts by their role, such as `log-archive`, as a graph names them."""
    vpcs: tuple[Vpc, ...] = ()
    default_vpcs: tuple[DefaultVpc, ...] = ()
    subnets: tuple[Subnet, ...] = ()
    tables: tuple[Table, ...] = ()
    routes: tuple[Route, ...] = ()
    associations: tuple[Association, ...] = ()
    acls: tuple[Acl, ...] = ()
    acl_entries: tuple[AclEntry, ...] = ()
    acl_associations: tuple[AclAssociation, ...] = ()
    groups: tuple[Group, ...] = ()
    group_rules: tuple[GroupRule, ...] = ()
    prefix_lists: tuple[PrefixList, ...] = ()
    gateway_associations: tuple[GatewayAssociation, ...] = ()
    learnings: tuple[Learning, ...] = ()
    virtual_gateways: tuple[VirtualGateway, ...] = ()
    gateway_attachments: tuple[GatewayAttachment, ...] = ()
    gateway_lines: tuple[GatewayLine, ...] = ()
    internet_gateways: tuple[InternetGateway, ...] = ()
    nats: tuple[Nat, ...] = ()
    balancers: tuple[Balancer, ...] = ()
    listeners: tuple[Listener, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    peerings: tuple[Peering, ...] = ()
    peering_accepters: tuple[PeeringAccepter, ...] = ()
    transits: tuple[Transit, ...] = ()
    transit_tables: tuple[TransitTable, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    accepters: tuple[Accepter, ...] = ()
    transit_associations: tuple[TransitAssociation, ...] = ()
    propagations: tuple[Propagation, ...] = ()
    transit_routes: tuple[TransitRoute, ...] = ()
    firewalls: tuple[Firewall, ...] = ()
    policies: tuple[Policy, ...] = ()
    rule_groups: tuple[RuleGroup, ...] = ()
    resolver_endpoints: tuple[ResolverEndpoint, ...] = ()
    zones: tuple[Zone, ...] = ()
    zone_links: tuple[ZoneLink, ...] = ()
    profile_links: tuple[ProfileLink, ...] = ()
    shares: tuple[Share, ...] = ()
    shares_with: tuple[ShareWith, ...] = ()
    shared: tuple[Shared, ...] = ()
    public_blocks: tuple[Block, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


FIELDS: Final[Mapping[type[Thing], str]] = {
    kinds[0]: name
    for name, hint in get_type_hints(Part).items()
    if isinstance(next(iter(kinds := get_args(hint)), None), type) and issubclass(kinds[0], Thing)
}
"""The field that has the things of each kind."""
