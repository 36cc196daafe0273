"""A resource's state and a step's reasons, as both files write them."""

from collections.abc import Mapping
from sys import intern
from typing import Any, Final

from kyotsu.review.reading.places import place_of
from kyotsu.review.reading.records import State
from kyotsu.review.reading.shapes import pairs, record, text, texts
from kyotsu.review.reading.wire import properties

_NOTHING: Final[Mapping[str, Any]] = {}


def sides_of(old: object, new: object, *, light: bool = False) -> list[State | None]:
    """Return both sides of a step, each None where there is none.

    `light` leaves the properties out. What is the same on both sides is kept once.
    """
    before, after = record(old), record(new)
    states: list[State | None] = []
    for fields, other in ((before, {}), (after, before)):
        known = states[0] if states else None
        inputs = outputs = _NOTHING
        if not light:
            inputs, outputs = (
                getattr(known, name)
                if known is not None and fields.get(name) == other.get(name)
                else properties(fields.get(name))
                for name in ("inputs", "outputs")
            )
        states.append(_state(fields, inputs, outputs) if fields else None)
    return states


def _state(
    fields: Mapping[str, Any], inputs: Mapping[str, Any], outputs: Mapping[str, Any]
) -> State:
    return State(
        inputs=inputs,
        outputs=outputs,
        id=text(fields.get("id")),
        parent=intern(text(fields.get("parent"))) or None,
        provider=provider_of(fields),
        custom=bool(fields.get("custom")),
        protect=bool(fields.get("protect")),
        retain=bool(fields.get("retainOnDelete")),
        dependencies=texts(fields.get("dependencies")),
        property_dependencies={
            intern(name): texts(urns)
            for name, urns in record(fields.get("propertyDependencies")).items()
            if urns
        },
        secret_outputs=texts(fields.get("additionalSecretOutputs")),
        source=place_of(fields),
    )


def provider_of(fields: Mapping[str, Any]) -> str | None:
    """Return a provider's URN; the engine writes its id behind it."""
    return intern("::".join(text(fields.get("provider")).split("::")[:4])) or None


def detailed_of(found: object, kind: str) -> Mapping[str, tuple[str, bool]]:
    """Return a detailed diff. `kind` is what the file calls the kind of a difference."""
    return {
        intern(path): (intern(text(one.get(kind))), bool(one.get("inputDiff")))
        for path, one in pairs(found)
    }
