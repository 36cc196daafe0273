"""What one tenant will be in one stage: every value resolved, nothing left to decide.

A plan holds plain values that are known before anything is created. Components take it as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tenancy.defaults import PATCH_HOURS, PROD_BACKUP_RETENTION_AT_LEAST, resolve
from tenancy.finding import nearest
from tenancy.fleet import Fleet
from tenancy.links import peers_of
from tenancy.model import Tenant
from tenancy.naming import RESERVED, Kind, NameNotAllowed, NameTooLong, physical_name
from tenancy.plan.alarms import AlarmPlan, plan_alarms
from tenancy.plan.contacts import AccountContact, plan_contacts
from tenancy.plan.cost import BudgetPlan, plan_budget
from tenancy.plan.network import NetworkPlan, plan_network
from tenancy.plan.parts import WEB_FILTER, BackupPlan, HoursPlan, KeyPlan, LogPlan, PatchPlan
from tenancy.plan.publication import PublicationPlan, plan_publication
from tenancy.roles import PlatformRoles, platform_roles
from tenancy.services import ALWAYS_LOGS, SERVICES
from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class TenantPlan:
    """All that a tenant's stack is made from."""

    key: str
    ministry: str
    system: str
    stage: str
    name: str
    """What the names of the tenant's resources begin with: `kyotsu-local-soumu-shinsei`."""
    account_names: PlatformRoles
    """What has the same name in each tenant's account, so that policies can tell it."""
    account_name: str
    account_email: str
    tags: Mapping[str, str]
    """What every resource of the tenant carries."""
    network: NetworkPlan
    publication: PublicationPlan | None
    """The way in from the internet; None where nobody comes from there."""
    logs: LogPlan
    keys: KeyPlan
    backup: BackupPlan
    has_servers: bool
    """Whether it has servers that can be stopped, started and patched."""
    operating_hours: HoursPlan
    patching: PatchPlan
    alarms: tuple[AlarmPlan, ...]
    contacts: tuple[AccountContact, ...]
    suspended: bool
    """Whether it is cut off: no packet passes, and nothing starts."""
    budget: BudgetPlan
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
    publication = plan_publication(tenant, environment, stage)
    filtered = (WEB_FILTER,) if publication and publication.served else ()
    return TenantPlan(
        key=key,
        ministry=tenant.ministry,
        system=tenant.system,
        stage=stage.name,
        name=tenant_name(stage, key),
        account_names=platform_roles(stage.name_prefix),
        account_name=physical_name("account-name", tenant_name(stage, key)),
        account_email=physical_name(
            "account-email", stage.name_prefix, key, stage.account_email_domain
        ),
        tags=_tags(tenant, stage),
        network=plan_network(
            tenant, environment, resolved, stage, block, peers_of(fleet, key, stage)
        ),
        publication=publication,
        logs=LogPlan(
            retention_days=resolved.log_retention_days.value,
            groups=(*ALWAYS_LOGS, *sorted(logs), *filtered),
        ),
        keys=KeyPlan(purposes=("data", "logs", "backup") if ours else ("logs", "backup")),
        backup=BackupPlan(
            retention_days=resolved.backup_retention_days.value,
            copy_region=stage.recovery_region if resolved.backup_copy.value else None,
            least_days=min(PROD_BACKUP_RETENTION_AT_LEAST, resolved.backup_retention_days.value),
            immutable=stage.protect,
        ),
        has_servers="ec2" in tenant.cloud_services,
        operating_hours=HoursPlan(
            days=hours.days,
            start=hours.start,
            end=hours.end,
            first_day=tenant.period_of_use.start.isoformat(),
            last_day=tenant.period_of_use.end.isoformat(),
        ),
        patching=PatchPlan(
            day=resolved.patch_window.value.day,
            start=resolved.patch_window.value.start,
            hours=PATCH_HOURS,
        ),
        alarms=plan_alarms(tenant.cloud_services),
        contacts=plan_contacts(tenant, fleet.ministries[tenant.ministry]),
        suspended=tenant.suspended is not None,
        budget=plan_budget(tenant, environment.monthly_budget_yen, stage.cost),
        protect=stage.protect,
    )
