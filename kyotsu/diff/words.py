"""Pieces of sentences that the table and the Markdown share."""

import json
from typing import Any, Final

from kyotsu.desired.placeholders import UNKNOWN
from kyotsu.desired.show import short, short_type
from kyotsu.diff.causes import places
from kyotsu.diff.changes import NOTHING
from kyotsu.diff.grouping import Group, Line
from kyotsu.diff.model import Diff

SIGNS: Final = {"create": "+", "update": "~", "replace": "-/+", "delete": "-"}
_LONGEST: Final = 60
_NAMES: Final = 3

AUTHORITY: Final = (
    "Evaluated without an engine. What is replaced is read from a table; "
    "the engine's preview stays the authority."
)


def heading(diff: Diff, changed: int, added: int, removed: int) -> str:
    """Return the comparison in one sentence."""
    if diff.same:
        return f"{diff.stage} is as in {diff.base}: {diff.stacks:,} stacks, no change"
    told = [counted(changed, "tenant changes", "tenants change")]
    if added:
        told.append(f"{added:,} new")
    if removed:
        told.append(f"{removed:,} destroyed")
    told.append(counted(diff.unchanged, "stack stays", "stacks stay"))
    return f"{diff.stage} against {diff.base}: {', '.join(told)}"


def counted(number: int, one: str, many: str) -> str:
    """Return a number with what it counts."""
    return f"{number:,} {one if number == 1 else many}"


def who(group: Group) -> str:
    """Return the group's tenants and how much they have in common."""
    changes = counted(len(group.lines), "change", "changes")
    if len(group.tenants) == 1:
        return f"{group.tenants[0]}: {changes}"
    return f"{len(group.tenants):,} tenants: the same {changes} ({some(group.tenants)})"


def some(names: tuple[str, ...] | list[str], most: int = _NAMES) -> str:
    """Return the first names, and how many more there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def subject(line: Line) -> str:
    """Return what changes: type and names."""
    return f"{short_type(line.type)} {some(sorted(line.names))}"


def what(line: Line) -> str:
    """Return how it changes."""
    if not line.path:
        return ""
    if line.follows:
        return f"{line.path}: gets the new id of {line.follows.rsplit('::', 1)[-1]}"
    varies = " (by tenant)" if line.varies else ""
    return f"{line.path}: {value(line.before)} → {value(line.after)}{varies}"


def marks(line: Line) -> str:
    """Return the warnings that a line deserves."""
    told: list[str] = []
    if line.action in ("replace", "delete") and line.stateful:
        told.append("DATA IS LOST")
    if line.action in ("replace", "delete") and line.protected:
        told.append("protected: the engine will refuse")
    if not line.judged:
        told.append("may be replaced: the type is not in the table")
    return ", ".join(told)


def because(line: Line) -> str:
    """Return where the change comes from."""
    told = [text for text in map(places, line.causes) if text]
    if not told:
        return f"declared at {line.source}" if line.source else ""
    return told[0] if len(told) == 1 else f"{told[0]}, and {len(told) - 1:,} more places"


def value(found: Any) -> str:
    """Return a value, cut to a readable length."""
    if found == NOTHING or found is None:
        return "nothing"
    if found == UNKNOWN:
        return "known after the update"
    if isinstance(found, dict) and "$secret" in found:
        return "[secret]"
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
    text = short(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
