"""What differs in a resource, from its two masked sides and from what the engine says of it."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, Final, cast

from kyotsu.diff.changes import NOTHING, values_between
from kyotsu.review.model import Value

_SECRET: Final[Mapping[str, Any]] = {"$secret": ""}
_STEP: Final = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\.?([^.\[\]]+)')


def differences(
    sides: Sequence[Mapping[str, Any]],
    answered: Callable[[], Sequence[Mapping[str, Any]]],
    told: Mapping[str, tuple[str, bool]],
    names: Collection[str],
    replacing: Collection[str],
    text: Callable[[str], str],
) -> Iterator[Value]:
    """Yield the values that differ, sorted by path. All that is given is masked, save names.

    `sides` are the inputs before and after, `answered` gives the outputs. `told` and `names` are
    the engine's detailed diff and the properties that it found different: they tell what the two
    sides don't, a secret that changed or what is there unlike what was declared.
    """
    found = {path: pair for path, *pair in values_between(sides[0], sides[1])}
    forced = {*replacing, *(path for path, (kind, _) in told.items() if kind.endswith("replace"))}
    forced_tops = {_top(path) for path in forced}
    computed: set[str] = set()
    seen = {_top(path) for path in found}
    for path in sorted({*told, *names}):
        top = _top(path)
        if top in seen or top.startswith("__"):
            continue
        before, after = (_at(side, path) for side in sides)
        if before == after and _holds_blinded(before):
            found[path] = [_SECRET, _SECRET]
        elif before == after:
            # Not in what was declared, so in what is there.
            found[path] = [_at(side, path) for side in answered()]
            if before != NOTHING and found[path][1] in (NOTHING, {"$unknown": True}):
                found[path][1] = after
            computed.add(path)
    for path in sorted(found):
        before, after = found[path]
        yield Value(
            path=text(path),
            before=before,
            after=after,
            replaces=_top(path) in forced_tops,
            computed=path in computed,
        )


def _top(path: str) -> str:
    found = _STEP.match(path)
    return next((part for part in found.groups() if part), path) if found else path


def _at(side: Mapping[str, Any], path: str) -> Any:
    """Return what is at a path of the engine's; `$nothing` where nothing is."""
    value: Any = side
    for step in _STEP.finditer(path):
        key = step[1] if step[1] is not None else step[3]
        if step[2] is not None and isinstance(value, list):
            items = cast("list[Any]", value)
            if int(step[2]) >= len(items):
                return NOTHING
            value = items[int(step[2])]
        elif isinstance(value, Mapping) and "$secret" in value:
            return dict(cast("Mapping[str, Any]", value))
        elif isinstance(value, Mapping) and key in value:
            value = cast("Mapping[str, Any]", value)[cast("str", key)]
        else:
            return NOTHING
    return value


def _holds_blinded(value: Any) -> bool:
    """Whether there is a secret in a value of which the engine alone knows if it changed."""
    if isinstance(value, Mapping):
        found = cast("Mapping[str, Any]", value)
        return found == _SECRET or any(map(_holds_blinded, found.values()))
    return isinstance(value, list) and any(map(_holds_blinded, cast("list[Any]", value)))
