"""Equal changes of many tenants told once, as `kyotsu diff` tells them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from kyotsu.diff.causes import Cause
from kyotsu.diff.changes import Action as DiffAction
from kyotsu.diff.changes import Change as Difference
from kyotsu.diff.grouping import Line, group
from kyotsu.diff.model import Diff, StackDiff
from kyotsu.diff.replacement import HOLDS_DATA
from kyotsu.review.model import Action, Change, Review, StackReview, Value
from kyotsu.review.summary import title_of
from policies.rule import Text


@dataclass(frozen=True, kw_only=True)
class Group:
    """Stacks, and the changes that all of them have."""

    who: tuple[Text, ...]
    """The stacks' titles."""
    lines: tuple[Line, ...]
    """The most dangerous first. `action` is one of `Action`."""


def groups_of(review: Review) -> tuple[Group, ...]:
    """Return the changes of all stacks: foundations first, then the largest groups."""
    found: list[Group] = []
    tenants: dict[str, list[StackReview]] = {}
    for stack in review.stacks:
        if not stack.changes:
            continue
        if stack.subject.stage is None or stack.subject.tenant is None:
            lines = group(_diff([_stack_diff(stack, "")])).foundation
            found.append(Group(who=(title_of(stack.subject),), lines=lines))
        else:
            tenants.setdefault(stack.subject.stage, []).append(stack)
    for stacks in tenants.values():
        titles = {str(stack.subject.tenant): title_of(stack.subject) for stack in stacks}
        grouped = group(_diff([_stack_diff(one, f"s.{one.subject.tenant}") for one in stacks]))
        found.extend(
            Group(who=tuple(titles[key] for key in one.tenants), lines=one.lines)
            for one in grouped.groups
        )
    return tuple(found)


def _diff(stacks: list[StackDiff]) -> Diff:
    return Diff(stage="", base="", stacks=len(stacks), stacks_differing=tuple(stacks))


def _stack_diff(stack: StackReview, name: str) -> StackDiff:
    pairs = [pair for change in stack.changes for pair in _differences(change)]
    return StackDiff(
        stack=name,
        changes=tuple(difference for difference, _ in pairs),
        causes=tuple(causes for _, causes in pairs),
    )


def _differences(change: Change) -> Iterator[tuple[Difference, tuple[Cause, ...]]]:
    if not change.custom and change.action in (Action.CREATE, Action.DELETE):
        return  # only a name for what is below it
    place = change.declared or change.source
    causes = (Cause(f"{place.path}:{place.line}", place.field),) if place else ()
    for value in change.values or (Value(path="", before=None, after=None),):
        yield (
            Difference(
                urn=change.urn,
                type=change.type,
                name=change.name,
                action=cast("DiffAction", str(change.action)),  # grouped by, and nothing more
                path=value.path,
                before=value.before,
                after=value.after,
                stateful=change.type in HOLDS_DATA,
                protected=change.protected_before,
            ),
            causes,
        )
