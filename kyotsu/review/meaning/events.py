"""Resources whose coming, going or changing is a meaning by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, cast

from kyotsu.review.findings import Finding
from kyotsu.review.meaning.finding import LATER, looser, said, shown, stricter
from kyotsu.review.meaning.judging import Classifier, by_pair
from kyotsu.review.meaning.world import Pair, World
from policies.graph import Graph, Node
from policies.rule import UNKNOWN, Severity, Text

When = Literal["created", "changed", "deleted"]


@dataclass(frozen=True, kw_only=True)
class Event:
    """One meaning. `shows` are the properties whose values tell what it is about.

    Without a `severity`, it makes the system stricter. `changed` counts only what `shows` names.
    """

    code: str
    types: tuple[str, ...]
    when: When
    text: Text
    shows: tuple[str, ...] = ()
    severity: Severity | None = None


def events(name: str, *table: Event) -> Classifier:
    """Return a classifier for a table of events."""
    by_type: dict[str, list[Event]] = {}
    for row in table:
        for one in row.types:
            by_type.setdefault(one, []).append(row)

    def look(world: World, pair: Pair) -> Iterator[Finding]:
        when = "created" if pair.old is None else "deleted" if pair.new is None else "changed"
        for row in by_type[pair.node.type]:
            if row.when == when and (when != "changed" or _differs(row, pair)):
                yield _finding(row, world, pair)

    return by_pair(name, by_type, look)


def _differs(row: Event, pair: Pair) -> bool:
    return any(pair.before(name) != pair.after(name) for name in row.shows)


def _finding(row: Event, world: World, pair: Pair) -> Finding:
    text = said(row.text, name=pair.label)
    before = _shown(row, world.before, pair.old)
    after = _shown(row, world.after, pair.new)
    if row.severity is None:
        return stricter(row.code, text, pair.urn, before=before, after=after)
    return looser(row.code, row.severity, text, pair.urn, before=before, after=after)


def _shown(row: Event, graph: Graph, node: Node | None) -> str:
    if node is None:
        return ""
    told = [_value(graph, node, name) for name in row.shows]
    return ", ".join(one for one in told if one) or (node.name if not row.shows else "")


def _value(graph: Graph, node: Node, name: str) -> str:
    """Return a property's value; of one that isn't known yet, the name of what it comes from."""
    value: Any = node.get(name)
    items = cast("list[Any]", value) if isinstance(value, list) else [value]
    if any(one is UNKNOWN for one in items):
        return ", ".join(one.name for one in graph.targets(node, name)) or LATER
    return ", ".join(map(shown, items))
