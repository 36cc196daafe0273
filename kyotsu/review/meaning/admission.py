"""Whom a document lets in, before and after: gained, freed of a condition, no longer refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kyotsu.review.meaning.documents import ANYONE, Names, Statement, conditions_shown, weaker

What = Literal["gained", "condition-lost", "more", "refusal-lifted", "left"]


@dataclass(frozen=True, kw_only=True)
class Admission:
    """One difference. `who` is a principal; `before` and `after` are conditions or actions."""

    what: What
    who: str
    before: str = ""
    after: str = ""
    bound: bool = False
    """Whether a condition holds the principal to something."""


def between(old: tuple[Statement, ...], new: tuple[Statement, ...]) -> Iterator[Admission]:
    """Yield what differs, the same difference once."""
    yield from dict.fromkeys(_between(old, new))


def _between(old: tuple[Statement, ...], new: tuple[Statement, ...]) -> Iterator[Admission]:
    allowed = [one for one in old if one.allows]
    for statement in (one for one in new if one.allows):
        for who in _who(statement.principals):
            alone = _only(statement, who)
            if not any(one.covers(alone) for one in allowed):
                yield _wider(alone, who, allowed)
    denied = [one for one in new if not one.allows]
    for statement in (one for one in old if not one.allows):
        if not any(one.covers(statement) for one in denied):
            yield Admission(
                what="refusal-lifted",
                who=", ".join(_who(statement.principals)),
                before=_refusal(statement),
                after="; ".join(map(_refusal, (d for d in denied if d.sid == statement.sid))),
            )
    staying = [who for one in new if one.allows for who in _who(one.principals)]
    for statement in allowed:
        for who in _who(statement.principals):
            if who not in staying and ANYONE not in staying:
                yield Admission(what="left", who=who, before=who)


def _wider(alone: Statement, who: str, allowed: list[Statement]) -> Admission:
    known = [one for one in allowed if one.principals.covers(alone.principals)]
    after = conditions_shown(alone.conditions)
    if not known:
        told = f"{who} ({after})" if after else who
        return Admission(what="gained", who=who, after=told, bound=bool(alone.conditions))
    for one in known:
        if one.actions.covers(alone.actions) and one.resources.covers(alone.resources):
            before = conditions_shown(one.conditions)
            return Admission(
                what="condition-lost", who=who, before=before, after=after, bound=bool(after)
            )
    return Admission(
        what="more",
        who=who,
        before="; ".join(sorted({_extent(one) for one in known})),
        after=_extent(alone),
        bound=bool(alone.conditions) and any(weaker(k.conditions, alone.conditions) for k in known),
    )


def _who(principals: Names) -> tuple[str, ...]:
    return (ANYONE,) if principals.excluded else principals.patterns


def _only(statement: Statement, who: str) -> Statement:
    return Statement(
        allows=True,
        actions=statement.actions,
        resources=statement.resources,
        principals=Names(patterns=(who,)),
        conditions=statement.conditions,
        sid=statement.sid,
    )


def _extent(statement: Statement) -> str:
    actions = ", ".join(statement.actions.patterns)
    told = f"NotAction {actions}" if statement.actions.excluded else actions
    return f"{told} ({conditions_shown(statement.conditions)})" if statement.conditions else told


def _refusal(statement: Statement) -> str:
    return f"Deny {_extent(statement)}"
