"""Which roles lose which of the actions that they use, when guardrails change.

An action is lost if it was allowed on something and no longer is on anything; it is narrowed if
some call that was allowed no longer is. Both are exact (`evaluation.difference`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kyotsu.proof.access.evaluation.decide import allowed
from kyotsu.proof.access.evaluation.difference import withdrawn
from kyotsu.proof.access.evaluation.witness import shown_action
from kyotsu.proof.access.impact.changes import changed_endpoints, changed_targets
from kyotsu.proof.access.impact.questions import (
    Question,
    about_account,
    about_endpoints,
    about_resources,
    services,
)
from kyotsu.proof.access.impact.users import users
from kyotsu.proof.access.policy.actions import classes
from kyotsu.proof.access.policy.intersection import Undecided
from kyotsu.proof.access.policy.statement import Policy, Statement
from kyotsu.proof.access.reading.world import World
from kyotsu.proof.verdict import Source
from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class Loss:
    """What one role loses by one statement, or by the loss of one that allowed."""

    who: Text
    guardrail: Text
    """Of what kind the policy is that has the statement."""
    statement: str
    at: Source
    on: Text | None
    """What is no longer to be called, where it is one thing."""
    lost: tuple[str, ...]
    """Actions, as AWS writes them, that are allowed on nothing any more."""
    narrowed: tuple[str, ...]
    """Actions of which some calls are no longer allowed."""


@dataclass(frozen=True, kw_only=True)
class Impacts:
    """What a change of guardrails means."""

    roles: int
    """How many roles were looked at."""
    losses: tuple[Loss, ...]
    undecided: tuple[Text, ...] = ()
    unknown: tuple[Text, ...] = ()
    """Roles with policies that can't be read, or that aren't known: what these use isn't either."""
    as_of: tuple[str, ...] = ()
    """The policies of AWS's own that roles have, with the version that was read."""


def impacts(before: World, after: World, root: Path) -> Impacts:
    """Return what the platform's and the tenants' roles lose between two worlds.

    Raises `UserMistake` where the tenants' files can't be read.
    """
    everybody = list(users(before, after, root))
    losses: list[Loss] = []
    undecided: list[Text] = []
    targets = list(changed_targets(before, after))
    endpoints = list(changed_endpoints(before, after))
    for user in everybody:
        losses += _told(about_account(before, after, user), undecided)
        losses += _told(about_resources(targets, user), undecided)
        losses += _told(about_endpoints(before, endpoints, user), undecided)
    losses += _told(services(before, targets), undecided)
    return Impacts(
        roles=len(everybody),
        losses=tuple(_merged(losses)),
        undecided=tuple(dict.fromkeys(undecided)),
        unknown=tuple(one.after.label for one in everybody if one.unknown),
        as_of=tuple(sorted({each for one in everybody for each in one.as_of})),
    )


def _told(questions: Iterable[Question], undecided: list[Text]) -> Iterator[Loss]:
    for question in questions:
        try:
            yield from _losses(question)
        except Undecided as error:
            who = question.after.caller.label
            undecided.append(
                Text(
                    ja=f"{who.ja} への影響を決められません({error})。",
                    en=f"what it means for {who.en} can't be decided ({error})",
                )
            )


def _losses(question: Question) -> Iterator[Loss]:
    lost: defaultdict[Statement | None, list[str]] = defaultdict(list)
    narrowed: defaultdict[Statement | None, list[str]] = defaultdict(list)
    for group in classes(question.actions, policies_of(question)):
        for one in withdrawn(question.before, question.after, group[0]):
            gone = allowed(question.after.caller, group[0], question.after.target) is None
            (lost if gone else narrowed)[one.by] += group
    for statement in dict.fromkeys((*lost, *narrowed)):
        found = question.place_of(statement)
        if found is not None:
            guardrail, at = found
            yield Loss(
                who=question.after.caller.label,
                guardrail=guardrail,
                statement=statement.shown if statement else "(no statement allows it)",
                at=at,
                on=question.on,
                lost=tuple(sorted(map(shown_action, lost[statement]))),
                narrowed=tuple(sorted(map(shown_action, narrowed[statement]))),
            )


def _merged(losses: Iterable[Loss]) -> Iterator[Loss]:
    """Yield what is told of several parts of one thing, such as a bucket and its objects, once."""
    alike: defaultdict[Loss, list[Loss]] = defaultdict(list)
    for one in losses:
        alike[replace(one, lost=(), narrowed=())].append(one)
    for bare, ones in alike.items():
        narrowed = {action for one in ones for action in one.narrowed}
        lost = {action for one in ones for action in one.lost} - narrowed
        yield replace(bare, lost=tuple(sorted(lost)), narrowed=tuple(sorted(narrowed)))


def policies_of(question: Question) -> Iterator[Policy]:
    """Yield all policies that have a say on either side."""
    for side in (question.before, question.after):
        caller, target = side.caller, side.target
        yield from caller.identity or ()
        yield from caller.boundary or ()
        yield from caller.controls
        yield from target.controls
        yield from target.through
        if target.policy is not None:
            yield target.policy
