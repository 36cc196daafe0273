"""A sound fleet to plant violations in: its graphs, and what its tenants declare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Final

from bench.generate_fleet import PROJECT, generate
from bench.networks.draft import Draft, ref
from infra.clock import today
from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.reading import graphs
from kyotsu.proof.simulator.packet import Interface
from tenancy.load import load_fleet
from tenancy.plan import Flow, plan_tenant

FOLDER: Final = PROJECT / ".local" / "planted"
"""Where generated fleets and what was evaluated of them are kept between runs."""
SUBNET: Final = "aws:ec2/subnet:Subnet"
TABLE: Final = "aws:ec2/routeTable:RouteTable"
ACL: Final = "aws:ec2/networkAcl:NetworkAcl"
GROUP: Final = "aws:ec2/securityGroup:SecurityGroup"
VPC: Final = "aws:ec2/vpc:Vpc"
TRANSIT: Final = "aws:ec2transitgateway/transitGateway:TransitGateway"
TRANSIT_TABLE: Final = "aws:ec2transitgateway/routeTable:RouteTable"
ATTACHMENT: Final = "aws:ec2transitgateway/vpcAttachment:VpcAttachment"
LINES: Final = {
    "aws:ec2/vpnConnection:VpnConnection",
    "aws:directconnect/gatewayAssociation:GatewayAssociation",
}


@dataclass(frozen=True, kw_only=True)
class Site:
    """A tenant: what it declares, and the resources that a plant can change."""

    key: str
    stack: str
    flows: Sequence[Flow]
    ingress: str
    block: str
    draft: Draft
    """The sound fleet, to look things up in: URNs stay the same in a planted one."""

    def tier(self, token: str, name: str) -> Resource:
        """Return a tier's table or ACL."""
        return self.draft.find(self.stack, token, name)

    def subnets(self, tier: str) -> list[Resource]:
        """Return a tier's subnets; none where the tenant doesn't have the tier."""
        found = self.draft.all(self.stack, SUBNET)
        return [one for one in found if one.name.startswith(f"{tier}-")]

    def group(self, role: str) -> Resource:
        """Return a group by its role."""
        return self.draft.find(self.stack, GROUP, role)

    @cached_property
    def vpc(self) -> Resource:
        """The tenant's network."""
        return self.draft.find(self.stack, VPC, "network")

    @property
    def attachment(self) -> Resource | None:
        """What attaches the network to the hub, if it is attached."""
        return next(iter(self.draft.all(self.stack, ATTACHMENT)), None)

    @property
    def takes_domains(self) -> bool:
        """Whether the tenant has a way to the internet."""
        return any(flow.domain for flow in self.flows)

    def links(self, other: str) -> list[Flow]:
        """Return the declared links with another tenant."""
        return [one for one in self.flows if one.purpose == "link" and one.far == other]

    def interface(
        self, tier: str = "private", role: str = "application", zone: int = 0
    ) -> Interface:
        """Return an interface in a tier, with one group."""
        subnet = self.subnets(tier)[zone]
        return Interface(subnet=subnet.urn, groups=frozenset({self.group(role).urn}))

    def address(self, tier: str = "private", zone: int = 0) -> IPv4Address:
        """Return an address in a tier: the tenth of the subnet."""
        return IPv4Network(self.subnets(tier)[zone].inputs["cidrBlock"])[10]


@dataclass(frozen=True, kw_only=True)
class SoundFleet:
    """A stage of a generated project."""

    root: Path
    stage: str
    draft: Draft
    sites: Mapping[str, Site]

    @property
    def graphs(self) -> list[Graph]:
        """The graphs as they were evaluated."""
        return self.draft.graphs()

    @property
    def attached(self) -> list[Site]:
        """The tenants that are attached to the hub."""
        return [site for site in self.sites.values() if site.attachment is not None]

    @property
    def transit(self) -> Resource:
        """The hub's transit gateway."""
        return self.draft.find(self.stage, TRANSIT)

    def table(self, segment: str) -> Resource:
        """Return the transit gateway's table of a segment."""
        return self.draft.find(self.stage, TRANSIT_TABLE, segment)

    @property
    def tenants_table(self) -> Resource:
        """The table of the stage's tenants."""
        return self.table("tenants-dev" if self.stage == "dev" else "tenants-prod")

    def hub_attachment(self, network: str) -> Resource:
        """Return the attachment of one of the hub's own networks."""
        return self.draft.find(self.stage, ATTACHMENT, network)

    def hub_subnets(self, network: str, tier: str) -> list[Resource]:
        """Return the subnets of a tier of one of the hub's own networks."""
        found = self.draft.all(self.stage, SUBNET)
        return [one for one in found if one.name.startswith(f"{network}-{tier}-")]

    @property
    def line(self) -> Resource:
        """The line to the government's network."""
        return next(one for one in self.draft.resources(self.stage).values() if one.type in LINES)

    @property
    def line_target(self) -> str:
        """What routes over the line name."""
        return ref(self.line, "transitGatewayAttachmentId")


def sound_fleet(*, stage: str = "prod", tenants: int = 24, seed: int = 1) -> SoundFleet:
    """Return a generated fleet; its desired state is evaluated once and then kept."""
    root = FOLDER / f"{tenants}-{seed}"
    generate(root, tenants=tenants, seed=seed)
    return fleet_of(root, stage)


def fleet_of(root: Path, stage: str) -> SoundFleet:
    """Return a stage of a project, by its desired state and its declarations."""
    draft = Draft(found.graph for found in graphs(root, stage, []))
    fleet = load_fleet(root, today=today())
    settings = fleet.stages[stage]
    sites: dict[str, Site] = {}
    for key in fleet.keys_in(settings):
        network = plan_tenant(fleet, key, settings).network
        sites[key] = Site(
            key=key,
            stack=f"{stage}.{key}",
            flows=network.flows,
            ingress=str(network.ingress),
            block=network.cidr,
            draft=draft,
        )
    return SoundFleet(root=root, stage=stage, draft=draft, sites=sites)
