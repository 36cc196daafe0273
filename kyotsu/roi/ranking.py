"""Reads everything that candidates are judged by, and judges them."""

from pathlib import Path

from infra.clock import today
from kyotsu.cost.reading import cost_of
from kyotsu.declarations import read_fleet
from kyotsu.errors import UserMistake, WorldFault
from kyotsu.prices.book import load_book
from kyotsu.project import find_root
from kyotsu.roi.judge import Judge
from kyotsu.roi.model import Result
from kyotsu.roi.reading import Declared, read_declared


def rank_all(root: Path | None, stage: str, workers: int) -> tuple[Declared, tuple[Result, ...]]:
    """Return what is declared, and all candidates' results, the one that pays most first.

    Raises:
        UserMistake: something that is declared is wrong.
    """
    place = find_root(root)
    fleet = read_fleet(place)
    declared = read_declared(place, fleet)
    cost = cost_of(place, fleet, stage, workers=workers)
    models = {one.key for one in cost.tenants}
    for candidate in declared.candidates:
        like = candidate.here.like
        if like in cost.missing:
            raise WorldFault(
                f"{candidate.key} is to be like {like}, which can't be evaluated:"
                f" {cost.missing[like]}"
            )
        if like not in models:
            raise UserMistake(
                f"{candidate.key} is to be like {like}, which has no stack in"
                f" {stage}; write one of: {', '.join(sorted(models))}"
            )
    judge = Judge(assumptions=declared.assumptions, cost=cost, book=load_book(), today=today())
    return declared, judge.ranked(declared.candidates)
