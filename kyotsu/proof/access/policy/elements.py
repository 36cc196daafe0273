"""What is wrong with a policy document, and the texts that its elements hold."""

from collections.abc import Mapping
from typing import Any, cast


class NotUnderstood(ValueError):  # noqa: N818 - it states what is the case
    """A document has something that AWS or this proof doesn't know; the message says what."""


def texts(one: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """Return the text or the texts of an element.

    Raises `NotUnderstood` where it is neither a text nor a list of texts, or has none.
    """
    value = one[key]
    items = cast("list[Any]", value) if isinstance(value, list) else [value]
    if not items or not all(isinstance(item, str) for item in items):
        raise NotUnderstood(f"has an {key} in {where} that is neither a text nor a list of texts")
    return tuple(cast("list[str]", items))
