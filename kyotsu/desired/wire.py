"""From the engine's wire format into the plain values of a graph."""

from collections.abc import Mapping
from typing import Any

from google.protobuf import struct_pb2
from pulumi.runtime import rpc

from kyotsu.desired.canonical import EXACT, digest
from kyotsu.desired.placeholders import UNKNOWN
from kyotsu.marks import REFERENCE, SECRET, SIGNATURE


def plain(struct: struct_pb2.Struct) -> dict[str, Any]:
    """Return properties as a graph holds them."""
    return {key: _value(value) for key, value in struct.fields.items()}


def _value(value: struct_pb2.Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return dict(UNKNOWN) if value.string_value == rpc.UNKNOWN else value.string_value
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() and abs(number) <= EXACT else number
    if kind == "bool_value":
        return value.bool_value
    if kind == "list_value":
        return [_value(item) for item in value.list_value.values]
    if kind == "struct_value":
        return _marked(plain(value.struct_value))
    return None


def _marked(found: Mapping[str, Any]) -> Any:
    """Return a mapping, or what the protocol says by a signature in it."""
    signature = found.get(SIGNATURE)
    if signature == SECRET:
        return {"$secret": digest(found["value"])}
    if signature == REFERENCE:
        return {"$resource": found["urn"]}
    return found
