"""The hash of what a preview says will change, equal wherever and whenever it is previewed."""

import json
from collections.abc import Mapping
from typing import Any, Final

from kyotsu.desired import canonical

_QUIET: Final = frozenset({"same", "read", "refresh"})
"""Steps that change nothing. A tenant reads the foundation's outputs, which may by then be more."""
_VOLATILE: Final = frozenset({"sourcePosition", "stackTrace", "created", "modified"})
"""Where and when, not what."""


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
    steps = [step for step in found if step["op"] not in _QUIET]
    steps.sort(key=_urn_and_op)
    return canonical.digest(without(steps, _VOLATILE))


def _urn_and_op(step: Mapping[str, Any]) -> tuple[str, str]:
    return str(step["urn"]), str(step["op"])


def without(value: Any, names: frozenset[str]) -> Any:
    """Return plain data without the entries of these names, at any depth."""
    if isinstance(value, Mapping):
        return {str(key): without(item, names) for key, item in value.items() if key not in names}
    if isinstance(value, list):
        return [without(item, names) for item in value]
    return value


def _whole(digits: str) -> int | str:
    """Return an integer, or its digits where a JSON number can't hold it exactly."""
    number = int(digits) if len(digits) < 20 else canonical.EXACT + 1
    return number if abs(number) <= canonical.EXACT else digits
