"""Counts what a stage costs: what its stacks cost, and each tenant's share of the foundation."""

from collections.abc import Iterable, Mapping
from datetime import date

from kyotsu.cost.model import StageCost, TenantCost
from kyotsu.cost.sharing import shares
from kyotsu.errors import WorldFault
from kyotsu.measured.model import Measured
from kyotsu.prices.book import Book
from kyotsu.prices.cost import Cost, Resource, monthly_cost
from kyotsu.prices.money import Range
from kyotsu.prices.rate import Rate
from tenancy.fleet import Fleet
from tenancy.model import Tenant
from tenancy.stage import StageSettings
from tenancy.volumes import Volume, of_services


def volumes_of(declared: Mapping[str, Volume]) -> dict[str, Range]:
    """Return declared volumes as ranges."""
    return {key: Range(volume.low, volume.high) for key, volume in declared.items()}


def stack_cost(
    tenant: Tenant | None,
    stage: StageSettings,
    resources: Iterable[Resource],
    book: Book,
    today: date,
    measured: Measured | None = None,
) -> Cost:
    """Return what a stack costs in a month: a tenant's, or, without one, the foundation's.

    A measured volume replaces the declared one; what wasn't measured stays as declared.
    """
    environment = tenant.environment(stage.environment) if tenant else stage.cost
    declared = volumes_of(environment.volumes) if environment else {}
    found = measured.of(tenant.key if tenant else None) if measured else {}
    return monthly_cost(
        resources,
        book,
        declared | {key: Range.exactly(volume) for key, volume in found.items()},
        today=today,
        used=of_services(tenant.cloud_services) if tenant else (),
        measured_of=dict.fromkeys(found, measured.period) if measured else None,
    )


def stage_cost(
    fleet: Fleet,
    stage: StageSettings,
    costs: Mapping[str, Cost],
    missing: Mapping[str, str],
    *,
    today: date,
    measured: Measured | None = None,
) -> StageCost:
    """Return what a stage costs in a month, from what its stacks do, in any order.

    `costs` are by stack, `missing` says of stacks why there is none; `measured` is what they were
    counted with.

    Raises:
        WorldFault: the foundation could not be evaluated.
    """
    if stage.name in missing:
        raise WorldFault(f"{stage.name} can't be evaluated: {missing[stage.name]}")
    if stage.name not in costs:
        raise WorldFault(f"the foundation of {stage.name} was not evaluated; run this again")
    foundation = costs[stage.name]
    ordered = {
        stack.partition(".")[2]: own for stack, own in sorted(costs.items()) if stack != stage.name
    }
    parts = shares(stage.cost.sharing, foundation, ordered)
    return StageCost(
        stage=stage.name,
        today=today,
        rate=Rate(yen=stage.cost.yen_per_usd, as_of=stage.cost.as_of),
        sharing=stage.cost.sharing,
        foundation=foundation,
        tenants=tuple(
            _tenant(fleet.tenants[key], stage, own, parts[key]) for key, own in ordered.items()
        ),
        missing={stack.partition(".")[2]: why for stack, why in sorted(missing.items())},
        measured=measured,
    )


def _tenant(tenant: Tenant, stage: StageSettings, own: Cost, share: Range) -> TenantCost:
    environment = tenant.environment(stage.environment)
    return TenantCost(
        key=tenant.key,
        ministry=tenant.ministry,
        name=tenant.name,
        own=own,
        share=share,
        budget_yen=environment.monthly_budget_yen if environment else 0,
    )
