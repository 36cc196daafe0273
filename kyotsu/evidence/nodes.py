"""Desired state in the form that rules look at."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from kyotsu.desired.graph import Graph
from kyotsu.desired.placeholders import PATTERN
from policies.graph import Node
from policies.rule import UNKNOWN


def nodes(graph: Graph) -> Iterator[Node]:
    """Yield the resources that an engine would make, providers and components left out.

    What is known only after an update is unknown to the rules too, so that they say so.
    """
    providers = {
        one.urn: _properties(one.inputs)
        for one in graph.resources
        if one.type.startswith("pulumi:providers:")
    }
    for one in graph.resources:
        if one.kind == "component" or one.urn in providers:
            continue
        yield Node(
            urn=one.urn,
            type=one.type,
            name=one.name,
            properties=_properties(one.inputs),
            depends=one.property_dependencies,
            parent=one.parent,
            provider=providers.get(one.provider or ""),
            protect=bool(one.options.get("protect")),
        )


def _properties(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _known(value) for name, value in inputs.items()}


def _known(value: Any) -> Any:
    if isinstance(value, str):
        return UNKNOWN if PATTERN.search(value) else value
    if isinstance(value, Mapping):
        found = cast("Mapping[str, Any]", value)
        if "$unknown" in found or "$secret" in found:
            return UNKNOWN
        return {name: _known(inner) for name, inner in found.items()}
    if isinstance(value, list):
        return [_known(inner) for inner in cast("list[Any]", value)]
    # The engine hands numbers to rules as floats; so do we.
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
