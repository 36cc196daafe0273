"""A tenant's network in one stage: its zones, tiers, endpoints, and who may reach what."""

from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Final, Literal

from tenancy import addressing
from tenancy.defaults import ResolvedEnvironment
from tenancy.links import Peer
from tenancy.model import Environment, Tenant
from tenancy.plan.flows import Flow, flows_of
from tenancy.plan.hub_blocks import hub_block, private_domain
from tenancy.plan.segments import Segment, answering, tenant_segment
from tenancy.services import ALWAYS_ENDPOINTS, SERVICES
from tenancy.stage import StageSettings
from tenancy.vocabulary import Ingress

GATEWAY_ENDPOINTS: Final = ("s3", "dynamodb")
"""Free, and they keep this traffic off the hub: every network has both."""

TierName = Literal["public", "private", "protected", "attachment"]


@dataclass(frozen=True, kw_only=True)
class SubnetPlan:
    """One subnet: a tier in a zone."""

    name: str
    """Its identity within the tenant, such as `private-a`."""
    tier: TierName
    zone: str
    """Such as `ap-northeast-1a`."""
    cidr: str


@dataclass(frozen=True, kw_only=True)
class TierPlan:
    """The subnets that are reached in the same way, one a zone."""

    name: TierName
    subnets: tuple[SubnetPlan, ...]


@dataclass(frozen=True, kw_only=True)
class NetworkPlan:
    """A tenant's VPC."""

    cidr: str
    region: str
    zones: tuple[str, ...]
    """Such as `ap-northeast-1a`, in the stage's order."""
    tiers: tuple[TierPlan, ...]
    """Only those that the declaration needs: `private` always, `public` where people come from the
    internet, `protected` where a declared service keeps data in subnets, `attachment` where the
    network is attached to the hub."""
    gateway_endpoints: tuple[str, ...]
    """Service short names: `s3`, `dynamodb`."""
    interface_endpoints: tuple[str, ...]
    """Service short names, such as `logs`: the endpoint is `com.amazonaws.<region>.<name>`."""
    central_endpoints: bool
    """Whether the interface endpoints are the hub's, and not the network's own."""
    flow_log_interval_seconds: int = 60
    ingress: Ingress
    egress: tuple[str, ...]
    """Allowed destinations as `destination:port/protocol`, such as `api.example.go.jp:443/tcp`."""
    peers: tuple[Peer, ...]
    """The linked systems of this stage."""
    quarantined: bool
    """Whether the system is suspended: the ACLs of all tiers are empty, so that nothing passes."""
    flows: tuple[Flow, ...]
    """All connections over the hub; where there are none, the network isn't attached to it."""
    segment: Segment
    """Of the hub: where the network is."""
    private_zone: str
    """The domain of the tenant's own names within the platform."""
    answered_by: tuple[Segment, ...]
    """Those that must have a route back to the network."""
    reached_through_inspection: bool
    """Whether the hub needs a route that leads linked systems to the network by the firewall."""

    @property
    def attached(self) -> bool:
        """Whether the network is attached to the hub's transit gateway."""
        return bool(self.flows)

    @property
    def routes(self) -> tuple[str, ...]:
        """The far ends' blocks, to which private subnets have a route over the hub."""
        return tuple(sorted({flow.cidr for flow in self.flows}))


def zones(stage: StageSettings, environment: Environment, count: int) -> tuple[str, ...]:
    """Return the zones of an environment: those declared, or the stage's first `count`."""
    if environment.zones is None:
        return stage.zones[:count]
    return tuple(zone for zone in stage.zones if zone[-1] in environment.zones)


def _tiers(
    tenant: Tenant,
    environment: Environment,
    block: IPv4Network,
    names: tuple[str, ...],
    *,
    attached: bool,
) -> tuple[TierPlan, ...]:
    keeps_data = any(SERVICES[key].keeps_data_in_subnets for key in tenant.cloud_services)
    needed: tuple[tuple[TierName, bool], ...] = (
        ("public", environment.ingress == "internet"),
        ("private", True),
        ("protected", keeps_data),
        ("attachment", attached),
    )
    return tuple(
        TierPlan(
            name=tier,
            subnets=tuple(
                SubnetPlan(
                    name=f"{tier}-{zone[-1]}",
                    tier=tier,
                    zone=zone,
                    cidr=str(addressing.subnet(block, tier, zone)),
                )
                for zone in names
            ),
        )
        for tier, wanted in needed
        if wanted
    )


def plan_network(
    tenant: Tenant,
    environment: Environment,
    resolved: ResolvedEnvironment,
    stage: StageSettings,
    block: IPv4Network,
    peers: tuple[Peer, ...],
) -> NetworkPlan:
    """Return the network of one environment, within the tenant's address block."""
    names = zones(stage, environment, resolved.zones.value)
    endpoints = set[str](ALWAYS_ENDPOINTS)
    endpoints.update(*(SERVICES[service].endpoints for service in tenant.cloud_services))
    central = environment.size in stage.network.central_endpoints
    line = stage.network.government_lan
    flows = flows_of(
        environment,
        peers,
        behind_the_line=line.blocks if line else (),
        shared_services=str(hub_block(stage, "shared")) if central else None,
    )
    return NetworkPlan(
        cidr=str(block),
        region=stage.region,
        zones=names,
        tiers=_tiers(tenant, environment, block, names, attached=bool(flows)),
        gateway_endpoints=GATEWAY_ENDPOINTS,
        interface_endpoints=tuple(sorted(endpoints)),
        central_endpoints=central,
        ingress=environment.ingress,
        egress=tuple(
            f"{egress.to}:{port}/{egress.protocol}"
            for egress in environment.egress
            for port in egress.ports
        ),
        peers=peers,
        quarantined=tenant.suspended is not None,
        flows=flows,
        segment=tenant_segment(stage),
        private_zone=f"{tenant.key}.{private_domain(stage)}",
        answered_by=answering(flows, stage),
        reached_through_inspection=stage.network.firewall and bool(peers),
    )
