"""The search for a request: a value for each key that passes all demands on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kyotsu.proof.access.evaluation.layers import Met
from kyotsu.proof.access.evaluation.literals import Literal
from kyotsu.proof.access.evaluation.parties import PRINCIPAL_ARN, RESOURCE, Caller, Target
from kyotsu.proof.access.policy.demands import FREE, Domain, Solution, Values, solve
from kyotsu.proof.access.policy.statement import Statement


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """One request that is allowed, and the statements that allow it."""

    caller: Caller
    action: str
    target: Target
    resource: str
    context: Mapping[str, Values]
    """By keys in small letters; what isn't here is missing from the request."""
    grants: tuple[Statement, ...]
    assumed: tuple[str, ...] = ()
    """Of statements that allow, what can't be told and was taken for met."""
    spared: tuple[str, ...] = ()
    """Of statements that deny, what can't be told and was taken not to be met."""


Solved = dict[str, Solution]


class Search:
    """The search for one request of a caller on a target."""

    def __init__(
        self, caller: Caller, action: str, target: Target, given: Mapping[str, Domain]
    ) -> None:
        self.caller = caller
        self.action = action
        self.target = target
        self._given = given

    def domain(self, key: str) -> Domain:
        """Return what is known of a key."""
        if key in self._given:
            return self._given[key]
        return self.target.domain(key) or self.caller.domain(key) or FREE

    def find(
        self, demands: Iterable[Literal], avoided: Iterable[tuple[Literal, ...]]
    ) -> Solved | None:
        """Return values that meet all demands, and of each that is avoided fail one."""
        state: dict[str, tuple[Literal, ...]] = {}
        solved: Solved = {}
        for one in demands:
            if not self._add(state, solved, one):
                return None
        return self._avoid(state, solved, sorted(avoided, key=len))

    def _avoid(
        self,
        state: dict[str, tuple[Literal, ...]],
        solved: Solved,
        avoided: list[tuple[Literal, ...]],
    ) -> Solved | None:
        if not avoided:
            return solved
        first, rest = avoided[0], avoided[1:]
        for one in first:
            tried, values = dict(state), dict(solved)
            if self._add(tried, values, one.negated):
                found = self._avoid(tried, values, rest)
                if found is not None:
                    return found
        return None

    def _add(self, state: dict[str, tuple[Literal, ...]], solved: Solved, one: Literal) -> bool:
        demands = (*state.get(one.key, ()), one)
        found = solve([(each.test, each.wanted) for each in demands], self.domain(one.key))
        if found is None:
            return False
        state[one.key] = demands
        solved[one.key] = found
        return True

    def answer(self, solved: Solved, grants: Iterable[Met], skipped: Iterable[Met]) -> Allowed:
        """Return the request that was found; `skipped` are denials that may not be met."""
        values = {key: one.values for key, one in solved.items()}
        for key in {*self.caller.facts, *self.target.facts, *self._given}:
            domain = self.domain(key)
            if domain.fixed and key not in values:
                values[key] = domain.values
        for key in (RESOURCE, PRINCIPAL_ARN):
            if key not in values:
                found = solve([], replace(self.domain(key), may_be_missing=False))
                values[key] = None if found is None else found.values
        resource = values[RESOURCE] or ("*",)
        granted = tuple(grants)
        return Allowed(
            caller=self.caller,
            action=self.action,
            target=self.target,
            resource=resource[0],
            context={
                key: value
                for key, value in sorted(values.items())
                if value is not None and key != RESOURCE
            },
            grants=tuple(one.statement for one in granted),
            assumed=_told(granted),
            spared=_told(one for one in skipped if _may_be_met(one, values)),
        )


def _may_be_met(one: Met, values: Mapping[str, Values]) -> bool:
    return all(
        each.key not in values or each.test.holds(values[each.key]) == each.wanted
        for each in one.literals
    )


def _told(ones: Iterable[Met]) -> tuple[str, ...]:
    return tuple(f"{what} ({one.statement.shown})" for one in ones for what in one.untold)
