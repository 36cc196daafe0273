"""What a stage's network hub will be: its networks, and what it must know of all tenants together.

A tenant is in here by what it declares of the network, and by nothing else. `tenancy.inspection`
says how a tenant's change stays within one group of rules.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from tenancy import addressing
from tenancy.inspection import RuleGroupPlan, rule_groups
from tenancy.plan.hub_blocks import HubNetwork, hub_block, private_domain
from tenancy.plan.network import NetworkPlan, SubnetPlan, TierName, TierPlan
from tenancy.plan.segments import Segment, tenant_segment
from tenancy.stage import StageSettings

SEGMENTS: Final[tuple[Segment, ...]] = get_args(Segment)
_TIERS: Final[Mapping[HubNetwork, tuple[TierName, ...]]] = {
    "inspection": ("private", "attachment"),
    "egress": ("public", "attachment"),
    "shared": ("private", "attachment"),
}


@dataclass(frozen=True, kw_only=True)
class HubNetworkPlan:
    """One of the hub's networks."""

    name: HubNetwork
    cidr: str
    tiers: tuple[TierPlan, ...]


@dataclass(frozen=True, kw_only=True)
class GovernmentLanPlan:
    """The line to the government's own network."""

    line: Literal["direct-connect", "vpn"]
    blocks: tuple[str, ...]
    asn: int
    gateway_address: str | None
    domains: tuple[str, ...]
    name_servers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HubPlan:
    """A stage's hub."""

    name: str
    """What the names of its resources begin with."""
    region: str
    zones: tuple[str, ...]
    tenant_segment: Segment
    """Where the tenants of this stage are."""
    supernets: tuple[str, ...]
    block: str
    inspection: HubNetworkPlan | None
    """None where nothing is inspected."""
    egress: HubNetworkPlan
    shared: HubNetworkPlan
    nat_per_zone: bool
    rule_groups: tuple[RuleGroupPlan, ...]
    central_services: tuple[str, ...]
    """Interface endpoints that tenants share, by short name."""
    private_domain: str
    """Below which each tenant has a private zone: `kyotsu-local.internal`."""
    resolvable: tuple[str, ...]
    """The names that may be looked up at all: of AWS, of the platform, of the government LAN, and
    those that tenants declare as destinations."""
    government_lan: GovernmentLanPlan | None


def plan_hub(stage: StageSettings, tenants: Mapping[str, NetworkPlan]) -> HubPlan:
    """Return the hub of a stage, from the networks of its tenants by key."""
    settings = stage.network
    zones = stage.zones[: settings.zones]
    line = settings.government_lan
    return HubPlan(
        name=f"{stage.name_prefix}-hub",
        region=stage.region,
        zones=zones,
        tenant_segment=tenant_segment(stage),
        supernets=tuple(map(str, stage.supernets)),
        block=str(settings.block),
        inspection=_network(stage, "inspection", zones) if settings.firewall else None,
        egress=_network(stage, "egress", zones),
        shared=_network(stage, "shared", zones),
        nat_per_zone=settings.nat == "per-zone",
        rule_groups=rule_groups(tenants) if settings.firewall else (),
        central_services=_services(tenants.values()),
        private_domain=private_domain(stage),
        resolvable=_resolvable(stage, tenants.values()),
        government_lan=None
        if line is None
        else GovernmentLanPlan(
            line=line.line,
            blocks=tuple(map(str, line.blocks)),
            asn=line.asn,
            gateway_address=str(line.gateway_address) if line.gateway_address else None,
            domains=line.domains,
            name_servers=tuple(map(str, line.name_servers)),
        ),
    )


def _network(stage: StageSettings, name: HubNetwork, zones: tuple[str, ...]) -> HubNetworkPlan:
    block = hub_block(stage, name)
    return HubNetworkPlan(
        name=name,
        cidr=str(block),
        tiers=tuple(
            TierPlan(
                name=tier,
                subnets=tuple(
                    SubnetPlan(
                        name=f"{name}-{tier}-{zone[-1]}",
                        tier=tier,
                        zone=zone,
                        cidr=str(addressing.subnet(block, tier, zone)),
                    )
                    for zone in zones
                ),
            )
            for tier in _TIERS[name]
        ),
    )


def _services(networks: Iterable[NetworkPlan]) -> tuple[str, ...]:
    found = {
        service
        for network in networks
        if network.central_endpoints
        for service in network.interface_endpoints
    }
    return tuple(sorted(found))


def _resolvable(stage: StageSettings, networks: Iterable[NetworkPlan]) -> tuple[str, ...]:
    line = stage.network.government_lan
    zones = ("amazonaws.com", private_domain(stage), *(line.domains if line else ()))
    declared = {flow.domain for network in networks for flow in network.flows if flow.domain}
    return tuple(sorted({*zones, *(f"*.{zone}" for zone in zones), *declared}))
