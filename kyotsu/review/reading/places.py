"""Where a program declares a resource, from the engine's source positions."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast
from urllib.parse import unquote

from kyotsu.review.findings import Place

_POSITION: Final = re.compile(r"(?:project://|file://)/?(?P<path>[^#]+)#(?P<line>\d+)")
_NOT_THEIRS: Final = ("site-packages/", "node_modules/", "/lib/python", "localcloud/engine/")
# Installed in place, our packages are seen by a path that leaves the project's folder.
_OURS: Final = re.compile(r"^\.\./.*?/((?:components|infra)/.+)$")


def place_of(state: Mapping[str, Any]) -> Place | None:
    """Return the innermost line of the program itself, or None where none is told."""
    for position in _positions(state):
        found = _POSITION.match(position)
        if found is None or any(part in found["path"] for part in _NOT_THEIRS):
            continue
        path = unquote(found["path"])
        return Place(path=_OURS.sub(r"\1", path), line=max(1, int(found["line"])))
    return None


def _positions(state: Mapping[str, Any]) -> Iterator[str]:
    yield str(state.get("sourcePosition") or "")
    trace: object = state.get("stackTrace")
    for frame in cast("list[object]", trace) if isinstance(trace, list) else []:
        if isinstance(frame, dict):
            yield str(cast("dict[str, Any]", frame).get("sourcePosition") or "")
