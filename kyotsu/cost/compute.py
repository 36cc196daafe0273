"""Counts what a stage costs, from the desired state of all its stacks."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from kyotsu.cost.model import Rate, StageCost, TenantCost
from kyotsu.cost.sharing import shares
from kyotsu.desired.cache import Cache
from kyotsu.desired.messages import Result
from kyotsu.desired.sides import cache_folder, graph_of
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


def stage_cost(
    root: Path,
    fleet: Fleet,
    stage: StageSettings,
    book: Book,
    results: Iterable[Result],
    *,
    today: date,
) -> StageCost:
    """Return what a stage costs in a month.

    Raises:
        WorldFault: the foundation could not be evaluated.
    """
    cache = Cache(cache_folder(root))
    foundation: Cost | None = None
    costs: dict[str, Cost] = {}
    missing: dict[str, str] = {}
    for result in results:
        _, _, key = result.stack.partition(".")
        if result.problem:
            if not key:
                raise WorldFault(f"{result.stack} can't be evaluated: {result.problem}")
            missing[key] = result.problem
            continue
        resources = graph_of(cache, result).resources
        if key:
            costs[key] = _of_tenant(fleet.tenants[key], stage, resources, book, today)
        else:
            own = volumes_of(stage.cost.volumes)
            foundation = monthly_cost(resources, book, own, today=today)
    if foundation is None:
        raise WorldFault(f"the foundation of {stage.name} was not evaluated; run this again")
    ordered = dict(sorted(costs.items()))
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
        missing=missing,
    )


def _of_tenant(
    tenant: Tenant, stage: StageSettings, resources: Iterable[Resource], book: Book, today: date
) -> Cost:
    environment = tenant.environment(stage.environment)
    declared = volumes_of(environment.volumes) if environment else {}
    used = of_services(tenant.cloud_services)
    return monthly_cost(resources, book, declared, today=today, used=used)


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
