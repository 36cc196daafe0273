"""Holds a graph against what `pulumi preview --json` registers, property by property.

Set aside is only what the engine or the provider put there after the program spoke, and what no
one can know before an update:

- `__defaults`, and the provider's default tags, which the graph has in the provider's own inputs;
- what the engine gives to a provider of its own accord: its version, a mark, no source position;
- the provider that the engine makes for references to stacks, and ids in references to providers;
- a text in which the graph has a placeholder matches what the engine knows there;
- what comes from another resource may be known to the graph and not yet to the engine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.placeholders import PATTERN, UNKNOWN

ENGINES_UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
_OF_ENGINE = ("__defaults", "__internal", "version")
_OPTIONS = ("protect", "retainOnDelete", "ignoreChanges", "replaceOnChanges")


def differences(graph: Graph, preview: dict[str, Any]) -> list[str]:
    """Return in what a graph differs from a preview; nothing if it is the same."""
    states = {step["urn"]: step["newState"] for step in preview["steps"]}
    found = [f"only the engine has {urn}" for urn in sorted(states.keys() - graph.by_urn.keys())]
    found += [f"only the graph has {urn}" for urn in sorted(graph.by_urn.keys() - states.keys())]
    for urn in sorted(graph.by_urn.keys() & states.keys()):
        resource, state = graph.by_urn[urn], states[urn]
        found += [f"{urn}: {line}" for line in _resource(graph, resource, state)]
    return found


def _resource(graph: Graph, resource: Resource, state: dict[str, Any]) -> Iterator[str]:
    theirs = _given(state.get("inputs", {}))
    for name, value in list(theirs.items()):
        if value == ENGINES_UNKNOWN and name in resource.property_dependencies:
            theirs[name] = resource.inputs.get(name)
    yield from _value("inputs", _expected(graph, resource), theirs)
    of_engine = resource.type.startswith("pulumi:")
    for name, ours, theirs in (
        ("type", resource.type, state["type"]),
        ("custom", resource.kind != "component", state["custom"]),
        ("parent", resource.parent, state.get("parent")),
        ("provider", resource.provider, None if of_engine else _urn(state.get("provider", ""))),
        ("dependencies", list(resource.dependencies), sorted(state.get("dependencies") or [])),
        (
            "propertyDependencies",
            {name: list(urns) for name, urns in resource.property_dependencies.items()},
            {
                name: sorted(urns)
                for name, urns in (state.get("propertyDependencies") or {}).items()
                if urns
            },
        ),
        (
            "options",
            {name: resource.options[name] for name in _OPTIONS if name in resource.options},
            {name: state[name] for name in _OPTIONS if state.get(name)},
        ),
        ("source", () if of_engine else resource.source[:1], () if of_engine else _position(state)),
    ):
        if ours != theirs:
            yield f"{name}: {ours!r}, but the engine has {theirs!r}"


def _expected(graph: Graph, resource: Resource) -> Any:
    """Return the graph's inputs, with the tags that the provider adds to each that has tags."""
    inputs = dict(resource.inputs)
    provider = graph.by_urn.get(resource.provider or "")
    if provider is not None and "defaultTags" in provider.inputs:
        defaults = json.loads(provider.inputs["defaultTags"])["tags"]
        inputs["tags"] = {**defaults, **inputs.get("tags", {})}
    return inputs


def _given(inputs: Any) -> Any:
    """Return the engine's inputs without what the provider remembers for itself."""
    return {name: value for name, value in inputs.items() if name not in _OF_ENGINE}


def _value(at: str, ours: Any, theirs: Any) -> Iterator[str]:
    if isinstance(ours, dict) and ours != UNKNOWN and isinstance(theirs, dict):
        for key in sorted({*ours, *theirs}):
            if key == "tags" and key not in theirs:
                continue  # a type without tags
            if key not in theirs or key not in ours:
                side = "the graph" if key in ours else "the engine"
                yield f"{at}.{key}: only {side} has it: {ours.get(key, theirs.get(key))!r}"
            else:
                yield from _value(f"{at}.{key}", ours[key], theirs[key])
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from _value(f"{at}[{number}]", mine, other)
    elif not _matches(ours, theirs):
        yield f"{at}: {ours!r}, but the engine has {theirs!r}"


def _matches(ours: Any, theirs: Any) -> bool:
    if ours == UNKNOWN:
        return True
    if not isinstance(ours, str) or PATTERN.search(ours) is None:
        return ours == theirs
    if theirs == ENGINES_UNKNOWN:
        return True
    pieces = [re.escape(piece) for piece in PATTERN.sub("\0", ours).split("\0")]
    return isinstance(theirs, str) and re.fullmatch(".+".join(pieces), theirs) is not None


def _urn(reference: str) -> str | None:
    return "::".join(reference.split("::")[:4]) or None


def _position(state: dict[str, Any]) -> tuple[str, ...]:
    found = re.search(r"/((?:components|infra)/[^#]+)#(\d+)$", state.get("sourcePosition", ""))
    return (f"{found[1]}:{found[2]}",) if found else ()
