"""The hash of what a preview says will change, equal wherever and whenever it is previewed."""

import json
from collections.abc import Mapping
from typing import Any, Final

from kyotsu.desired import canonical

_QUIET: Final = frozenset({"same", "read", "refresh"})
"""Steps that change nothing. A tenant reads the foundation's outputs, which may by then be more."""
_VOLATILE: Final = frozenset({"sourcePosition", "stackTrace", "created", "modified"})
"""Where and when, not what."""
_SETS: Final = ("dependencies", "diffReasons", "replaceReasons")
"""Lists whose order is that in which the engine came upon what is in them."""


def changes_hash(digest: bytes) -> str:
    """Return the hash of the changes in the JSON that `pulumi preview --json` wrote.

    Counted are the steps that aren't quiet, without the places in the program and the times at
    which the engine wrote something down, in the order of their URNs.

    Raises:
        ValueError: it isn't such a digest.
    """
    document: dict[str, Any] = json.loads(digest, parse_int=_whole)
    if "changeSummary" not in document:
        raise ValueError("it is no digest of a preview")
    found: list[dict[str, Any]] = document.get("steps") or []
    steps = [_step(step) for step in found if step["op"] not in _QUIET]
    steps.sort(key=_urn_and_op)
    return canonical.digest(steps)


def settled(resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return a resource as it is in every equal state: no places or times, and nothing by chance.

    Dependencies are sorted, and properties without any aren't listed.
    """
    kept = _sorted({name: value for name, value in resource.items() if name not in _VOLATILE})
    needs = kept.get("propertyDependencies") or {}
    kept["propertyDependencies"] = {name: sorted(urns) for name, urns in needs.items() if urns}
    return kept


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    kept = _sorted(step)
    return kept | {side: settled(kept[side]) for side in ("oldState", "newState") if kept.get(side)}


def _sorted(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: sorted(value) if name in _SETS and value else value for name, value in fields.items()
    }


def _urn_and_op(step: Mapping[str, Any]) -> tuple[str, str]:
    return str(step["urn"]), str(step["op"])


def _whole(digits: str) -> int | str:
    """Return an integer, or its digits where a JSON number can't hold it exactly."""
    number = int(digits) if len(digits) < 20 else canonical.EXACT + 1
    return number if abs(number) <= canonical.EXACT else digits
