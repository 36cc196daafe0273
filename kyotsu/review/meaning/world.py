"""What classifiers look at: one stack's resources before and after, and which of them differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policies.graph import Graph, Node


@dataclass(frozen=True, kw_only=True, eq=False)
class Pair:
    """One resource on both sides; None where it isn't there."""

    old: Node | None
    new: Node | None

    @property
    def node(self) -> Node:
        """The resource as it will be, or as it was where it goes."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 - a pair has a side
        return found

    @property
    def urn(self) -> str:
        """The resource's URN, after the change."""
        return self.node.urn

    @property
    def name(self) -> str:
        """The resource's logical name."""
        return self.node.name

    @property
    def label(self) -> str:
        """The name with the kind of thing that it is, where a sentence doesn't say so."""
        return labelled(self.node)

    def before(self, name: str) -> Any:
        """Return a top-level property's old value."""
        return None if self.old is None else self.old.get(name)

    def after(self, name: str) -> Any:
        """Return a top-level property's new value."""
        return None if self.new is None else self.new.get(name)


class World:
    """A stack before and after. A resource is the same on both sides by its URN."""

    def __init__(self, before: Graph, after: Graph) -> None:
        self.before, self.after = before, after
        self._changed: dict[str, list[Pair]] = {}
        for urn in sorted({*before.nodes, *after.nodes}):
            pair = Pair(old=before.nodes.get(urn), new=after.nodes.get(urn))
            if differs(pair.old, pair.new):
                self._changed.setdefault(pair.node.type, []).append(pair)

    def changed(self, *types: str) -> Iterator[Pair]:
        """Yield what differs of these types, or of all where none is named."""
        for one in types or self._changed:
            yield from self._changed.get(one, ())

    @property
    def changed_types(self) -> frozenset[str]:
        """The types of which something differs."""
        return frozenset(self._changed)


def labelled(node: Node) -> str:
    """Return a resource's name and the last word of its type: `web (SecurityGroup)`."""
    return f"{node.name} ({node.type.rpartition(':')[2]})"


def differs(old: Node | None, new: Node | None) -> bool:
    """Whether a resource isn't the same on both sides, as far as its inputs tell."""
    if old is None or new is None:
        return True
    return old.properties != new.properties or old.protect != new.protect
