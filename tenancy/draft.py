"""A declaration as YAML text that a person goes on editing.

What a field means is said above it, in the words of the model; fields that are left out are
mentioned where they would stand.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

from pydantic import BaseModel

from tenancy.explain import model_at, summary
from tenancy.model import Tenant
from tenancy.yamltext import scalar

SCHEMA_LINE: Final = "# yaml-language-server: $schema=../../schemas/tenant.schema.json\n"
"""The first line of each tenant file: editors complete and check by it."""

_PLAIN: Final = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\n:#,\[\]{}]*(?<!\s)")
_WIDTH: Final = 100


def spell_scalar(value: str | int | float | bool | None) -> str:
    """Return a value as YAML, quoted only where it must be."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if _PLAIN.fullmatch(value) and value.isprintable() and isinstance(scalar(value), str):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return (
        '"' + "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in escaped) + '"'
    )


def _comment(text: str, indent: str) -> Iterator[str]:
    yield from textwrap.wrap(
        text, _WIDTH, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# "
    )


def _key(indent: str, key: str, value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield f"{indent}{key}:"
        yield from _plain_mapping(cast("Mapping[str, Any]", value), indent + "  ")
    elif isinstance(value, list | tuple):
        items = cast("Sequence[Any]", value)
        if all(not isinstance(item, Mapping) for item in items):
            yield f"{indent}{key}: [{', '.join(spell_scalar(item) for item in items)}]"
        else:
            yield f"{indent}{key}:"
            for item in items:
                lines = list(_plain_mapping(item, indent + "    "))
                yield f"{indent}  - {lines[0].strip()}"
                yield from lines[1:]
    else:
        yield f"{indent}{key}: {spell_scalar(value)}"


def _plain_mapping(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        yield from _key(indent, key, value)


def _commented(data: Mapping[str, Any], model: type[BaseModel], indent: str) -> Iterator[str]:
    """Yield a mapping with its fields explained, in the order of the model."""
    for key, field in model.model_fields.items():
        if key in data:
            yield from _comment(" ".join((field.description or "").split()), indent)
            yield from _key(indent, key, data[key])
        else:
            yield from _comment(f"{key}: {summary(field.description)}.", indent)


def render(data: Mapping[str, Any], *, comments: bool = True) -> str:
    """Return the text of a tenant file for its data."""
    if not comments:
        return SCHEMA_LINE + "\n".join(_plain_mapping(data, "")) + "\n"
    lines: list[str] = []
    for key, field in Tenant.model_fields.items():
        if key == "environments":
            lines += _comment(" ".join((field.description or "").split()), "")
            lines.append("environments:")
            for name, environment in data[key].items():
                lines.append(f"  {name}:")
                model = model_at(Tenant, (key, name))
                assert model is not None  # noqa: S101 - the model has this field
                lines += _commented(environment, model, "    ")
        elif key in data:
            lines += _comment(" ".join((field.description or "").split()), "")
            lines += _key("", key, data[key])
        else:
            lines += _comment(f"{key}: {summary(field.description)}.", "")
    return SCHEMA_LINE + "\n".join(lines) + "\n"
