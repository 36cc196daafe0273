"""Makes of all steps on one resource the one change that people decide about."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from kyotsu.review.differences import differences
from kyotsu.review.masking.mask import Masker
from kyotsu.review.model import Action, Change, Order, Value
from kyotsu.review.reading.records import STACK, State, Step

_MADE: Final = frozenset({"create-replacement", "import-replacement", "read-replacement"})
_REMOVED: Final = frozenset({"delete-replaced", "discard-replaced"})
_ENDED: Final = frozenset({"delete", "discard", *_REMOVED})
_REPLACED: Final = frozenset({"replace", *_MADE, *_REMOVED, "remove-pending-replace"})
_ALONE: Final = {
    "create": Action.CREATE,
    "update": Action.UPDATE,
    "delete": Action.DELETE,
    "import": Action.IMPORT,
    "discard": Action.FORGET,
    "read": Action.READ,
    "refresh": Action.REFRESH,
    "same": Action.SAME,
}
_LOUDEST: Final = tuple(_ALONE.values())


def changes_of(steps: Sequence[Step], masker: Masker) -> Iterator[Change]:
    """Yield a change for each resource, sorted by URN. No secret is in it."""
    by_urn = sorted(steps, key=attrgetter("urn"))
    for urn, found in groupby(by_urn, key=attrgetter("urn")):
        yield _change(urn, list(found), masker)


def _change(urn: str, steps: Sequence[Step], masker: Masker) -> Change:
    action = _action([step.op for step in steps])
    old = next((step.old for step in steps if step.old is not None), None)
    new = next((step.new for step in reversed(steps) if step.op not in _ENDED and step.new), None)
    if action is Action.CREATE:
        old = None
    elif action in (Action.DELETE, Action.FORGET):
        new = None
    shown = new or old or State(inputs={}, outputs={})
    was, will = (one and _declared(steps[0].type, one) for one in (old, new))
    before = None if was is None else masker.side(urn, was)
    after = before if will is was else None if will is None else masker.side(urn, will)
    values: tuple[Value, ...] = ()
    if old and new and before is not None and after is not None and action is not Action.SAME:
        answered = partial(_answers, urn, (old, new), masker)
        values = tuple(_values(steps, (before, after), answered, masker.text))
    if before == after:
        after = before  # kept once
    text = masker.text
    return Change(
        urn=text(urn),
        type=steps[0].type,
        name=text(urn.rsplit("::", 1)[-1]),
        action=action,
        steps=tuple(step.op for step in steps),
        order=_order([step.op for step in steps]) if action is Action.REPLACE else None,
        before=before,
        after=after,
        values=values,
        reasons=tuple(dict.fromkeys(text(key) for step in steps for key in step.keys)),
        id=text(old.id) if old else "",
        custom=shown.custom,
        parent=shown.parent and text(shown.parent),
        provider=shown.provider and text(shown.provider),
        dependencies=tuple(map(text, shown.dependencies)),
        property_dependencies={
            text(name): tuple(map(text, urns)) for name, urns in shown.property_dependencies.items()
        },
        protected_before=bool(old and old.protect),
        protected_after=bool(new and new.protect),
        retained=bool(old and old.retain),
        source=shown.source,
    )


def _declared(token: str, state: State) -> Mapping[str, Any]:
    """Return what a person means by a resource's properties: of a stack, its outputs."""
    return state.outputs if token == STACK else state.inputs


def _answers(urn: str, states: Sequence[State], masker: Masker) -> Sequence[Mapping[str, Any]]:
    """Return what the provider said of each side."""
    return [masker.side(urn, state.outputs) for state in states]


def _values(
    steps: Sequence[Step],
    sides: Sequence[Mapping[str, Any]],
    answered: Callable[[], Sequence[Mapping[str, Any]]],
    text: Callable[[str], str],
) -> Iterator[Value]:
    told: dict[str, tuple[str, bool]] = {}
    for step in steps:
        told.update(step.detailed)
    keys = {key for step in steps for key in step.keys}
    names = {name for step in steps for name in step.diffs} | keys
    return differences(sides, answered, told, names, keys, text)


def _action(ops: Sequence[str]) -> Action:
    if _REPLACED & {*ops} or {"create", "delete"} <= {*ops}:
        return Action.REPLACE
    if {*ops} - _ALONE.keys():
        return Action.OTHER
    found = {_ALONE[op] for op in ops}
    return next((action for action in _LOUDEST if action in found), Action.OTHER)


def _order(ops: Sequence[str]) -> Order:
    made = next((at for at, op in enumerate(ops) if op in _MADE or op == "create"), None)
    removed = next((at for at, op in enumerate(ops) if op in _ENDED), None)
    if made is None and removed is None:
        return Order.UNKNOWN
    if made is None:
        # What an earlier update replaced already, and only has to be removed.
        return Order.UNKNOWN if "replace" in ops else Order.CREATE_FIRST
    return Order.DELETE_FIRST if removed is not None and removed < made else Order.CREATE_FIRST
