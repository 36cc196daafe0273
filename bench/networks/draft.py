"""Graphs that can be changed: what a plant does to a fleet, and a small network begins with."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Self

from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.placeholders import placeholder


def ref(resource: Resource, name: str = "id") -> str:
    """Return the text that refers to a property of a resource."""
    return placeholder(resource.urn, name)


class Draft:
    """The graphs of some stacks, resource by resource. A copy costs no more than what changes."""

    def __init__(self, graphs: Iterable[Graph] = ()) -> None:
        self._graphs = {graph.stack: graph for graph in graphs}
        self._changed: dict[str, dict[str, Resource]] = {}

    def copy(self) -> Self:
        """Return a draft that can be changed without changing this one."""
        made = type(self)(self._graphs.values())
        made._changed = {stack: dict(resources) for stack, resources in self._changed.items()}
        return made

    @property
    def stacks(self) -> list[str]:
        """The names of all stacks."""
        return list(dict.fromkeys((*self._graphs, *self._changed)))

    def resources(self, stack: str) -> Mapping[str, Resource]:
        """Return a stack's resources by URN."""
        if stack in self._changed:
            return self._changed[stack]
        return self._graphs[stack].by_urn if stack in self._graphs else {}

    def find(self, stack: str, token: str, name: str = "") -> Resource:
        """Return the first resource of a type and, if it is given, a name. Raises `KeyError`."""
        for resource in self.resources(stack).values():
            if resource.type == token and name in ("", resource.name):
                return resource
        raise KeyError(f"{stack} has no {token} {name}")

    def all(self, stack: str, token: str) -> list[Resource]:
        """Return all resources of a type."""
        return [one for one in self.resources(stack).values() if one.type == token]

    def add(
        self,
        stack: str,
        token: str,
        name: str,
        inputs: Mapping[str, Any],
        *,
        like: Resource | None = None,
        depends: Mapping[str, Iterable[Resource]] | None = None,
    ) -> Resource:
        """Add a resource, in the account and region of another one, and return it."""
        urn = f"urn:pulumi:{stack}::kyotsu::{token}::{name}"
        if urn in self.resources(stack):
            raise ValueError(f"{urn} is there already")
        resource = Resource(
            urn=urn,
            type=token,
            name=name,
            kind="custom",
            parent=None,
            inputs=inputs,
            account=like.account if like else None,
            region=(like.region if like else None) or "ap-northeast-1",
            provider=like.provider if like else None,
            property_dependencies={
                key: tuple(one.urn for one in on) for key, on in (depends or {}).items()
            },
            source=(f"planted/{stack}.py:{len(self.resources(stack)) + 1}",),
        )
        self._of(stack)[urn] = resource
        return resource

    def change(self, resource: Resource, **inputs: object) -> Resource:
        """Change inputs of a resource, and return it as it is now; None takes an input out."""
        kept = {**resource.inputs, **inputs}
        changed = replace(
            resource, inputs={key: value for key, value in kept.items() if value is not None}
        )
        self._of(stack_of(resource))[resource.urn] = changed
        return changed

    def remove(self, resource: Resource) -> None:
        """Take a resource out."""
        del self._of(stack_of(resource))[resource.urn]

    def graphs(self) -> list[Graph]:
        """Return the graphs; those that nothing changed in are the very same objects."""
        return [
            Graph(stack, tuple(sorted(self._changed[stack].values(), key=lambda one: one.urn)))
            if stack in self._changed
            else self._graphs[stack]
            for stack in self.stacks
        ]

    def _of(self, stack: str) -> dict[str, Resource]:
        if stack not in self._changed:
            self._changed[stack] = dict(self.resources(stack))
        return self._changed[stack]


def stack_of(resource: Resource) -> str:
    """Return the name of a resource's stack."""
    return resource.urn.split(":")[2]
