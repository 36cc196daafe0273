"""What a stack is held against: the facts of its stage, and its tenant's declaration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from policies.exceptions import Exceptions
from tenancy.finding import InvalidDeclarations
from tenancy.fleet import Fleet
from tenancy.load import load_fleet
from tenancy.naming import physical_name
from tenancy.plan import NotPlanned, plan_tenant
from tenancy.stage import StageSettings

REGION_OF = {"tokyo": "ap-northeast-1", "osaka": "ap-northeast-3"}


class NoFacts(Exception):  # noqa: N818 - named for what is the case
    """Nothing is known about a stack that it could be held against; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is declared for a stack. `tenant` is None for a stage's foundation.

    `block` is the tenant's own address block; `blocks` are those of all tenants of the stage.
    `regions` are where the stack may keep anything at all; `backups_copied` is whether backups are
    to be copied to another one.
    """

    stage: str
    tenant: str | None
    regions: tuple[str, ...]
    tags: Mapping[str, str]
    archive_bucket: str
    archive_days: int
    block: str | None = None
    blocks: Mapping[str, str] = field(default_factory=dict[str, str])
    from_internet: bool = False
    backups_copied: bool = False
    inspected: bool = True
    """Whether the stage has a firewall; the stage's settings let none but dev go without."""


def today() -> date:
    """Return today's date in Japan, wherever this machine is."""
    return datetime.now(tz=UTC).astimezone(ZoneInfo("Asia/Tokyo")).date()


def read_facts(root: Path, stack: str, day: date) -> tuple[Facts, Exceptions]:
    """Return what is declared for a stack, and its tenant's exceptions.

    Expired exceptions are among them, so that a report can name them.

    Raises:
        NoFacts: there is no such stage or tenant, or a declaration is wrong.
    """
    try:
        fleet = load_fleet(root, today=date.min)
    except InvalidDeclarations as error:
        raise NoFacts(f"the declarations are not valid: {error.findings[0]}") from None
    except OSError as error:
        raise NoFacts(f"the declarations can't be read: {error.strerror}") from None
    return facts_of(fleet, stack, day)


def facts_of(fleet: Fleet, stack: str, day: date) -> tuple[Facts, Exceptions]:
    """Return what `read_facts` does, of declarations that were read: for many stacks at once.

    Raises:
        NoFacts: there is no such stage or tenant.
    """
    stage_name, _, key = stack.partition(".")
    stage = fleet.stages.get(stage_name)
    if stage is None:
        raise NoFacts(f"stack {stack} belongs to no stage; there is no Pulumi.{stage_name}.yaml")
    blocks = {
        tenant: str(block)
        for (where, tenant), block in fleet.addresses.blocks.items()
        if where == stage.name
    }
    if not key:
        return _foundation(stage, blocks), Exceptions((), today=day, settles=True)
    try:
        plan = plan_tenant(fleet, key, stage)
    except NotPlanned as error:
        raise NoFacts(str(error)) from None
    tenant = fleet.tenants[key]
    facts = Facts(
        stage=stage.name,
        tenant=key,
        regions=_regions(stage, tenant.data_location, copied=plan.backup.copy_region is not None),
        tags=plan.tags,
        archive_bucket=_archive(stage),
        archive_days=stage.archive_retention_days,
        block=plan.network.cidr,
        blocks=blocks,
        from_internet=plan.network.ingress == "internet",
        backups_copied=plan.backup.copy_region is not None,
    )
    last = "prod" if tenant.environments.prod is not None else "dev"
    settles = stage.environment == last
    return facts, Exceptions(tenant.exceptions, today=day, settles=settles)


def _foundation(stage: StageSettings, blocks: Mapping[str, str]) -> Facts:
    return Facts(
        stage=stage.name,
        tenant=None,
        regions=(stage.region, stage.recovery_region),
        tags={"Stage": stage.name, "ManagedBy": "kyotsu"},
        archive_bucket=_archive(stage),
        archive_days=stage.archive_retention_days,
        blocks=blocks,
        inspected=stage.network.firewall,
    )


def _regions(
    stage: StageSettings, declared: tuple[str, ...] | None, *, copied: bool
) -> tuple[str, ...]:
    if declared is not None:
        return tuple(REGION_OF[place] for place in declared)
    return (stage.region, stage.recovery_region) if copied else (stage.region,)


def _archive(stage: StageSettings) -> str:
    return physical_name("s3-bucket", stage.name_prefix, "log-archive")
