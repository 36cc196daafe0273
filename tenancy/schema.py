"""JSON Schemas for editors, and the reference table, generated from the models."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

from pydantic import BaseModel

from tenancy import defaults
from tenancy.explain import model_in
from tenancy.model import Ministries, Tenant
from tenancy.services import SERVICES
from tenancy.stage import StageSettings

STAGE: Final = "schemas/stage.schema.json"
SCHEMAS: Final[Mapping[str, type[BaseModel]]] = {
    "schemas/tenant.schema.json": Tenant,
    "schemas/ministries.schema.json": Ministries,
    STAGE: StageSettings,
}
"""Where each schema is kept, and the model that it is generated from. The stage's is of the whole
`Pulumi.<stage>.yaml`, in which Pulumi keeps other things too."""

REFERENCE: Final = "docs/tenant-file.md"
"""The document that holds the table of fields."""


def _without_titles(node: Any) -> Any:
    """Drop pydantic's titles: they repeat the key."""
    if isinstance(node, dict):
        items = cast("dict[str, Any]", node)
        return {
            key: _without_titles(value)
            for key, value in items.items()
            if not (key == "title" and isinstance(value, str))
        }
    if isinstance(node, list):
        return [_without_titles(item) for item in cast("list[Any]", node)]
    return node


def schema_text(path: str) -> str:
    """Return the text of one of `SCHEMAS`."""
    schema = _without_titles(SCHEMAS[path].model_json_schema())
    if path == STAGE:
        # Its parts refer to each other from the top of the document.
        parts = schema.pop("$defs")
        config = {"properties": {"kyotsu:stage": schema}, "required": ["kyotsu:stage"]}
        schema = {"properties": {"config": config}, "required": ["config"], "$defs": parts}
    return (
        json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema},
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def _type(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    if "$ref" in field:
        return _type(definitions[field["$ref"].rsplit("/", 1)[1]], definitions)
    if "anyOf" in field:
        kinds = [_type(one, definitions) for one in field["anyOf"] if one.get("type") != "null"]
        return " or ".join(kinds)
    if "enum" in field:
        values = [str(value) for value in field["enum"]]
        return ", ".join(f"`{value}`" for value in values)
    if "const" in field:
        return f"`{field['const']}`"
    if field.get("type") == "array":
        return f"list of {_type(field['items'], definitions)}"
    if field.get("type") == "object":
        return "mapping"
    if field.get("format") == "date":
        return "date"
    return {"string": "text", "integer": "whole number", "number": "number"}.get(
        field.get("type", ""), "true or false"
    )


def _rows(model: type[BaseModel], before: str, definitions: Mapping[str, Any]) -> Iterator[str]:
    schema = model.model_json_schema()
    for key, field in model.model_fields.items():
        inner = model_in(field.annotation)
        shape: Mapping[str, Any] = schema["properties"][key]
        kind = _type(shape, definitions)
        required = "yes" if field.is_required() else "no"
        text = " ".join((field.description or "").split()).replace("<", "&lt;")
        name = f"{before}{key}{'[]' if kind.startswith('list of mapping') else ''}"
        yield f"| `{name}` | {kind} | {required} | {text} |"
        if inner is not None and set(inner.model_fields) != {"ja", "en"}:
            yield from _rows(inner, f"{name}.", definitions)


def fields_table() -> str:
    """Return the table of a tenant file's fields, in Markdown."""
    definitions = Tenant.model_json_schema()["$defs"]
    rows = [
        row
        for row in _rows(Tenant, "", definitions)
        if not row.startswith("| `environments.dev.")  # the same as prod's
    ]
    head = "| field | value | required | meaning |\n| --- | --- | --- | --- |\n"
    return head + "\n".join(rows) + "\n"


def defaults_table() -> str:
    """Return the table of defaults, in Markdown, in the order in which it is read."""

    def shown(value: object) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        return str(value)

    lines = ["| value | is | for |", "| --- | --- | --- |"]
    lines += [
        f"| {field} | {shown(row.value)} | {row.whom()} |"
        for field, rows in defaults.TABLE.items()
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def services_table() -> str:
    """Return the table of cloud services, in Markdown."""
    lines = ["| key | service | overview | private endpoints |", "| --- | --- | --- | --- |"]
    for key, service in sorted(SERVICES.items()):
        overview = f"{service.overview.ja} / {service.overview.en}"
        endpoints = ", ".join(service.endpoints) or "none of its own"
        lines.append(f"| `{key}` | {service.name} | {overview} | {endpoints} |")
    return "\n".join(lines) + "\n"


TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "fields": fields_table,
    "defaults": defaults_table,
    "services": services_table,
}
"""The tables of the reference, by the name in the lines between which each is written."""


def reference_text(current: str) -> str:
    """Return the reference document with its tables renewed. Raises `ValueError` without marks."""
    for name, table in TABLES.items():
        begin = f"<!-- {name}: written by `kyotsu tenant schema --write` -->\n"
        end = f"<!-- end of {name} -->\n"
        before, found, rest = current.partition(begin)
        _, ended, after = rest.partition(end)
        if not found or not ended:
            raise ValueError(f"{REFERENCE} has lost the lines around its table of {name}")
        current = f"{before}{begin}\n{table()}\n{end}{after}"
    return current
