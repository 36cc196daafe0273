"""Counts what a stage costs: what its stacks cost, and each tenant's share of the foundation."""

from collections.abc import Iterable, Mapping
from datetime import date

from kyotsu.cost.model import Rate, StageCost, TenantCost
from kyotsu.cost.sharing import shares
from kyotsu.errors import WorldFault
from kyotsu.prices.book import Book
from kyotsu.prices.cost import Cost, Resource, monthly_cost
from kyotsu.prices.money import Range
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
) -> Cost:
    """Return what a stack costs in a month: a tenant's, or, without one, the foundation's."""
    if tenant is None:
        return monthly_cost(resources, book, volumes_of(stage.cost.volumes), today=today)
    environment = tenant.environment(stage.environment)
    declared = volumes_of(environment.volumes) if environment else {}
    used = of_services(tenant.cloud_services)
    return monthly_cost(resources, book, declared, today=today, used=used)


def stage_cost(
    fleet: Fleet,
    stage: StageSettings,
    costs: Mapping[str, Cost],
    missing: Mapping[str, str],
    *,
    today: date,
) -> StageCost:
    """Return what a stage costs in a month, from what its stacks do, in any order.

    `costs` are by stack, `missing` says of stacks why there is none.

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
