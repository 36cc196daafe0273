"""A stack's resources as one graph, which all rules over whole stacks share.

Before an update most ids are unknown, so what a property points at is found by the resources that
the property depends on, and by its value only where it depends on none.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from policies.rule import UNKNOWN, Properties

PROVIDER = "pulumi:providers:aws"
REFERENCE = "pulumi:pulumi:StackReference"
_IDENTITIES = ("id", "arn", "name", "bucket", "keyId")


@dataclass(frozen=True, kw_only=True, eq=False)
class Node:
    """One resource. `depends` maps a property to the URNs of what its value comes from.

    `provider` are the properties of the provider that makes the resource, if one is known.
    """

    urn: str
    type: str
    name: str
    properties: Properties
    depends: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    parent: str | None = None
    provider: Properties | None = None
    protect: bool = False

    def get(self, name: str) -> Any:
        """Return a property's value, `UNKNOWN`, or None where it isn't set."""
        return self.properties.get(name)

    def is_set(self, name: str) -> bool:
        """Whether a property is set, be its value known or not."""
        return bool(self.depends.get(name)) or self.properties.get(name) not in (None, "", [], {})

    @property
    def account(self) -> str | None:
        """The id of the account that the resource is made in, where the provider tells."""
        allowed = setting(self.provider, "allowedAccountIds")
        return str(allowed[0]) if isinstance(allowed, list) and len(allowed) == 1 else None

    @property
    def region(self) -> Any:
        """The resource's own region, or that of its provider."""
        return self.properties.get("region") or setting(self.provider, "region")


def setting(provider: Properties | None, name: str) -> Any:
    """Return a provider's setting. The engine keeps all but plain texts as JSON in a text."""
    value = None if provider is None else provider.get(name)
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            return None
    return value


class Graph:
    """All resources of one stack, by URN and by type, and who points at whom."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes: Mapping[str, Node] = {node.urn: node for node in nodes}
        self._by_type: defaultdict[str, list[Node]] = defaultdict(list)
        self._by_value: defaultdict[str, list[Node]] = defaultdict(list)
        self._referrers: defaultdict[str, list[tuple[Node, str]]] = defaultdict(list)
        for node in self.nodes.values():
            self._by_type[node.type].append(node)
            for name in _IDENTITIES:
                value = node.properties.get(name)
                if isinstance(value, str) and value:
                    self._by_value[value].append(node)
        for node in self.nodes.values():
            for name in {*node.properties, *node.depends}:
                for target in self.targets(node, name):
                    self._referrers[target.urn].append((node, name))

    def of_type(self, *types: str) -> Iterator[Node]:
        """Yield the resources of these types."""
        for one in types:
            yield from self._by_type.get(one, ())

    def aws(self) -> Iterator[Node]:
        """Yield the resources that are AWS's."""
        return (node for node in self.nodes.values() if node.type.startswith("aws:"))

    def targets(self, node: Node, name: str, *types: str) -> list[Node]:
        """Return the resources that a property points at, of any type or of these types."""
        found = [self.nodes[urn] for urn in node.depends.get(name, ()) if urn in self.nodes]
        if not found:
            found = [
                target
                for value in _texts(node.properties.get(name))
                for target in self._by_value.get(value, ())
                if target is not node
            ]
        return [target for target in found if not types or target.type in types]

    def referrers(self, node: Node, *types: str) -> Iterator[tuple[Node, str]]:
        """Yield the resources that point at one, with the property by which they do."""
        for source, name in self._referrers.get(node.urn, ()):
            if not types or source.type in types:
                yield source, name

    def pointed_at(self, node: Node, source_type: str, name: str) -> list[Node]:
        """Return the resources of a type that point at one by a certain property."""
        return [source for source, by in self.referrers(node, source_type) if by == name]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, str):
                yield item


def is_unknown(value: Any) -> bool:
    """Whether a value isn't known before the update."""
    return value is UNKNOWN
