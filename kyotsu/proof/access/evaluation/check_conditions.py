"""Conditions and patterns as the second method reads them, word by word, for one request."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Any, Final

Context = Mapping[str, Sequence[str]]
"""The values of the request's keys, by keys in small letters."""


def met(operator: str, key: str, values: list[Any], context: Context, *, allows: bool) -> bool:
    """Return whether a condition of a statement that allows, or that denies, is met."""
    texts = [str(one).lower() if isinstance(one, bool) else str(one) for one in values]
    wanted = [one for text in texts if (one := with_values(text, context)) is not None]
    found = context.get(key)
    quantifier, _, name = operator.lower().rpartition(":")
    if name == "null":
        return (found is None) == (texts[0].lower() == "true")
    optional = name.endswith("ifexists")
    name = name.removesuffix("ifexists")
    negated = "not" in name
    compare = _OPERATORS.get(name.replace("not", ""))
    literal = name.startswith(("stringequals", "stringnotequals"))
    if compare is None or quantifier not in ("", "foranyvalue", "forallvalues"):
        return allows
    if len(wanted) != len(texts) or any(literal and _wild(one) for one in wanted):
        return allows
    if found is None:
        return optional or negated or quantifier == "forallvalues"
    each = [any(compare(one, value) for one in wanted) != negated for value in found]
    return all(each) if quantifier == "forallvalues" else any(each)


def with_values(text: str, context: Context) -> str | None:
    """Return a text with the request's values for its variables; None where one has no value."""
    missing: list[str] = []

    def value(found: re.Match[str]) -> str:
        name, _, otherwise = found[1].partition(",")
        values = context.get(name.strip().lower())
        default = otherwise.strip()
        if values is None and len(default) > 1 and default[0] == default[-1] == "'":
            return default[1:-1]
        if values is None or len(values) != 1 or _wild(values[0]):
            missing.append(name)
            return ""
        return values[0]

    filled = re.sub(r"\$\{([^}]*)\}?", value, text)
    return None if missing else filled


def _wild(value: str) -> bool:
    return "*" in value or "?" in value


def as_list(value: Any) -> list[Any]:
    """Return the values of an element, which has one or several."""
    return value if isinstance(value, list) else [value]


def like(pattern: str, text: str) -> bool:
    """Return whether a text is one that a pattern of `*` and `?` describes."""
    pieces = (".*" if one == "*" else "." if one == "?" else re.escape(one) for one in pattern)
    return re.fullmatch("".join(pieces), text, re.DOTALL) is not None


def arn_like(pattern: str, text: str) -> bool:
    """Return whether an ARN is one that a pattern describes, part by part."""
    if pattern == "*":
        return True
    ours, theirs = pattern.split(":", 5), text.split(":", 5)
    return len(ours) == len(theirs) and all(map(like, ours, theirs))


def _compared(read: Callable[[str], float], by: Callable[[float, float], bool]) -> Any:
    def compare(wanted: str, value: str) -> bool:
        try:
            return by(read(value), read(wanted))
        except ValueError:
            return False

    return compare


def _seconds(value: str) -> float:
    if value.isdigit():
        return float(value)
    try:
        return float(value)
    except ValueError:
        return datetime.fromisoformat(value.replace("Z", "+00:00")).timestamp()


def _in_network(wanted: str, value: str) -> bool:
    try:
        return ip_address(value) in ip_network(wanted, strict=False)
    except ValueError:
        return False


_ORDERS: Final[dict[str, Callable[[float, float], bool]]] = {
    "equals": lambda one, other: one == other,
    "lessthan": lambda one, other: one < other,
    "lessthanequals": lambda one, other: one <= other,
    "greaterthan": lambda one, other: one > other,
    "greaterthanequals": lambda one, other: one >= other,
}
_OPERATORS: Final[dict[str, Callable[[str, str], bool]]] = {
    "stringequals": lambda wanted, value: wanted == value,
    "stringequalsignorecase": lambda wanted, value: wanted.lower() == value.lower(),
    "stringlike": like,
    "arnequals": arn_like,
    "arnlike": arn_like,
    "bool": lambda wanted, value: wanted.lower() == value.lower(),
    "ipaddress": _in_network,
    **{f"numeric{name}": _compared(float, by) for name, by in _ORDERS.items()},
    **{f"date{name}": _compared(_seconds, by) for name, by in _ORDERS.items()},
}
