"""Values as the engine writes them, without its signatures: in the marks of a review's model."""

import json
from collections.abc import Mapping
from sys import intern
from typing import Any, cast

from kyotsu.marks import BLINDED, OUTPUT, REFERENCE, SECRET, SIGNATURE, UNKNOWNS


class Hidden:
    """A secret on its way to being masked. `value` is None where the engine didn't give it."""

    __slots__ = ("value",)

    def __init__(self, value: Any = None) -> None:
        self.value = value

    def __repr__(self) -> str:
        return "Hidden()"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hidden) and self.value == other.value

    def __hash__(self) -> int:
        return hash(repr(self.value))


def cleaned(value: Any) -> Any:
    """Return a value with `Hidden`s for its secrets, and with marks for what isn't known."""
    kind = type(value)  # of what the JSON parser made: asked a million times for a large preview
    if kind is str:
        if value == BLINDED:
            return Hidden()
        if value in UNKNOWNS:
            return {"$unknown": True}
        return value
    if kind is list:
        return [cleaned(item) for item in cast("list[Any]", value)]
    if kind is dict:
        found = cast("dict[str, Any]", value)
        signature = found.get(SIGNATURE)
        if signature is not None:
            return _signed(str(signature), found)
        return {
            intern(key): cleaned(inner)
            for key, inner in found.items()
            if key not in ("__defaults", "__internal")
        }
    if kind is float and value.is_integer():
        return int(value)
    return value


def properties(value: object) -> Mapping[str, Any]:
    """Return a map of properties, cleaned; nothing where the engine gave none."""
    found = cleaned(value)
    return cast("Mapping[str, Any]", found) if isinstance(found, dict) else {}


def _signed(signature: str, found: Mapping[str, Any]) -> Any:
    if signature == SECRET:
        if "plaintext" in found:
            return Hidden(_parsed(found["plaintext"]))
        # Of another kind of writer: the value itself.
        return Hidden(cleaned(found["value"]) if "value" in found else None)
    if signature == OUTPUT:
        inner = cleaned(found["value"]) if "value" in found else {"$unknown": True}
        return Hidden(inner) if found.get("secret") else inner
    if signature == REFERENCE:
        return str(found.get("urn", ""))
    if "hash" in found or "text" in found or "path" in found or "uri" in found:
        return {"$asset": str(found.get("hash") or found.get("path") or found.get("uri") or "")}
    # A mark of a later version: what it stands for can't be told, so it isn't shown either.
    return Hidden()


def _parsed(text: object) -> Any:
    try:
        return cleaned(json.loads(str(text)))
    except ValueError:
        return str(text)
