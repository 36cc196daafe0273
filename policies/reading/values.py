"""Values by their path, such as `rule.defaultRetention.days`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from policies.rule import UNKNOWN, NotKnown


def value_at(properties: Mapping[str, Any], path: str) -> Any:
    """Return the value at a dotted path, or None where something on the way isn't there.

    A list of one object on the way is read as that object: providers differ in how they write a
    block that may occur once.

    Raises:
        NotKnown: the value, or something on the way to it, isn't known yet.
    """
    value: Any = properties
    walked: list[str] = []
    for step in path.split("."):
        if _is_list(value) and len(value) == 1:
            value = value[0]
        if value is UNKNOWN:
            raise NotKnown(".".join(walked))
        walked.append(step)
        value = value.get(step) if isinstance(value, Mapping) else None
    if value is UNKNOWN:
        raise NotKnown(path)
    return value


def is_set(properties: Mapping[str, Any], path: str) -> bool:
    """Whether there is a value at a path. One that isn't known yet is set; an empty one isn't."""
    try:
        value = value_at(properties, path)
    except NotKnown as missing:
        if missing.path == path:
            return True
        raise
    return value is not None and value not in ("", [], {})


def number_at(properties: Mapping[str, Any], path: str) -> float | None:
    """Return the number at a path, or None where there is none; a truth value isn't a number."""
    value = value_at(properties, path)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)


def objects_at(properties: Mapping[str, Any], path: str) -> list[Mapping[str, Any]]:
    """Return the objects of a list; a single object counts as a list of one.

    Raises:
        NotKnown: the list or one of its items isn't known yet.
    """
    value = value_at(properties, path)
    return [item for item in _items(value, path) if isinstance(item, Mapping)]


def texts_at(properties: Mapping[str, Any], path: str) -> tuple[str, ...]:
    """Return the texts of a list; a single text counts as a list of one.

    Raises:
        NotKnown: the list or one of its items isn't known yet.
    """
    value = value_at(properties, path)
    return tuple(item for item in _items(value, path) if isinstance(item, str))


def first_problem(findings: Iterable[Callable[[], str | None]]) -> str | None:
    """Return the first problem that one of these finds. What can't be known yet hides no problem.

    Raises:
        NotKnown: none finds a problem, and at least one can't be known yet.
    """
    missing: NotKnown | None = None
    for find in findings:
        try:
            found = find()
        except NotKnown as unknown:
            missing = missing or unknown
            continue
        if found is not None:
            return found
    if missing is not None:
        raise missing
    return None


def all_of(*conditions: Callable[[], bool]) -> bool:
    """Whether every condition holds. One that can't be known yet matters only if none fails.

    Raises:
        NotKnown: none fails, and at least one can't be known yet.
    """
    missing: NotKnown | None = None
    for condition in conditions:
        try:
            if not condition():
                return False
        except NotKnown as found:
            missing = missing or found
    if missing is not None:
        raise missing
    return True


def any_of(*conditions: Callable[[], bool]) -> bool:
    """Whether some condition holds. One that can't be known yet matters only if none does.

    Raises:
        NotKnown: none holds, and at least one can't be known yet.
    """
    return not all_of(*(_negated(condition) for condition in conditions))


def _negated(condition: Callable[[], bool]) -> Callable[[], bool]:
    return lambda: not condition()


def _items(value: Any, path: str) -> Sequence[Any]:
    if not _is_list(value):
        return () if value is None else (value,)
    for position, item in enumerate(value):
        if item is UNKNOWN:
            raise NotKnown(f"{path}[{position}]")
    return value


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)
