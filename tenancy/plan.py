"""What one tenant will be in one stage: every value resolved, nothing left to decide.

A plan holds plain values that are known before anything is created. Components take it as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Final, Literal

from tenancy import addressing
from tenancy.defaults import ResolvedEnvironment, resolve
from tenancy.finding import nearest
from tenancy.fleet import Fleet
from tenancy.model import Environment, Tenant
from tenancy.naming import RESERVED, Kind, NameNotAllowed, NameTooLong, physical_name
from tenancy.services import ALWAYS_ENDPOINTS, ALWAYS_LOGS, SERVICES
from tenancy.stage import StageSettings
from tenancy.vocabulary import Ingress

GATEWAY_ENDPOINTS: Final = ("s3", "dynamodb")
"""Free, and they keep this traffic off the hub: every network has both."""

TierName = Literal["public", "private", "protected"]


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
    internet, `protected` where a declared service keeps data in subnets."""
    gateway_endpoints: tuple[str, ...]
    """Service short names: `s3`, `dynamodb`."""
    interface_endpoints: tuple[str, ...]
    """Service short names, such as `logs`: the endpoint is `com.amazonaws.<region>.<name>`."""
    flow_log_interval_seconds: int = 60
    ingress: Ingress
    egress: tuple[str, ...]
    """Allowed destinations as `destination:port/protocol`, such as `api.example.go.jp:443/tcp`."""


@dataclass(frozen=True, kw_only=True)
class LogPlan:
    """A tenant's log groups."""

    retention_days: int
    """A value that CloudWatch Logs accepts."""
    groups: tuple[str, ...]
    """Short names, such as `application`."""


@dataclass(frozen=True, kw_only=True)
class KeyPlan:
    """A tenant's encryption keys, one a purpose."""

    purposes: tuple[str, ...]
    """`logs` always; `data` and `backup` unless AWS manages the tenant's keys."""
    deletion_window_days: int = 30


@dataclass(frozen=True, kw_only=True)
class BackupPlan:
    """How long recovery points are kept, and where copies go."""

    retention_days: int
    copy_region: str | None
    """The recovery region, or None where no copy is made."""


@dataclass(frozen=True, kw_only=True)
class HoursPlan:
    """When the system's machines run, in Japan's time."""

    days: Literal["every-day", "weekdays"]
    start: str
    end: str


@dataclass(frozen=True, kw_only=True)
class TenantPlan:
    """All that a tenant's stack is made from."""

    key: str
    ministry: str
    system: str
    stage: str
    name: str
    """What the names of the tenant's resources begin with: `kyotsu-local-soumu-shinsei`."""
    account_name: str
    account_email: str
    tags: Mapping[str, str]
    """What every resource of the tenant carries."""
    network: NetworkPlan
    logs: LogPlan
    keys: KeyPlan
    backup: BackupPlan
    operating_hours: HoursPlan
    budget_yen: int
    """For a month."""
    protect: bool


class NotPlanned(LookupError):  # noqa: N818 - named for what is the case
    """A tenant has no place in a stage; the message says why, in one sentence."""


def tenant_name(stage: StageSettings, key: str) -> str:
    """Return what the names of a tenant's resources begin with in a stage."""
    return f"{stage.name_prefix}-{key}"


def names_that_do_not_fit(
    stage: StageSettings, key: str
) -> tuple[NameTooLong | NameNotAllowed, ...]:
    """Return why the names that will be built for a tenant would be refused by AWS, if any."""
    name = tenant_name(stage, key)
    trials: list[tuple[Kind, tuple[str, ...]]] = [
        (kind, (name, "x" * room) if room else (name,)) for kind, room in RESERVED.items()
    ]
    trials.append(("account-email", (stage.name_prefix, key, stage.account_email_domain)))
    refused: list[NameTooLong | NameNotAllowed] = []
    for kind, parts in trials:
        try:
            physical_name(kind, *parts)
        except (NameTooLong, NameNotAllowed) as error:
            refused.append(error)
    return tuple(refused)


