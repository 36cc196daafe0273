"""JSON in its one canonical form, RFC 8785, and hashes over it.

https://www.rfc-editor.org/rfc/rfc8785. Python's own encoder writes texts as the RFC wants them;
numbers and the order of keys are what has to be seen to.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from typing import Any, Final, cast

EXACT: Final = 2**53
"""Integers beyond it aren't the same in every reader of JSON (I-JSON, RFC 7493)."""


def canonical(value: Any) -> bytes:
    """Return the canonical JSON of plain data: None, booleans, numbers, texts, lists, mappings.

    Raises `ValueError` for what has no canonical form: NaN, infinity, an integer that a double
    can't hold, half of a surrogate pair, a key that is no text.
    """
    return _text(value).encode("utf-8")


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _text(value: Any) -> str:
    if value is None or isinstance(value, (bool, str)):
        return _encode(value)
    if isinstance(value, int):
        if abs(value) > EXACT:
            raise ValueError(f"{value} is too large for a JSON number")
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        items = cast("Mapping[Any, Any]", value)
        return "{" + ",".join(f"{_encode(k)}:{_text(items[k])}" for k in _in_order(items)) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(_text, cast("list[Any]", value))) + "]"
    raise ValueError(f"{type(value).__name__} is not JSON")


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _in_order(items: Mapping[Any, Any]) -> list[str]:
    """Return the keys, sorted by their UTF-16 code units."""
    if not all(isinstance(key, str) for key in items):
        raise ValueError("a key is not a text")
    if all(map(str.isascii, items)):
        return sorted(items)
    return sorted(items, key=lambda key: str(key).encode("utf-16-be"))


def _number(value: float) -> str:
    """Return a double as ECMAScript's Number::toString writes it: its shortest digits, reshaped."""
    if not math.isfinite(value):
        raise ValueError(f"{value} is not JSON")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = f"{abs(value)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    leading = len(whole + fraction) - len(digits)
    point = len(whole) - leading + int(exponent or 0)
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        text = digits + "0" * (point - count)
    elif 0 < point <= 21:
        text = f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = f"0.{'0' * -point}{digits}"
    else:
        power = f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
        text = digits[0] + (f".{digits[1:]}" if count > 1 else "") + power
    return sign + text
