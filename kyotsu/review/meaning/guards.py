"""Resources that watch over another one: what is no longer watched, although it stays."""

from collections.abc import Iterator
from dataclasses import dataclass

from kyotsu.review.findings import Finding
from kyotsu.review.meaning.finding import looser, said
from kyotsu.review.meaning.judging import Classifier
from kyotsu.review.meaning.world import World
from policies.graph import Graph, Node
from policies.rule import Severity, Text


@dataclass(frozen=True, kw_only=True)
class Guard:
    """One kind of watching. `target` is the property that names what is watched.

    Without a `target`, the account that the resource is in is watched. The sentence names what is
    watched by `{target}` and the guard by `{name}`.
    """

    code: str
    types: tuple[str, ...]
    severity: Severity
    lost: Text
    target: str | None = None


def guards(name: str, *table: Guard) -> Classifier:
    """Return a classifier for all kinds of watching in a table."""

    def look(world: World) -> Iterator[Finding]:
        for row in table:
            yield from _lost(row, world)

    types = frozenset(one for row in table for one in row.types)
    return Classifier(name=name, types=types, look=look)


def _lost(row: Guard, world: World) -> Iterator[Finding]:
    if not world.changed_types.intersection(row.types):
        return
    before, after = _watched(row, world.before), _watched(row, world.after)
    for target, guard in sorted(before.items()):
        if target in after or not _stays(row, target, world):
            continue
        name = target.rpartition("::")[2]
        text = said(row.lost, target=name or guard.name, name=guard.name)
        urns = (one for one in (guard.urn, target) if one.startswith("urn:"))
        yield looser(row.code, row.severity, text, *urns, before=guard.name)


def _watched(row: Guard, graph: Graph) -> dict[str, Node]:
    """Return what is watched, each with the first resource that does so."""
    found: dict[str, Node] = {}
    for node in graph.of_type(*row.types):
        if row.target is None:
            found.setdefault(node.account or "", node)
            continue
        targets = graph.targets(node, row.target)
        value = node.get(row.target)
        for one in [target.urn for target in targets] or [value if type(value) is str else ""]:
            found.setdefault(one or f"({node.name})", node)
    return found


def _stays(row: Guard, target: str, world: World) -> bool:
    """Whether what was watched is still there; a guard that goes with its ward is no loss."""
    if row.target is None:
        return True
    return not target.startswith("urn:") or target in world.after.nodes