def zones(stage: StageSettings, environment: Environment, count: int) -> tuple[str, ...]:
    """Return the zones of an environment: those declared, or the stage's first `count`."""
    if environment.zones is None:
        return stage.zones[:count]
    return tuple(zone for zone in stage.zones if zone[-1] in environment.zones)


def _tiers(
    tenant: Tenant, environment: Environment, block: IPv4Network, names: tuple[str, ...]
) -> tuple[TierPlan, ...]:
    keeps_data = any(SERVICES[key].keeps_data_in_subnets for key in tenant.cloud_services)
    needed: tuple[tuple[TierName, bool], ...] = (
        ("public", environment.ingress == "internet"),
        ("private", True),
        ("protected", keeps_data),
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


def _network(
    tenant: Tenant,
    environment: Environment,
    resolved: ResolvedEnvironment,
    stage: StageSettings,
    block: IPv4Network,
) -> NetworkPlan:
    names = zones(stage, environment, resolved.zones.value)
    endpoints = set[str](ALWAYS_ENDPOINTS)
    endpoints.update(*(SERVICES[service].endpoints for service in tenant.cloud_services))
    return NetworkPlan(
        cidr=str(block),
        region=stage.region,
        zones=names,
        tiers=_tiers(tenant, environment, block, names),
        gateway_endpoints=GATEWAY_ENDPOINTS,
        interface_endpoints=tuple(sorted(endpoints)),
        ingress=environment.ingress,
        egress=tuple(
            f"{egress.to}:{port}/{egress.protocol}"
            for egress in environment.egress
            for port in egress.ports
        ),
    )


def _tags(tenant: Tenant, stage: StageSettings) -> dict[str, str]:
    return {
        "Stage": stage.name,
        "Ministry": tenant.ministry,
        "System": tenant.system,
        "Environment": stage.environment,
        "DataClassification": f"confidentiality-{tenant.classification.confidentiality}",
        "Availability": f"availability-{tenant.classification.availability}",
        "CostCenter": tenant.key,
        "ManagedBy": "kyotsu",
    }


def plan_tenant(fleet: Fleet, key: str, stage: StageSettings) -> TenantPlan:
    """Return what a tenant will be in a stage.

    Raises `NotPlanned` if there is no such tenant, or if it does not declare the stage's
    environment.
    """
    tenant = fleet.tenants.get(key)
    if tenant is None:
        raise NotPlanned(f"there is no tenant {key!r}; {nearest(key, fleet.tenants)}")
    environment = tenant.environment(stage.environment)
    if environment is None:
        raise NotPlanned(
            f"{key} declares no {stage.environment} environment, which stage {stage.name} is for;"
            f" add it to tenants/{tenant.ministry}/{tenant.system}.yaml"
        )
    block = fleet.addresses.blocks.get((stage.name, key))
    if block is None:
        raise NotPlanned(
            f"{key} has no addresses in stage {stage.name}; run kyotsu tenant add {key}"
        )
    resolved = resolve(tenant, stage.environment, environment)
    logs = set[str]().union(*(SERVICES[service].logs for service in tenant.cloud_services))
    hours = resolved.operating_hours.value
    ours = resolved.key_management.value == "platform"
    return TenantPlan(
        key=key,
        ministry=tenant.ministry,
        system=tenant.system,
        stage=stage.name,
        name=tenant_name(stage, key),
        account_name=physical_name("account-name", tenant_name(stage, key)),
        account_email=physical_name(
            "account-email", stage.name_prefix, key, stage.account_email_domain
        ),
        tags=_tags(tenant, stage),
        network=_network(tenant, environment, resolved, stage, block),
        logs=LogPlan(
            retention_days=resolved.log_retention_days.value,
            groups=(*ALWAYS_LOGS, *sorted(logs)),
        ),
        keys=KeyPlan(purposes=("data", "logs", "backup") if ours else ("logs",)),
        backup=BackupPlan(
            retention_days=resolved.backup_retention_days.value,
            copy_region=stage.recovery_region if resolved.backup_copy.value else None,
        ),
        operating_hours=HoursPlan(days=hours.days, start=hours.start, end=hours.end),
        budget_yen=environment.monthly_budget_yen,
        protect=stage.protect,
    )
