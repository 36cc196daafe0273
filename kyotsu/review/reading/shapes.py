"""Reads fields that may be missing, null or of another kind than they should be.

The engine's files change with its version, and nothing in them is worth a failure: what isn't as
expected counts as not there.
"""

from collections.abc import Iterator, Mapping
from sys import intern
from typing import Any, cast


def record(value: object) -> Mapping[str, Any]:
    """Return an object's fields, or none."""
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}


def items(value: object) -> list[Any]:
    """Return a list's items, or none."""
    return cast("list[Any]", value) if isinstance(value, list) else []


def text(value: object) -> str:
    """Return a text, or an empty one."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> tuple[str, ...]:
    """Return the texts in a list."""
    return tuple(intern(item) for item in items(value) if isinstance(item, str))


def named_texts(value: object) -> Mapping[str, str]:
    """Return the texts in an object."""
    return {key: one for key, one in record(value).items() if isinstance(one, str)}


def counts(value: object) -> Mapping[str, int]:
    """Return the numbers in an object that aren't zero."""
    return {
        key: number
        for key, number in record(value).items()
        if isinstance(number, int) and not isinstance(number, bool) and number
    }


def pairs(value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the objects in an object."""
    for key, inner in record(value).items():
        yield key, record(inner)
