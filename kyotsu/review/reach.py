"""Whom a stack's changes can touch: what depends on them, tenants, owners (the blast radius)."""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Final

from kyotsu.review.findings import Reach
from kyotsu.review.model import Action, Change, StackReview, Subject
from policies.rule import Text

MOST: Final = 200
"""So many dependents of one change are named, the nearest first: a closure over ten thousand
changes would be a hundred million names."""


def reach_of(stack: StackReview, readers: Iterable[Subject] = ()) -> Reach:
    """Return whom a stack's changes can touch.

    `readers` are the tenants of the stage: all of them read what a foundation exports. A tenant's
    own stack carries that tenant only.
    """
    whose = [stack.subject] if stack.subject.tenant else list(readers)
    grades = [one.availability for one in whose if one.availability is not None]
    posts: dict[Text, None] = {}
    for one in whose:
        posts.update(dict.fromkeys(one.posts))
    return Reach(
        dependents=dependents_of(stack),
        tenants=tuple(sorted(one.tenant for one in whose if one.tenant)),
        highest_availability=max(grades, default=None),
        owners=tuple(posts),
    )


def dependents_of(stack: StackReview) -> Mapping[str, tuple[str, ...]]:
    """Return what depends on each change, the nearest first, at most `MOST` of them."""
    direct = _direct(stack.resources)
    return {
        change.urn: found
        for change in stack.changes
        if change.action is not Action.CREATE and (found := _closure(change.urn, direct))
    }


def _direct(resources: Iterable[Change]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for one in resources:
        sources = {*one.dependencies, one.provider or ""}
        sources.update(*one.property_dependencies.values())
        for urn in sources - {"", one.urn}:
            found.setdefault(urn, {})[one.urn] = None
    return {urn: tuple(sorted(names)) for urn, names in found.items()}


def _closure(urn: str, direct: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    waiting = deque((urn,))
    while waiting:
        for one in direct.get(waiting.popleft(), ()):
            if one == urn or one in seen:
                continue
            seen[one] = None
            if len(seen) == MOST:
                return tuple(seen)
            waiting.append(one)
    return tuple(seen)
