"""What differs between two graphs of one stack, resource by resource and value by value."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.placeholders import references
from kyotsu.diff.aliases import former_urns
from kyotsu.diff.replacement import STATEFUL, is_known, replaced_by

Action = Literal["create", "update", "replace", "delete"]
NOTHING: Final = {"$nothing": True}
"""Stands for a value that isn't there."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One value of one resource that changes; or the whole of it, where `path` is empty."""

    urn: str
    type: str
    name: str
    action: Action
    path: str = ""
    """Such as `retentionInDays`, or `policy.Statement[0].Action` inside of a document."""
    before: Any = None
    after: Any = None
    follows: str = ""
    """The URN of a resource whose replacement brings this about."""
    stateful: bool = False
    protected: bool = False
    judged: bool = True
    """Whether the type is in our table; otherwise a replacement can't be told from an update."""
    source: tuple[str, ...] = ()
    """Where the resource is declared, innermost first."""


def changes_between(before: Graph, after: Graph) -> tuple[Change, ...]:
    """Return all changes, sorted by URN. A resource is the same by its URN or by an alias."""
    names = _renamed(before, after)
    found: list[Change] = []
    for urn, resource in after.by_urn.items():
        old = before.by_urn.get(names.get(urn, urn))
        if resource.kind == "read" or resource.type.startswith("pulumi:pulumi:"):
            continue
        if old is None:
            found.append(_whole(resource, "create"))
        elif resource.kind == "custom":
            found.extend(_of_one(old, resource))
    kept = {names.get(urn, urn) for urn in after.by_urn}
    found.extend(
        _whole(resource, "delete")
        for urn, resource in before.by_urn.items()
        if urn not in kept and resource.kind != "read"
    )
    found.extend(_following(after, found))
    return tuple(sorted(found, key=lambda change: (change.urn, change.path)))


def _renamed(before: Graph, after: Graph) -> dict[str, str]:
    """Return the old URN of each resource that says by an alias that it had another."""
    return {
        urn: old
        for urn, former in former_urns(after).items()
        if urn not in before.by_urn
        for old in sorted(former)
        if old in before.by_urn
    }


def _whole(resource: Resource, action: Action) -> Change:
    return Change(
        urn=resource.urn,
        type=resource.type,
        name=resource.name,
        action=action,
        stateful=resource.type in STATEFUL,
        protected=bool(resource.options.get("protect")),
        judged=is_known(resource.type),
        source=resource.source,
    )


def _of_one(before: Resource, after: Resource) -> Iterator[Change]:
    ignored = {*after.options.get("ignoreChanges", ())}
    forced = replaced_by(after.type) | {*after.options.get("replaceOnChanges", ())}
    differing = [
        (path, old, new)
        for path, old, new in values_between(before.inputs, after.inputs)
        if _top(path) not in ignored and path not in ignored
    ]
    if before.type.startswith("aws:") and before.provider != after.provider:
        differing.append(("(provider)", before.provider, after.provider))
        forced |= {"(provider)"}
    for name in ("protect", "retainOnDelete", "ignoreChanges"):
        old, new = before.options.get(name), after.options.get(name)
        if old != new:
            differing.append((f"({name})", old, new))
    replaces = any(_top(path) in forced for path, _, _ in differing)
    for path, old, new in differing:
        yield Change(
            urn=after.urn,
            type=after.type,
            name=after.name,
            action="replace" if replaces else "update",
            path=path,
            before=old,
            after=new,
            stateful=after.type in STATEFUL,
            protected=bool(before.options.get("protect")),
            judged=is_known(after.type),
            source=after.source,
        )


def _following(graph: Graph, found: list[Change]) -> Iterator[Change]:
    """Yield what changes because something that it names gets another id."""
    replaced = {change.urn for change in found if change.action == "replace"}
    told = set(replaced)
    waiting = sorted(replaced)
    while waiting:
        gone = waiting.pop(0)
        for resource in graph.resources:
            if resource.kind != "custom" or gone not in resource.dependencies:
                continue
            if resource.urn in told:
                continue
            for name, value in resource.inputs.items():
                if gone not in {urn for urn, _ in references(value)}:
                    continue
                replaces = name in replaced_by(resource.type)
                if replaces:
                    waiting.append(resource.urn)
                told.add(resource.urn)
                yield Change(
                    urn=resource.urn,
                    type=resource.type,
                    name=resource.name,
                    action="replace" if replaces else "update",
                    path=name,
                    before=value,
                    after=value,
                    follows=gone,
                    stateful=resource.type in STATEFUL,
                    protected=bool(resource.options.get("protect")),
                    judged=is_known(resource.type),
                    source=resource.source,
                )


def values_between(before: Any, after: Any, at: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield each place at which two values differ, with what is there on both sides.

    Documents in texts (policies) are looked into, if they are JSON on both sides.
    """
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        old, new = cast("Mapping[str, Any]", before), cast("Mapping[str, Any]", after)
        if not any(key.startswith("$") for key in (*old, *new)):
            for key in sorted({*old, *new}):
                path = f"{at}.{key}" if at else key
                yield from values_between(old.get(key, NOTHING), new.get(key, NOTHING), path)
            return
    if isinstance(before, list) and isinstance(after, list):
        one, other = cast("list[Any]", before), cast("list[Any]", after)
        names = _names(one), _names(other)
        if names[0] and names[1]:
            yield from values_between(names[0], names[1], at)
            return
        if len(one) == len(other):
            for number, (old, new) in enumerate(zip(one, other, strict=True)):
                yield from values_between(old, new, f"{at}[{number}]")
            return
    inner = _document(before), _document(after)
    if inner[0] is not None and inner[1] is not None:
        yield from values_between(inner[0], inner[1], at)
        return
    yield at, before, after


def _names(items: list[Any]) -> dict[str, Any] | None:
    """Return the items of a list by their own names, where all have one that is theirs alone."""
    for key in ("Sid", "ruleNo", "id", "name"):
        if items and all(isinstance(item, Mapping) and key in item for item in items):
            named = {str(item[key]): item for item in items}
            if len(named) == len(items):
                return named
    return None


def _document(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return None
    return None


def _top(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]
