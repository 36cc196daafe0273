"""What isn't known before an update, written so that it can be told apart and followed.

An engine's preview knows nothing of a value that AWS will choose, and nothing of a policy document
that such a value is in. Here each such value is a text that names the resource and the property
that it will come from, `<<urn#property>>`, so that the document around it can still be compared.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast

PATTERN: Final = re.compile(r"<<(urn:pulumi:[^#<>]+)#([A-Za-z0-9_]+)>>")
UNKNOWN: Final = {"$unknown": True}
"""A value of which nothing can be said: a list, a number or an object that AWS will fill in."""


def placeholder(urn: str, name: str) -> str:
    """Return the text that stands for a property of a resource until it is known."""
    return f"<<{urn}#{name}>>"


def is_unknown(value: object) -> bool:
    """Return whether a value, as a graph holds it, is unknown as a whole or in a part."""
    if isinstance(value, str):
        return PATTERN.search(value) is not None
    if isinstance(value, Mapping):
        return value == UNKNOWN or any(map(is_unknown, cast("Mapping[str, Any]", value).values()))
    if isinstance(value, list):
        return any(map(is_unknown, cast("list[Any]", value)))
    return False


def references(value: object) -> Iterator[tuple[str, str]]:
    """Yield the URN and the property of each placeholder in a value."""
    if isinstance(value, str):
        for found in PATTERN.finditer(value):
            yield found[1], found[2]
    elif isinstance(value, Mapping):
        for inner in cast("Mapping[str, Any]", value).values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in cast("list[Any]", value):
            yield from references(inner)


def fill(text: str, known: Callable[[str, str], str | None]) -> str:
    """Return a text in which each placeholder that is known, by URN and property, is filled in."""

    def found(match: re.Match[str]) -> str:
        value = known(match[1], match[2])
        return match[0] if value is None else value

    return PATTERN.sub(found, text)
