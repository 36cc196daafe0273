"""Making the examples of the table, with what they stand on."""

from __future__ import annotations

from typing import Any

from localcloud.provider import checks, registry
from localcloud.provider.engineer import Engineer
from localcloud.provider.vocabulary import Entry, Props

Made = dict[str, tuple[str, Props]]


def resolve(engineer: Engineer, value: Any, made: Made) -> Any:
    """Replace ``@<type>.<output>`` by the output of that type's example, made if need be."""
    if isinstance(value, dict):
        return {key: resolve(engineer, item, made) for key, item in value.items()}
    if isinstance(value, list):
        return [resolve(engineer, item, made) for item in value]
    if not (isinstance(value, str) and value.startswith("@aws:")):
        return value
    token, _, output = value[1:].rpartition(".")
    if token not in made:
        entry = registry.entry(token)
        assert entry.example is not None
        inputs = checked(entry, resolve(engineer, entry.example.inputs, made))
        made[token] = engineer.create(token, urn(entry), inputs)
    resource, outputs = made[token]
    return resource if output == "id" else outputs[output]


def checked(entry: Entry, inputs: Props) -> Props:
    found, failures = checks.check(entry, "example", {}, inputs, {}, "here")
    assert failures == []
    return found


def urn(entry: Entry) -> str:
    return f"urn:pulumi:stack::project::{entry.type}::example"
