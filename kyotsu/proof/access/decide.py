"""Whether some request of a caller is allowed: IAM's evaluation, over all requests at once.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, and for
two accounts
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html

A request is allowed where each policy that has to allow it does so by one statement, and where of
each statement that denies its action something isn't met. Both are demands on single keys of the
request (its resource and its caller's ARN among them), so a request is found by choosing
statements, and by giving each key a value that passes all demands on it (docs/adr/0016).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from kyotsu.proof.access.demands import FREE, Domain, Solution, Test, Values, solve
from kyotsu.proof.access.document import Names, Policy, Statement, Who
from kyotsu.proof.access.parties import PRINCIPAL_ARN, RESOURCE, Caller, Target
from kyotsu.proof.access.patterns import Pattern

HELD_BY_RESOURCE_CONTROLS: Final = frozenset(
    {"aoss", "cognito-identity", "cognito-idp", "dynamodb", "ecr", "kms", "logs", "s3"}
    | {"secretsmanager", "sqs", "sts"}
)
"""Services that know resource control policies:
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html"""


@dataclass(frozen=True, kw_only=True)
class Literal:
    """A demand on one key, and how it has to come out."""

    key: str
    test: Test
    wanted: bool = True

    @property
    def negated(self) -> "Literal":
        """The opposite."""
        return Literal(key=self.key, test=self.test, wanted=not self.wanted)


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
    """Conditions of which nothing can be told, taken for met."""


def allowed(
    caller: Caller,
    action: str,
    target: Target,
    given: Mapping[str, Domain] | None = None,
    *,
    also: tuple[Literal, ...] = (),
) -> Allowed | None:
    """Return a request that is allowed; None where there is none.

    `action` is in small letters. `given` are keys of the request of which more is known; `also` are
    demands that the request has to meet besides.

    Raises `Undecided` where the question is too large.
    """
    question = _Question(caller, action, target, given or {})
    denies = sorted(question.denies(), key=len)
    if any(not one for one in denies):
        return None
    for layers in _ways(caller, action, target):
        for grants in product(*layers):
            demands = [*also, *(one for grant in grants for one in grant.literals)]
            found = question.search(demands, denies)
            if found is not None:
                return question.answer(found, grants)
    return None


@dataclass(frozen=True, kw_only=True)
class _Grant:
    """A statement that allows, if these demands are met."""

    statement: Statement
    literals: tuple[Literal, ...]


class _Question:
    """The search for one request."""

    def __init__(
        self, caller: Caller, action: str, target: Target, given: Mapping[str, Domain]
    ) -> None:
        self.caller = caller
        self.action = action
        self.target = target
        self._given = given

    def domain(self, key: str) -> Domain:
        if key in self._given:
            return self._given[key]
        return self.target.domain(key) or self.caller.domain(key) or FREE

    def denies(self) -> Iterator[tuple[Literal, ...]]:
        """Yield, for each statement that denies, the demands of which one has to fail."""
        for policy, own in _denying(self.caller, self.action, self.target):
            for statement in policy.statements:
                if statement.allows or not statement.actions.has(self.action):
                    continue
                if any(condition.test is None for condition in statement.conditions):
                    continue  # nothing can be told of it, so it may not be met
                for who in [()] if own else _spoken_to(statement, self.caller):
                    yield (*who, *demanded(statement))

    def search(
        self, demands: Iterable[Literal], denies: list[tuple[Literal, ...]]
    ) -> dict[str, Solution] | None:
        state: dict[str, tuple[Literal, ...]] = {}
        solved: dict[str, Solution] = {}
        for one in demands:
            if not self._add(state, solved, one):
                return None
        return self._avoid(state, solved, denies)

    def _avoid(
        self,
        state: dict[str, tuple[Literal, ...]],
        solved: dict[str, Solution],
        denies: list[tuple[Literal, ...]],
    ) -> dict[str, Solution] | None:
        if not denies:
            return solved
        first, rest = denies[0], denies[1:]
        for one in first:
            tried, values = dict(state), dict(solved)
            if self._add(tried, values, one.negated):
                found = self._avoid(tried, values, rest)
                if found is not None:
                    return found
        return None

    def _add(
        self,
        state: dict[str, tuple[Literal, ...]],
        solved: dict[str, Solution],
        one: Literal,
    ) -> bool:
        demands = (*state.get(one.key, ()), one)
        found = solve([(each.test, each.wanted) for each in demands], self.domain(one.key))
        if found is None:
            return False
        state[one.key] = demands
        solved[one.key] = found
        return True

    def answer(self, solved: dict[str, Solution], grants: tuple[_Grant, ...]) -> Allowed:
        values = {key: one.values for key, one in solved.items()}
        for key in {*self.caller.facts, *self.target.facts, *self._given}:
            domain = self.domain(key)
            if domain.fixed and key not in values:
                values[key] = domain.values
        for key in (RESOURCE, PRINCIPAL_ARN):
            if key not in values:
                found = solve([], replace(self.domain(key), may_be_missing=False))
                values[key] = None if found is None else found.values
        resource = values.pop(RESOURCE) or ("*",)
        return Allowed(
            caller=self.caller,
            action=self.action,
            target=self.target,
            resource=resource[0],
            context={key: value for key, value in sorted(values.items()) if value is not None},
            grants=tuple(one.statement for one in grants),
            assumed=tuple(
                f"{condition.shown} ({one.statement.shown})"
                for one in grants
                for condition in one.statement.conditions
                if condition.test is None
            ),
        )


def _denying(caller: Caller, action: str, target: Target) -> Iterator[tuple[Policy, bool]]:
    """Yield the policies whose denials count, and whether they belong to whoever calls."""
    for policy in (*(caller.identity or ()), *(caller.boundary or ()), *caller.controls):
        yield policy, True
    if target.policy is not None:
        yield target.policy, False
    if action.partition(":")[0] in HELD_BY_RESOURCE_CONTROLS:
        for policy in target.controls:
            yield policy, False


def _ways(caller: Caller, action: str, target: Target) -> Iterator[list[list[_Grant]]]:
    """Yield the ways to be allowed: for each policy that has to allow, the statements that may."""
    on_resource = [
        (who, grant)
        for statement in (target.policy.statements if target.policy else ())
        if statement.allows and statement.actions.has(action)
        for who, grant in _granted(statement, caller)
    ]
    if caller.kind == "service":
        yield [[grant for _, grant in on_resource]]
        return
    own = [
        _own_grants(policies, action)
        for policies in (caller.identity, caller.boundary)
        if policies is not None
    ]
    if caller.account != target.account:
        yield [*own, [grant for _, grant in on_resource]]
        return
    if target.by_policy_only:
        yield [*own, [grant for who, grant in on_resource if who == "account"]]
    else:
        yield own
    bounded = [] if caller.boundary is None else [_own_grants(caller.boundary, action)]
    # A policy that names a role is within the role's boundary; one that names a session or anybody
    # isn't, unless the boundary denies.
    yield [*bounded, [grant for who, grant in on_resource if who == "role"]]
    yield [[grant for who, grant in on_resource if who in ("anyone", "session")]]


def _own_grants(policies: tuple[Policy, ...], action: str) -> list[_Grant]:
    return [
        _Grant(statement=statement, literals=demanded(statement))
        for policy in policies
        for statement in policy.statements
        if statement.allows and statement.actions.has(action)
    ]


def _granted(statement: Statement, caller: Caller) -> Iterator[tuple[str, _Grant]]:
    of_statement = demanded(statement)
    if statement.all_but:
        for literals in _spoken_to(statement, caller):
            yield "anyone", _Grant(statement=statement, literals=(*literals, *of_statement))
        return
    for who in statement.who or ():
        literals = _is(who, caller)
        if literals is not None:
            yield who.kind, _Grant(statement=statement, literals=(*literals, *of_statement))


def _spoken_to(statement: Statement, caller: Caller) -> Iterator[tuple[Literal, ...]]:
    """Yield the demands on the caller with which the statement is about it."""
    if not statement.all_but:
        for who in statement.who or ():
            literals = _is(who, caller)
            if literals is not None:
                yield literals
        return
    named = [literals for who in statement.who or () if (literals := _is(who, caller)) is not None]
    if all(named):  # none of those that are left out is sure to be the caller
        yield tuple(one.negated for literals in named for one in literals)


def _is(who: Who, caller: Caller) -> tuple[Literal, ...] | None:
    """Return the demands with which a principal is the caller; None if it can't be."""
    if who.kind == "anyone":
        return ()
    if who.kind == "service":
        return () if caller.kind == "service" and who.name == caller.service else None
    if caller.kind == "service" or who.kind in ("federated", "user"):
        return None
    if who.kind == "account":
        return () if who.name == caller.account else None
    account = who.name.split(":")[4]
    if account != caller.account:
        return None
    if who.kind == "role":
        return (_arn_is(Pattern(who.name)),)
    role = who.name.split(":", 5)[5].split("/")[1]
    own = f"arn:aws:iam::{account}:role/"
    return (_arn_is(Pattern(f"{own}{role}"), Pattern(f"{own}*/{role}")),)


def _arn_is(*patterns: Pattern) -> Literal:
    return Literal(key=PRINCIPAL_ARN, test=Test(kind="text", patterns=patterns))


def demanded(statement: Statement) -> tuple[Literal, ...]:
    """Return what a statement demands of the resource and of the request's other keys."""
    literals = [
        Literal(key=condition.key, test=condition.test)
        for condition in statement.conditions
        if condition.test is not None
    ]
    if not _everything(statement.resources):
        test = Test(
            kind="text",
            patterns=statement.resources.patterns,
            negated=statement.resources.excluded,
        )
        literals.insert(0, Literal(key=RESOURCE, test=test))
    return tuple(literals)


def _everything(names: Names) -> bool:
    return not names.excluded and any(one.text == "*" for one in names.patterns)
