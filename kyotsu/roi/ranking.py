"""Reads everything that candidates are judged by, and judges them."""

from pathlib import Path

from infra.clock import today
from kyotsu.cost.model import StageCost
from kyotsu.cost.reading import cost_of
from kyotsu.declarations import read_fleet
from kyotsu.errors import UserMistake, WorldFault
from kyotsu.prices.book import load_book
from kyotsu.project import find_root
from kyotsu.roi.judge import Judge
from kyotsu.roi.model import Result
from kyotsu.roi.reading import Declared, read_declared
from tenancy.candidate import Candidate


def rank_all(root: Path | None, stage: str, workers: int) -> tuple[Declared, tuple[Result, ...]]:
    """Return what is declared, and all candidates' results, the one that pays most first.

    Raises:
        UserMistake: something that is declared is wrong.
    """
    place = find_root(root)
    fleet = read_fleet(place)
    declared = read_declared(place, fleet)
    cost = cost_of(place, fleet, stage, workers=workers)
    for candidate in declared.candidates:
        like = candidate.here.like
        if like in cost.missing:
            raise WorldFault(
                f"{candidate.key} is to be like {like}, which can't be evaluated:"
                f" {cost.missing[like]}"
            )
        if candidate in without_model(declared, cost):
            models = ", ".join(one.key for one in cost.tenants)
            raise UserMistake(
                f"{candidate.key} is to be like {like}, which has no stack in"
                f" {stage}; write one of: {models}"
            )
    return declared, rank(declared, cost)


def without_model(declared: Declared, cost: StageCost) -> tuple[Candidate, ...]:
    """Return the candidates that can't be judged: their model has no stack in the stage."""
    models = {one.key for one in cost.tenants}
    return tuple(one for one in declared.candidates if one.here.like not in models)


def rank(declared: Declared, cost: StageCost) -> tuple[Result, ...]:
    """Return the results of the candidates that can be judged, the one that pays most first."""
    judge = Judge(assumptions=declared.assumptions, cost=cost, book=load_book(), today=today())
    unjudged = without_model(declared, cost)
    return judge.ranked(one for one in declared.candidates if one not in unjudged)
