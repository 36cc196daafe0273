"""A stack's review as the two graphs that classifiers look at."""

from collections.abc import Mapping
from typing import Any, Final, cast

from kyotsu.review.meaning.world import World
from kyotsu.review.model import Action, Change, StackReview
from policies.graph import Graph, Node
from policies.rule import UNKNOWN

_HIDDEN: Final = frozenset({"$unknown", "$secret", "$long"})


def world_of(stack: StackReview) -> World:
    """Return a stack before and after. What is secret or too long counts as not known."""
    return World(
        Graph(_nodes(stack, after=False)),
        Graph(_nodes(stack, after=True)),
    )


def _nodes(stack: StackReview, *, after: bool) -> list[Node]:
    inputs: dict[str, dict[str, Any]] = {}
    for change in stack.resources:
        side = change.after if after else change.before
        if side is not None:
            inputs[change.urn] = {name: _plain(value) for name, value in side.items()}
    by_id = {change.id: change.urn for change in stack.resources if change.id}
    return [
        _node(
            stack.by_urn[urn],
            properties,
            inputs,
            stack.by_urn[urn].property_dependencies
            if after
            else _depended(stack.by_urn[urn], by_id),
            after=after,
        )
        for urn, properties in inputs.items()
    ]


def _node(
    change: Change,
    properties: dict[str, Any],
    inputs: Mapping[str, Any],
    depends: Mapping[str, tuple[str, ...]],
    *,
    after: bool,
) -> Node:
    known = dict(properties)
    if change.id and not (after and change.action is Action.REPLACE):
        known.setdefault("id", change.id)
    return Node(
        urn=change.urn,
        type=change.type,
        name=change.name,
        properties=known,
        depends=depends,
        parent=change.parent,
        provider=inputs.get(change.provider or ""),
        protect=change.protected_after if after else change.protected_before,
    )


def _depended(change: Change, by_id: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Return what each old value was made from.

    The engine tells it of new values only. An old value that is somebody's id came from there;
    of others it is the same as now where the value stays, or where its id is only given anew.
    """
    before, after = change.before or {}, change.after
    found: dict[str, tuple[str, ...]] = {}
    for name in {*before, *change.property_dependencies}:
        value = before.get(name)
        known = by_id.get(value) if isinstance(value, str) else None
        now = change.property_dependencies.get(name, ())
        if known is not None:
            found[name] = (known,)
        elif now and (after is None or after.get(name) in (value, {"$unknown": True})):
            found[name] = now
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        found = cast("Mapping[str, Any]", value)
        if _HIDDEN.intersection(found):
            return UNKNOWN
        return {name: _plain(item) for name, item in found.items()}
    if isinstance(value, list):
        return [_plain(item) for item in cast("list[Any]", value)]
    return value
