"""Validation errors as plain sentences: what is wrong, and what to do."""

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Any, Final, Union, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tenancy.finding import Finding, nearest
from tenancy.vocabulary import MISTAKE
from tenancy.yamltext import Document, Path

_KINDS: Final[Mapping[str, str]] = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
}


def shown(value: object) -> str:
    """Return a value as it is spelled in YAML, cut to what fits a line."""
    if value is None:
        return "an empty value"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model that an annotation holds, directly, optionally or in a list or mapping."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType, tuple, dict) or hasattr(
        annotation, "__metadata__"
    ):
        for argument in get_args(annotation):
            if (model := model_in(argument)) is not None:
                return model
    return None


def model_at(model: type[BaseModel], at: Path) -> type[BaseModel] | None:
    """Return the model that describes the mapping at a place."""
    found: type[BaseModel] | None = model
    for step in at:
        if found is None:
            return None
        if isinstance(step, str) and step in found.model_fields:
            found = model_in(found.model_fields[step].annotation)
        # A position in a list, or a key of our own choosing in a mapping: same model.
    return found


def _value_at(data: Any, at: Path) -> Any:
    for step in at:
        data = data[step]
    return data


def summary(description: str | None) -> str:
    """Return a field's description on one line, without the items of the standards."""
    text = " ".join((description or "").split())
    if text[:1].isdigit() and "). " in text:
        text = text.split("). ", 1)[1]
    return text.rstrip(".")


def _unknown(error: ErrorDetails, model: type[BaseModel], document: Document) -> tuple[str, str]:
    *around, key = error["loc"]
    owner = model_at(model, tuple(around))
    present = cast("Mapping[str, object]", _value_at(document.data, tuple(around)))
    fields = set(owner.model_fields) if owner else set[str]()
    missing = fields - set(present)
    close = nearest(str(key), missing)
    remedy = close if close.startswith("did you mean") else nearest(str(key), fields)
    return f"unknown key {str(key)!r}", remedy


def _missing(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    *around, key = error["loc"]
    owner = model_at(model, tuple(around))
    field = owner.model_fields.get(str(key)) if owner else None
    said = summary(field.description if field else None)
    return f"{key} is missing", f"add {key}" + (f" ({said})" if said else "")


def sentence(error: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong with a value, and what to do."""
    kind = error["type"]
    context: Mapping[str, Any] = error.get("ctx", {})
    value = shown(error["input"])
    if kind == MISTAKE:
        return context["problem"], context["remedy"]
    if kind in _KINDS:
        hint = ""
        if kind == "string_type" and isinstance(error["input"], int | float | bool):
            hint = ", in quotes"
        elif isinstance(error["input"], str) and kind in ("int_type", "float_type", "bool_type"):
            hint = " without quotes" if error["input"].strip().isdigit() else ""
        return f"{value} is not {_KINDS[kind]}", f"write {_KINDS[kind]}{hint}"
    if kind == "literal_error":
        choices = str(context["expected"])
        if isinstance(error["input"], str):
            words = [word.strip("'") for word in choices.replace(" or ", ", ").split(", ")]
            return f"{value} is not one of {choices}", nearest(error["input"], words)
        return f"{value} is not one of {choices}", f"write {choices}"
    bounds = {
        "greater_than": ("gt", "is not above {}", "write a number above {}"),
        "greater_than_equal": ("ge", "is below {}", "write a number from {}"),
        "less_than": ("lt", "is not below {}", "write a number below {}"),
        "less_than_equal": ("le", "is above {}", "write a number up to {}"),
    }
    if kind in bounds:
        bound, what, remedy = bounds[kind]
        limit = f"{context[bound]:,}"
        return f"{value} {what.format(limit)}", remedy.format(limit)
    if kind == "too_short":
        return "the list is empty", "write at least one item"
    if kind == "too_long":
        return f"the list has more than {context['max_length']} items", "write fewer"
    if kind == "string_too_short":
        return "the text is empty", "write it"
    if kind == "string_too_long":
        return (
            f"the text has more than {context['max_length']} characters",
            f"shorten it to {context['max_length']}",
        )
    if kind == "string_pattern_mismatch":
        if context["pattern"] == r"\S":
            return "the text is blank", "write it"
        return f"{value} has the wrong form", f"write what matches {context['pattern']}"
    return f"{value} is not accepted ({error['msg']})", "correct it"


def explain(
    error: ValidationError, model: type[BaseModel], document: Document, *, below: Path = ()
) -> Iterator[Finding]:
    """Yield a finding for each mistake that a model found in a document.

    `below` is where in the document the validated mapping is. A required key that is only
    misspelled is reported once, as the unknown key.
    """
    part = Document(document.path, _value_at(document.data, below), document.lines)
    errors = error.errors(include_url=False)
    suggested = set[Path]()
    for one in errors:
        if one["type"] == "extra_forbidden":
            _, remedy = _unknown(one, model, part)
            if remedy.startswith("did you mean"):
                suggested.add((*one["loc"][:-1], remedy.split("'")[1]))
    for one in errors:
        at: Path = one["loc"]
        if one["type"] == "missing" and at in suggested:
            continue
        if one["type"] == "too_short" and any(
            other["loc"][: len(at)] == at for other in errors if other is not one
        ):
            continue  # its items are wrong, not lacking
        if one["type"] == MISTAKE:
            at = (*at, *one.get("ctx", {}).get("at", ()))
        if at and at[-1] == "[key]":
            at = at[:-1]
        if one["type"] == "extra_forbidden":
            problem, remedy = _unknown(one, model, part)
        elif one["type"] == "missing":
            problem, remedy = _missing(one, model)
        else:
            problem, remedy = sentence(one)
        yield document.finding((*below, *at), problem, remedy)
