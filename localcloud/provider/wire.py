"""Property values as they travel between the engine and a provider.

The engine sends resource properties as a protobuf ``Struct``. Secrets and values that are not yet
known are objects and strings with signatures that no real value has. This module turns that into
plain Python values and back, and needs neither the Pulumi SDK nor an event loop.

Shapes: a property map is ``dict[str, Any]`` with camelCase keys; an unknown value is `UNKNOWN`;
a secret is a `Secret` around its value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from google.protobuf import struct_pb2

Props = dict[str, Any]

_SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a marker of the protocol
_OUTPUT: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
_UNKNOWN: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


class Unknown:
    """The type of `UNKNOWN`."""

    def __repr__(self) -> str:
        return "<unknown>"


UNKNOWN: Final = Unknown()
"""A value that is only known after an update."""


@dataclass(frozen=True)
class Secret:
    """A value that the engine encrypts in its state and masks in its output."""

    value: Any


def decode(message: struct_pb2.Struct) -> Props:
    """Read a property map, keeping secrets as `Secret`; top-level nulls are left out."""
    fields = {key: _decode(value) for key, value in message.fields.items()}
    return {key: value for key, value in fields.items() if value is not None}


def _decode(value: struct_pb2.Value) -> Any:
    match value.WhichOneof("kind"):
        case "string_value":
            return UNKNOWN if value.string_value == _UNKNOWN else value.string_value
        case "number_value":
            number = value.number_value
            return int(number) if number.is_integer() else number
        case "bool_value":
            return value.bool_value
        case "list_value":
            return [_decode(item) for item in value.list_value.values]
        case "struct_value":
            return _decode_object(value.struct_value)
        case _:
            return None


def _decode_object(message: struct_pb2.Struct) -> Any:
    fields = message.fields
    if _SIGNATURE not in fields:
        return {key: _decode(item) for key, item in fields.items()}
    signature = fields[_SIGNATURE].string_value
    if signature == _SECRET:
        return Secret(_decode(fields["value"]))
    if signature == _OUTPUT:
        inner = _decode(fields["value"]) if "value" in fields else UNKNOWN
        return Secret(inner) if fields["secret"].bool_value else inner
    raise ValueError(
        "assets, archives and resource references are not carried out by the local provider"
    )


def encode(props: Mapping[str, Any]) -> struct_pb2.Struct:
    """Write a property map; keys whose value is None are left out."""
    message = struct_pb2.Struct()
    for key, value in props.items():
        if value is not None:
            _encode(value, message.fields[key])
    return message


def _encode(value: Any, into: struct_pb2.Value) -> None:
    match value:
        case None:
            into.null_value = struct_pb2.NULL_VALUE
        case Unknown():
            into.string_value = _UNKNOWN
        case bool():
            into.bool_value = value
        case int() | float():
            into.number_value = value
        case str():
            into.string_value = value
        case Secret():
            into.struct_value.fields[_SIGNATURE].string_value = _SECRET
            _encode(value.value, into.struct_value.fields["value"])
        case Mapping():
            into.struct_value.SetInParent()
            for key, item in value.items():
                _encode(item, into.struct_value.fields[key])
        case list() | tuple():
            into.list_value.SetInParent()
            for item in value:
                _encode(item, into.list_value.values.add())
        case _:
            raise TypeError(f"a {type(value).__name__} cannot be a property value")


def reveal(value: Any) -> Any:
    """Return the value with every secret in it unwrapped."""
    match value:
        case Secret():
            return reveal(value.value)
        case dict():
            return {key: reveal(item) for key, item in value.items()}
        case list():
            return [reveal(item) for item in value]
        case _:
            return value


def has(value: Any, kind: type) -> bool:
    """Whether a value of this kind (`Secret` or `Unknown`) is anywhere in the value."""
    if isinstance(value, kind):
        return True
    match value:
        case Secret():
            return has(value.value, kind)
        case dict():
            return any(has(item, kind) for item in value.values())
        case list():
            return any(has(item, kind) for item in value)
        case _:
            return False


def secret_keys(props: Mapping[str, Any]) -> frozenset[str]:
    """Return the top-level keys under which there is a secret."""
    return frozenset(key for key, value in props.items() if has(value, Secret))


def conceal(props: Mapping[str, Any], keys: frozenset[str]) -> Props:
    """Return the properties with those of `keys` made secret."""
    return {
        key: Secret(value) if key in keys and not isinstance(value, Secret) else value
        for key, value in props.items()
    }
