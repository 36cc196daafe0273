"""Which requests were allowed and no longer are, and by what: exact, over all requests at once.

A request is withdrawn where it was allowed, and now either a statement denies it, or of each way to
be allowed one layer does not allow it. The latter is a search as that for a request is: each
statement of such a layer is avoided, as one that denies is.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from kyotsu.proof.access.evaluation.layers import Layer, Met, Way, denying, ways
from kyotsu.proof.access.evaluation.literals import Literal
from kyotsu.proof.access.evaluation.parties import Caller, Target
from kyotsu.proof.access.evaluation.search import Allowed, Search, Solved
from kyotsu.proof.access.policy.statement import Statement
from kyotsu.proof.verdict import Source


@dataclass(frozen=True, kw_only=True)
class Side:
    """Who calls and what is called, at one time."""

    caller: Caller
    target: Target


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """One request that was allowed and no longer is."""

    call: Allowed
    by: Statement | None
    """What newly denies it, what allowed it and is gone, or what newly has to allow and doesn't.

    None where a policy newly has to allow it, of which no statement names the action.
    """


def withdrawn(before: Side, after: Side, action: str) -> Iterator[Withdrawn]:
    """Yield a request for each statement by which requests are withdrawn.

    What can't be told of a statement that is new is taken to take away: a condition of a denial to
    be met, and one of what allows not to be.

    Raises `Undecided` where the question is too large.
    """
    search = Search(before.caller, action, before.target, {})
    old_denials = list(denying(before.caller, action, before.target, search.domain))
    old_ways = list(ways(before.caller, action, before.target, search.domain))
    new = Search(after.caller, action, after.target, {})
    new_denials = list(denying(after.caller, action, after.target, new.domain))
    new_ways = list(ways(after.caller, action, after.target, new.domain))
    known = {_bare(one) for one in (*old_denials, *(met for way in old_ways for met in _of(way)))}
    added = [one for one in new_denials if _bare(one) not in known]
    if not added and _same(old_ways, new_ways):
        return
    avoided = [one.literals for one in old_denials if not one.untold]
    skipped = [one for one in old_denials if one.untold]
    for denial in added:
        found = _first(search, old_ways, denial.literals, avoided)
        if found is not None:
            yield Withdrawn(call=search.answer(*found, skipped), by=denial.statement)
    still = {_bare(met) for way in new_ways for met in _of(way)}
    told: set[Statement | None] = set()
    for failing in product(*new_ways):
        sure = [
            met.literals
            for layer in failing
            for met in layer
            if not met.untold or _bare(met) in known
        ]
        if any(not literals for literals in sure):
            continue
        found = _first(search, old_ways, (), [*avoided, *sure])
        if found is None:
            continue
        by = _gone(found[1], still) or _narrow(failing, known)
        if by not in told:
            told.add(by)
            yield Withdrawn(call=search.answer(*found, skipped), by=by)


def _first(
    search: Search,
    old_ways: Iterable[Way],
    also: tuple[Literal, ...],
    avoided: list[tuple[Literal, ...]],
) -> tuple[Solved, tuple[Met, ...]] | None:
    if any(not literals for literals in avoided):
        return None
    for way in old_ways:
        for grants in product(*way):
            demands = [*(one for grant in grants for one in grant.literals), *also]
            found = search.find(demands, avoided)
            if found is not None:
                return found, grants
    return None


def _gone(grants: Iterable[Met], still: Container[Met]) -> Statement | None:
    """Return which of the statements that allowed a request doesn't any more."""
    return next((one.statement for one in grants if _bare(one) not in still), None)


def _narrow(failing: Iterable[Layer], known: Container[Met]) -> Statement | None:
    """Return a statement of a policy that is new, and has to allow a request, but doesn't."""
    layers = (met for layer in failing for met in layer)
    return next((one.statement for one in layers if _bare(one) not in known), None)


def _of(way: Way) -> Iterator[Met]:
    return (met for layer in way for met in layer)


def _same(one: list[Way], other: list[Way]) -> bool:
    return [[set(map(_bare, layer)) for layer in way] for way in one] == [
        [set(map(_bare, layer)) for layer in way] for way in other
    ]


def _bare(one: Met) -> Met:
    """Return a statement wherever it is written and whatever its name."""
    return replace(one, statement=bare(one.statement))


def bare(statement: Statement) -> Statement:
    """Return what a statement says, wherever it stands and whatever its name."""
    return replace(statement, source=Source(urn=""), sid="")
