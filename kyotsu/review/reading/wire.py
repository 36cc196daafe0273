"""Values as the engine writes them, without its signatures: in the marks of a review's model.

Source: `sdk/go/common/resource/sig` and `sdk/go/common/resource/plugin/rpc.go` of Pulumi.
"""

import json
from collections.abc import Mapping
from sys import intern
from typing import Any, Final, cast

SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - it marks one, and is none
_OUTPUT: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
_REFERENCE: Final = "5cf8f73096256a8f31e491e813e4eb8e"
UNKNOWNS: Final = frozenset(
    {
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",  # of a text, and in event logs of all kinds
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # a truth value
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # a number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # a list
        "030794c1-ac77-496b-92df-f27374a8bd58",  # an asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # an archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # an object
    }
)
BLINDED: Final = "[secret]"
"""What the engine writes in a secret's place, in a digest without any other mark."""


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
    if signature == _SECRET:
        if "plaintext" in found:
            return Hidden(_parsed(found["plaintext"]))
        # Of another kind of writer: the value itself.
        return Hidden(cleaned(found["value"]) if "value" in found else None)
    if signature == _OUTPUT:
        inner = cleaned(found["value"]) if "value" in found else {"$unknown": True}
        return Hidden(inner) if found.get("secret") else inner
    if signature == _REFERENCE:
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
