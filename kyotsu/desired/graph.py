"""The desired state of one stack as plain data: what the program registered, and nothing else.

In `inputs` and `outputs` a value is JSON, with three marks:

| mark | meaning |
| --- | --- |
| `<<urn#property>>` in a text | known only after an update; see `placeholders` |
| `{"$unknown": true}` | known only after an update, and no text |
| `{"$secret": "<SHA-256>"}` | a secret: only whether it changed can be told |
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, Final, Self

from kyotsu.desired.canonical import digest

FORMAT: Final = 1
"""Of `Graph.as_data`. Raise it when its shape or its meaning changes."""
STACK_TYPE: Final = "pulumi:pulumi:Stack"


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One resource as it was registered."""

    urn: str
    type: str
    name: str
    kind: str
    """`custom`, `component`, or `read` for what is looked up and not managed."""
    parent: str | None
    """A URN; None for the stack itself only."""
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What a component, or the stack, registers as its own outputs."""
    provider: str | None = None
    """The URN of the explicit provider."""
    account: str | None = None
    """Where the provider acts; None where that is the account of whoever runs the update."""
    region: str | None = None
    dependencies: tuple[str, ...] = ()
    """URNs, sorted."""
    property_dependencies: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict[str, tuple[str, ...]]
    )
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """By the engine's names, such as `protect` and `ignoreChanges`; only those that are set."""
    source: tuple[str, ...] = ()
    """Where it was declared, innermost first: `components/network/tier.py:48`."""

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON can hold it, without what is empty."""
        return {
            one.name: list(value) if isinstance(value, tuple) else value
            for one in fields(self)
            if (value := getattr(self, one.name)) not in (None, (), {}) or one.name == "inputs"
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return what `as_data` returned, or what was read from its JSON."""
        values: dict[str, Any] = dict(data)
        for name in ("dependencies", "source"):
            values[name] = tuple(values.get(name, ()))
        values["parent"] = values.get("parent")
        return cls(**values)


@dataclass(frozen=True)
class Graph:
    """All resources of one stack, sorted by URN."""

    stack: str
    resources: tuple[Resource, ...]

    @cached_property
    def by_urn(self) -> Mapping[str, Resource]:
        """The resources by URN."""
        return {resource.urn: resource for resource in self.resources}

    @property
    def outputs(self) -> Mapping[str, Any]:
        """The stack's outputs."""
        return next((one.outputs for one in self.resources if one.type == STACK_TYPE), {})

    @cached_property
    def hash(self) -> str:
        """What the stack is to be, in 64 hexadecimal digits.

        Where a resource is declared doesn't count: moving a line changes no state.
        """
        data = self.as_data()
        for resource in data["resources"]:
            resource.pop("source", None)
        return digest(data)

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return {
            "format": FORMAT,
            "stack": self.stack,
            "resources": [resource.as_data() for resource in self.resources],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return what `as_data` returned. Raises `ValueError` for another version's data."""
        if data.get("format") != FORMAT:
            raise ValueError(f"format {data.get('format')}, not {FORMAT}")
        return cls(data["stack"], tuple(map(Resource.from_data, data["resources"])))
