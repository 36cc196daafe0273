"""Reads what a stage's cost is counted from, and shows how far it is."""

from pathlib import Path

from rich.console import Console
from rich.progress import track

from infra.clock import today
from kyotsu.cost.compute import stack_cost, stage_cost
from kyotsu.cost.model import StageCost
from kyotsu.declarations import read_stage
from kyotsu.desired import reading
from kyotsu.desired.cache import Cache
from kyotsu.desired.options import WORKERS
from kyotsu.desired.sides import cache_folder, graph_of
from kyotsu.measured.model import Measured
from kyotsu.prices.book import Book, load_book
from kyotsu.prices.cost import Cost
from tenancy.fleet import Fleet


def cost_of(
    root: Path,
    fleet: Fleet,
    stage: str,
    *,
    book: Book | None = None,
    measured: Measured | None = None,
    workers: int = WORKERS,
) -> StageCost:
    """Return what a stage costs, its stacks evaluated in workers and kept.

    `measured` has volumes that stand in place of declared ones.

    Raises:
        UserMistake: there is no such stage.
        WorldFault: the foundation can't be evaluated.
    """
    settings = read_stage(root, stage)
    prices = book or load_book()
    console = Console(stderr=True)
    results = track(
        reading.results(root, stage, [], workers=workers),
        "Evaluating stacks",
        total=len(fleet.keys_in(settings)) + 1,
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    cache = Cache(cache_folder(root))
    costs: dict[str, Cost] = {}
    missing: dict[str, str] = {}
    day = today()
    for result in results:
        if result.problem:
            missing[result.stack] = result.problem
            continue
        tenant = fleet.tenants.get(result.stack.partition(".")[2])
        resources = graph_of(cache, result).resources
        costs[result.stack] = stack_cost(tenant, settings, resources, prices, day, measured)
    return stage_cost(fleet, settings, costs, missing, today=day, measured=measured)
