"""Which policies have a say on a request: those that must allow it, and those that may deny it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, and for
two accounts
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kyotsu.proof.access.evaluation.literals import Known, Literal, demanded, means, spoken_to
from kyotsu.proof.access.evaluation.parties import Caller, Target
from kyotsu.proof.access.policy.statement import Policy, Statement

HELD_BY_RESOURCE_CONTROLS: Final = frozenset(
    {"aoss", "cognito-identity", "cognito-idp", "dynamodb", "ecr", "kms", "logs", "s3"}
    | {"secretsmanager", "sqs", "sts"}
)
"""Services that know resource control policies:
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html"""


@dataclass(frozen=True, kw_only=True)
class Met:
    """A statement, and the demands with which it is about a request."""

    statement: Statement
    literals: tuple[Literal, ...]
    untold: tuple[str, ...] = ()
    """What of it can't be told."""


Layer = list[Met]
"""Statements of which one has to allow."""
Way = list[Layer]
"""Layers that all have to allow."""


def denying(caller: Caller, action: str, target: Target, known: Known) -> Iterator[Met]:
    """Yield each statement that denies the action to the caller, if its demands are met.

    One of which something is `untold` may not deny, although they are.
    """
    for policy, own in _held_by(caller, action, target):
        for statement in policy.statements:
            if statement.allows or not statement.actions.has(action):
                continue
            for who in [()] if own else spoken_to(statement, caller):
                yield from _denies(statement, who, known)


def _denies(statement: Statement, who: tuple[Literal, ...], known: Known) -> Iterator[Met]:
    """Yield what a statement denies for sure, and, if there is such, what it perhaps denies."""
    narrow = demanded(statement, known, widely=False)
    yield Met(statement=statement, literals=(*who, *narrow.literals), untold=narrow.conditions)
    if narrow.resources:
        wide = demanded(statement, known, widely=True)
        untold = (*wide.resources, *wide.conditions)
        yield Met(statement=statement, literals=(*who, *wide.literals), untold=untold)


def _held_by(caller: Caller, action: str, target: Target) -> Iterator[tuple[Policy, bool]]:
    """Yield the policies whose denials count, and whether they belong to whoever calls."""
    for policy in (*(caller.identity or ()), *(caller.boundary or ()), *caller.controls):
        yield policy, True
    for policy in target.through:
        yield policy, False
    if target.policy is not None:
        yield target.policy, False
    if action.partition(":")[0] in HELD_BY_RESOURCE_CONTROLS:
        for policy in target.controls:
            yield policy, False


def ways(caller: Caller, action: str, target: Target, known: Known) -> Iterator[Way]:
    """Yield the ways to be allowed: for each policy that has to allow, the statements that may."""
    passing = [
        [met for _, met in _of_others((policy,), caller, action, known)]
        for policy in target.through
    ]
    for way in _directly(caller, action, target, known):
        yield [*way, *passing]


def _directly(caller: Caller, action: str, target: Target, known: Known) -> Iterator[Way]:
    policies = () if target.policy is None else (target.policy,)
    on_resource = list(_of_others(policies, caller, action, known))
    if caller.kind in ("service", "federated"):
        yield [[met for _, met in on_resource]]
        return
    own = [
        _own(policies, action, known)
        for policies in (caller.identity, caller.boundary)
        if policies is not None
    ]
    if caller.account != target.account:
        yield [*own, [met for _, met in on_resource]]
        return
    if target.by_policy_only:
        yield [*own, [met for who, met in on_resource if who == "account"]]
    else:
        yield own
    bounded = [] if caller.boundary is None else [_own(caller.boundary, action, known)]
    # A policy that names a role is within the role's boundary; one that names a session, a user or
    # anybody isn't, unless the boundary denies.
    yield [*bounded, [met for who, met in on_resource if who == "role"]]
    yield [[met for who, met in on_resource if who in ("anyone", "session", "user")]]


def _own(policies: tuple[Policy, ...], action: str, known: Known) -> Layer:
    return [
        _met(statement, (), known)
        for policy in policies
        for statement in policy.statements
        if statement.allows and statement.actions.has(action)
    ]


def _of_others(
    policies: tuple[Policy, ...], caller: Caller, action: str, known: Known
) -> Iterator[tuple[str, Met]]:
    """Yield what policies with principals allow the caller, and in which way each means it."""
    for policy in policies:
        for statement in policy.statements:
            if not statement.allows or not statement.actions.has(action):
                continue
            if statement.all_but:
                for literals in spoken_to(statement, caller):
                    yield "anyone", _met(statement, literals, known)
                continue
            for who in statement.who or ():
                literals = means(who, caller)
                if literals is not None:
                    yield who.kind, _met(statement, literals, known)


def _met(statement: Statement, who: tuple[Literal, ...], known: Known) -> Met:
    found = demanded(statement, known, widely=True)
    untold = (*found.resources, *found.conditions)
    return Met(statement=statement, literals=(*who, *found.literals), untold=untold)
