"""What is declared of a stage's network: what the proof holds the desired state against.

It comes from the tenants' files and the stage's own, through the same plan that the program is
given, and never from the graph: so what the components made of the plan is what is judged.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from ipaddress import IPv4Network
from pathlib import Path

from kyotsu.errors import UserMistake
from kyotsu.proof.network.headerspace.space import TCP, UDP, Service
from tenancy.load import InvalidDeclarations, load_fleet
from tenancy.plan import Flow, NetworkPlan, NotPlanned, plan_tenant
from tenancy.plan.hub_blocks import hub_block
from tenancy.plan.segments import tenant_segment
from tenancy.stage import StageSettings

HTTPS = Service((TCP, TCP), (443, 443))
DNS = (Service((TCP, TCP), (53, 53)), Service((UDP, UDP), (53, 53)))
ANSWERED_AT = (32768, 65535)
"""The ports that clients take for answers: Linux from 32768 to 60999, Windows from 49152 up."""
NUMBERS: Mapping[str, int] = {"tcp": TCP, "udp": UDP}


@dataclass(frozen=True, kw_only=True)
class DeclaredTenant:
    """What one tenant declares of its network."""

    key: str
    block: IPv4Network
    flows: tuple[Flow, ...] = ()
    public: tuple[IPv4Network, ...] = ()
    """The subnets that the internet may come into by HTTPS: those of the public tier."""
    quarantined: bool = False

    @property
    def internet_ingress(self) -> bool:
        """Whether people come from the internet."""
        return bool(self.public)


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What a stage declares. `others` are the blocks of the other stages."""

    stage: str
    segment: str
    """The name of the transit table of the stage's tenants."""
    inspected: bool
    """Whether there is a firewall."""
    shared: IPv4Network
    """The network that has the endpoints and the resolver."""
    line: tuple[IPv4Network, ...] = ()
    """What lies behind the government's line."""
    own: tuple[IPv4Network, ...] = ()
    """The platform's own blocks in this stage, of which the far side of a line is told."""
    others: tuple[IPv4Network, ...] = ()
    tenants: Mapping[str, DeclaredTenant]

    @cached_property
    def blocks(self) -> tuple[IPv4Network, ...]:
        """All blocks that are asked about."""
        found = {tenant.block for tenant in self.tenants.values()}
        found.update(block for tenant in self.tenants.values() for block in tenant.public)
        found.update(
            IPv4Network(flow.cidr) for tenant in self.tenants.values() for flow in tenant.flows
        )
        return (*found, self.shared, *self.line, *self.own, *self.others)

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """All services that are asked about."""
        found = {service_of(flow) for tenant in self.tenants.values() for flow in tenant.flows}
        answers = (Service((number, number), ANSWERED_AT) for number in NUMBERS.values())
        return (*found, *answers, HTTPS, *DNS)

    def links(self) -> Iterator[tuple[DeclaredTenant, DeclaredTenant, Flow]]:
        """Yield each declared link, from who opens it to who takes it."""
        for tenant in self.tenants.values():
            for flow in tenant.flows:
                if flow.purpose == "link" and flow.direction == "outbound":
                    other = self.tenants.get(flow.far)
                    if other is not None:
                        yield tenant, other, flow


def service_of(flow: Flow) -> Service:
    """Return the service of a flow: its protocol and its port, from any source port."""
    number = NUMBERS[flow.protocol]
    return Service((number, number), (flow.port, flow.port))


def declared(root: Path, stage: str, today: date) -> Declared:
    """Read what is declared below a project's root.

    Raises:
        UserMistake: a declaration is wrong, or there is no such stage.
    """
    try:
        fleet = load_fleet(root, today=today)
    except InvalidDeclarations as error:
        raise UserMistake(str(error)) from None
    settings = fleet.stages.get(stage)
    if settings is None:
        raise UserMistake(f"there is no stage {stage}; there are {', '.join(fleet.stages)}")
    tenants: dict[str, DeclaredTenant] = {}
    for key in fleet.keys_in(settings):
        try:
            network = plan_tenant(fleet, key, settings).network
        except NotPlanned as error:
            raise UserMistake(str(error)) from None
        tenants[key] = DeclaredTenant(
            key=key,
            block=IPv4Network(network.cidr),
            flows=() if network.quarantined else network.flows,
            public=() if network.quarantined else tuple(_public(network)),
            quarantined=network.quarantined,
        )
    line = settings.network.government_lan
    return Declared(
        stage=stage,
        segment=tenant_segment(settings),
        inspected=settings.network.firewall,
        shared=hub_block(settings, "shared"),
        line=tuple(line.blocks) if line else (),
        own=tuple(_blocks_of(iter((settings,)))),
        others=tuple(_blocks_of(one for name, one in fleet.stages.items() if name != stage)),
        tenants=tenants,
    )


def _public(network: NetworkPlan) -> Iterator[IPv4Network]:
    """Yield the blocks of the public tier, which there is where the ingress is the internet."""
    for tier in network.tiers:
        if tier.name == "public":
            yield from (IPv4Network(subnet.cidr) for subnet in tier.subnets)


def _blocks_of(stages: Iterator[StageSettings]) -> Iterator[IPv4Network]:
    for stage in stages:
        yield from stage.supernets
        yield stage.network.block
