"""Reads what a stage's cost is counted from, and shows how far it is."""

from pathlib import Path

from rich.console import Console
from rich.progress import track

from infra.clock import today
from kyotsu.cost.compute import stage_cost
from kyotsu.cost.model import StageCost
from kyotsu.declarations import read_stage
from kyotsu.desired import reading
from kyotsu.desired.options import WORKERS
from kyotsu.prices.book import BOOK, read_book
from tenancy.fleet import Fleet


def cost_of(
    root: Path, fleet: Fleet, stage: str, *, book: Path | None = None, workers: int = WORKERS
) -> StageCost:
    """Return what a stage costs, its stacks evaluated in workers and kept.

    Raises:
        UserMistake: there is no such stage, or the book is wrong.
        WorldFault: the foundation can't be evaluated.
    """
    settings = read_stage(root, stage)
    prices = read_book(book or BOOK)
    console = Console(stderr=True)
    results = track(
        reading.results(root, stage, [], workers=workers),
        "Evaluating stacks",
        total=len(fleet.keys_in(settings)) + 1,
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    return stage_cost(root, fleet, settings, prices, results, today=today())
