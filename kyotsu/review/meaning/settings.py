"""Switches and numbers of single resources: which way is the safe one, and what it means."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kyotsu.review.findings import Finding
from kyotsu.review.meaning.finding import looser, said, stricter
from kyotsu.review.meaning.judging import Classifier, by_pair
from kyotsu.review.meaning.world import Pair, World
from policies.reading.values import value_at
from policies.rule import NotKnown, Severity, Text

Order = Callable[[Any, Any], int]
"""Returns 1 where the second value is looser than the first, -1 where it is tighter, else 0."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One property of some types. `default` is what AWS takes where it isn't set.

    `looser` and `tighter` are sentences in which `{name}` is the resource's.
    """

    code: str
    types: tuple[str, ...]
    path: str
    order: Order
    severity: Severity
    looser: Text
    tighter: Text
    default: Any = None


def on_is_safe(old: Any, new: Any) -> int:
    """Order a switch that is safe when it is on."""
    return int(old is True) - int(new is True)


def off_is_safe(old: Any, new: Any) -> int:
    """Order a switch that is safe when it is off."""
    return int(new is True) - int(old is True)


def more_is_safe(old: Any, new: Any) -> int:
    """Order a number of which more is safer. No number at all stands for no end."""
    return _compare(_number(new), _number(old))


def less_is_safe(old: Any, new: Any) -> int:
    """Order a number of which less is safer."""
    return _compare(_number(old), _number(new))


def ranked(*values: str) -> Order:
    """Order words, the safest first; one that isn't in the list is the loosest of all."""

    def order(old: Any, new: Any) -> int:
        def rank(value: Any) -> int:
            return values.index(value) if value in values else len(values)

        return _compare(rank(old), rank(new))

    return order


def settings(name: str, *table: Setting) -> Classifier:
    """Return a classifier that holds the resources which stay against a table."""
    by_type: dict[str, list[Setting]] = {}
    for row in table:
        for one in row.types:
            by_type.setdefault(one, []).append(row)

    def look(_: World, pair: Pair) -> Iterator[Finding]:
        if pair.old is None or pair.new is None:
            return
        missing: NotKnown | None = None
        for row in by_type[pair.node.type]:
            try:
                yield from _judged(row, pair)
            except NotKnown as unknown:
                missing = missing or unknown
        if missing is not None:
            raise missing

    return by_pair(name, by_type, look)


def _judged(row: Setting, pair: Pair) -> Iterator[Finding]:
    assert pair.old is not None and pair.new is not None  # noqa: S101, PT018 - both sides are there
    old, new = _value(row, pair.old.properties), _value(row, pair.new.properties)
    way = row.order(old, new)
    if way == 0:
        return
    if way > 0:
        text = said(row.looser, name=pair.name)
        yield looser(row.code, row.severity, text, pair.urn, before=old, after=new)
    else:
        text = said(row.tighter, name=pair.name)
        yield stricter(f"{row.code}-mended", text, pair.urn, before=old, after=new)


def _value(row: Setting, properties: Any) -> Any:
    value = value_at(properties, row.path)
    return row.default if value is None else value


def _number(value: Any) -> float:
    if value is None or isinstance(value, bool):
        return float("inf")
    try:
        number = float(value)
    except (TypeError, ValueError):
        return float("inf")
    return number if number > 0 else float("inf")


def _compare(one: float, other: float) -> int:
    return (other > one) - (other < one)
