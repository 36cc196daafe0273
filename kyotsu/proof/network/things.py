"""What carries or stops packets, as one stack declares it: small records that can be kept.

References are URNs; of what AWS makes unasked with a VPC, the VPC's URN with the property, such as
`urn:…::vpc#defaultRouteTableId`. Where a graph has real ids (deployed state), they are URNs by the
time they are here.
"""

from dataclasses import dataclass, field
from typing import Literal

from kyotsu.proof.network.firewall.written import DomainList, StandardRule, StatelessRule
from kyotsu.proof.network.space import PORTS

Target = Literal[
    "transit", "internet", "nat", "endpoint", "peering", "nowhere", "unknown", "virtual-gateway"
]
Span = tuple[int, int]
"""Both ends included."""


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something that a line of the program declares."""

    urn: str
    line: str = ""
    """`components/network/tier.py:48`."""


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
class AclRule:
    """One entry of an ACL, for one direction."""

    number: int
    allow: bool
    block: str
    protocols: Span = (0, 255)
    ports: Span = PORTS
    line: str = ""


@dataclass(frozen=True, kw_only=True)
class Acl(Thing):
    """A network ACL. `default` is the one that AWS makes with the VPC."""

    vpc: str
    subnets: tuple[str, ...] = ()
    inward: tuple[AclRule, ...] = ()
    outward: tuple[AclRule, ...] = ()
    default: bool = False


@dataclass(frozen=True, kw_only=True)
class Group(Thing):
    """A security group. `default` is the one that AWS makes with the VPC."""

    vpc: str
    default: bool = False


@dataclass(frozen=True, kw_only=True)
class GroupRule(Thing):
    """What a group lets in or out: one block, one prefix list or one other group."""

    group: str
    inward: bool
    protocols: Span = (0, 255)
    ports: Span = PORTS
    block: str = ""
    prefix_list: str = ""
    other_group: str = ""


@dataclass(frozen=True, kw_only=True)
class PrefixList(Thing):
    """A managed prefix list."""

    blocks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class InternetGateway(Thing):
    """A way to the internet and from it."""

    vpc: str


@dataclass(frozen=True, kw_only=True)
class Nat(Thing):
    """A NAT gateway."""

    subnet: str
    public: bool = True


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
class Peering(Thing):
    """Two networks side by side."""

    vpcs: tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Transit(Thing):
    """A transit gateway. The last three are what it does unasked."""

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
    """What is attached to a transit gateway: a network, or a line (`vpc` is empty then)."""

    transit: str
    vpc: str = ""
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


@dataclass(frozen=True, kw_only=True)
class Firewall(Thing):
    """AWS Network Firewall: an endpoint in each of the subnets."""

    vpc: str
    policy: str
    subnets: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Policy(Thing):
    """A firewall policy. Groups are in the order in which they are asked."""

    groups: tuple[str, ...]
    strict: bool
    stateless: str
    """What the stateless engine does with what no rule matches: `pass`, `drop` or `forward`."""
    fragments: str
    """The same for datagrams in fragments."""
    stateless_groups: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    variables: tuple[tuple[str, tuple[str, ...]], ...] = ()
    continues: bool = False
    """Whether the stateful engine goes on with connections that it hasn't seen begin."""
    account: str | None = None


@dataclass(frozen=True, kw_only=True)
class RuleGroup(Thing):
    """A rule group, with its variables by name: of one of the four kinds of rules."""

    rules: str = ""
    standard: tuple[StandardRule, ...] = ()
    domains: DomainList | None = None
    stateless: tuple[StatelessRule, ...] = ()
    """By priority."""
    variables: tuple[tuple[str, tuple[str, ...]], ...] = ()
    port_variables: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unread: bool = False
    """Whether it is of a kind that isn't modelled."""
    account: str | None = None


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


@dataclass(frozen=True, kw_only=True)
class Block(Thing):
    """VPC block public access: what internet gateways of an account's region don't carry."""

    account: str | None
    region: str | None
    mode: str


@dataclass(frozen=True, kw_only=True)
class Exclusion(Thing):
    """A network that the block doesn't hold for."""

    vpc: str
    mode: str


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something that can't be read or isn't modelled, and what it touches.

    `touches` are URNs; `ja` and `en` are whole sentences without what they are about.
    """

    urn: str
    line: str
    ja: str
    en: str
    touches: tuple[str, ...] = ()


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
    groups: tuple[Group, ...] = ()
    group_rules: tuple[GroupRule, ...] = ()
    prefix_lists: tuple[PrefixList, ...] = ()
    internet_gateways: tuple[InternetGateway, ...] = ()
    nats: tuple[Nat, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    peerings: tuple[Peering, ...] = ()
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
