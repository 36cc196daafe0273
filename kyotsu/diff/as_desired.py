"""A deployed stack in the form of a desired one, so that whatever reads desired state can read it.

A state has the ids that AWS gave. What is deployed as the working tree has it is taken from there,
with its references and its lines; in the rest each id that is some resource's own is turned back
into a reference to that resource. What stays a bare id refers to nothing that is known.

The same goes for a stack as a preview says it will be. What that doesn't know yet is as the working
tree has it, if both say that it follows from the same resources.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, cast

from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.monitor import place
from kyotsu.desired.outputs import text_outputs
from kyotsu.desired.placeholders import UNKNOWN, is_unknown, placeholder, references
from kyotsu.diff.against_deployed import comparable
from kyotsu.diff.state import SECRET, Deployed

_LEAST: Final = 8
"""Characters: a shorter text may be equal to an id by chance."""

_ACCOUNT: Final = re.compile(r"(?<=:)\d{12}(?=:)")
_PARTS: Final = re.compile(r'arn:[^"\\]+|(?<=")\d{12}(?=")')
"""What a JSON document may refer to."""


def as_desired(state: Deployed, desired: Graph, foundation: Deployed) -> Graph:
    """Return what is deployed. `desired` is the working tree's stack, `foundation` its state."""
    names = dict(_names(foundation)) | dict(_names(state))
    return Graph(
        desired.stack,
        tuple(_resource(one, desired, state, foundation, names) for one in state.graph.resources),
    )


def _resource(
    there: Resource,
    desired: Graph,
    state: Deployed,
    foundation: Deployed,
    names: Mapping[str, tuple[str, str]],
) -> Resource:
    wanted = desired.by_urn.get(there.urn)
    if wanted is None:
        provider = state.graph.by_urn.get(there.provider or "")
        account, region = place(provider.inputs) if provider else (None, None)
        return replace(
            there,
            inputs=_named(there.inputs, there.urn, names),
            account=_named(account, there.urn, names),
            region=there.inputs.get("region", region),
        )
    same = comparable(desired, wanted, state, foundation).inputs
    inputs = {
        name: wanted.inputs[name]
        if name in wanted.inputs
        and _is(value, same.get(name))
        and (not is_unknown(value) or _follow_alike(name, there, wanted))
        else _named(value, there.urn, names)
        for name, value in there.inputs.items()
    }
    return replace(wanted, inputs=inputs, options={**wanted.options, **there.options})


def _follow_alike(name: str, there: Resource, wanted: Resource) -> bool:
    one, other = (set(of.property_dependencies.get(name, ())) for of in (there, wanted))
    return one == other


def _is(there: Any, wanted: Any) -> bool:
    """Return whether a deployed value is the desired one, as far as both can be told."""
    if there == SECRET or wanted == UNKNOWN:
        return True
    if there == UNKNOWN:
        return any(references(wanted))
    if isinstance(there, dict) and isinstance(wanted, dict):
        one, other = cast("dict[str, Any]", there), cast("dict[str, Any]", wanted)
        return one.keys() == other.keys() and all(_is(one[key], other[key]) for key in one)
    if isinstance(there, list) and isinstance(wanted, list):
        some, others = cast("list[Any]", there), cast("list[Any]", wanted)
        return len(some) == len(others) and all(map(_is, some, others))
    return there == wanted


def _names(state: Deployed) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield what a resource alone is known by, with its URN and the property that has it.

    Outputs that the program itself gave, such as a name, may be many resources'.
    """
    for one in state.graph.resources:
        if one.kind != "custom":
            continue
        values = state.values.get(one.urn, {})
        for name in text_outputs(one.type) - {*one.inputs}:
            if isinstance(found := values.get(name), str) and len(found) >= _LEAST:
                yield found, (one.urn, name)
        # Last, because it is what a reference is most often to.
        if len(found := state.ids.get(one.urn, "")) >= _LEAST:
            yield found, (one.urn, "id")


def _named(value: Any, urn: str, names: Mapping[str, tuple[str, str]]) -> Any:
    """Return a value of a resource with each id of another one turned into a reference."""
    if isinstance(value, str):
        if value.startswith("{"):
            return _PARTS.sub(lambda part: _part(part[0], urn, names), value)
        return _part(value, urn, names)
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value).items()
        return {key: _named(inner, urn, names) for key, inner in items}
    if isinstance(value, list):
        return [_named(inner, urn, names) for inner in cast("list[Any]", value)]
    return value


def _part(text: str, urn: str, names: Mapping[str, tuple[str, str]]) -> str:
    found = names.get(text)
    if found is not None and found[0] != urn:
        return placeholder(*found)
    if text.startswith("arn:"):  # of something below or beside a resource; its account may be ours
        return _ACCOUNT.sub(lambda part: _part(part[0], urn, names), text)
    return text
