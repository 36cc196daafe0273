"""Which line brought a change about, where that can be known.

Three things can differ between two sides: a tenant's file, the stage's file, and code. A change is
traced to

- the line of a declaration, or the lines of code, in which its old and new value are seen;
- or else the only thing that differs.

Where several could be it, all are named and the trace says that it isn't certain.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from kyotsu.diff import hunks
from kyotsu.diff.changes import NOTHING, Change, values_between
from kyotsu.diff.hunks import Hunk
from tenancy.yamltext import Document, read


@dataclass(frozen=True, order=True)
class Cause:
    """A place, and whether it is known to be the reason or only one that can be."""

    place: str
    """`tenants/soumu/shinsei.yaml:71`, or a file of code with or without a line."""
    what: str = ""
    """The field, such as `environments.prod.log_retention_days`."""
    certain: bool = True


@dataclass(frozen=True)
class Edit:
    """One field of a declaration that differs."""

    path: str
    line: int
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, kw_only=True)
class Edits:
    """All that differs between two sides, for one tenant."""

    declared: tuple[Edit, ...] = ()
    code: tuple[Hunk, ...] = ()


def edits_of_file(path: str, before: str | None, after: str | None) -> tuple[Edit, ...]:
    """Return the fields of a declaration that differ between two texts of its file.

    Lines are those of the text after; of what was taken out, those around it.
    """
    old, new = _document(path, before), _document(path, after)
    if new is None:
        return ()
    if old is None:
        return (Edit(path, 1, "", NOTHING, NOTHING),)
    return tuple(
        Edit(path, new.line(_steps(at)), at, was, now)
        for at, was, now in values_between(old.data, new.data)
    )


def causes_of(change: Change, edits: Edits) -> tuple[Cause, ...]:
    """Return what brought a change about, or what may have."""
    if change.follows:
        return ()
    seen = [
        *(_of_edit(edit) for edit in edits.declared if _shows(edit, change)),
        *(Cause(hunk.place) for hunk in edits.code if hunks.shows(hunk, change)),
    ]
    if len(seen) == 1:
        return tuple(seen)
    if not seen:
        seen = [
            *map(_of_edit, edits.declared),
            *(Cause(path) for path in sorted({hunk.path for hunk in edits.code})),
        ]
        files = {source.rpartition(":")[0]: source for source in reversed(change.source)}
        seen = [Cause(files.get(one.place, one.place), one.what) for one in seen]
    certain = len(seen) == 1
    return tuple(Cause(one.place, one.what, certain) for one in seen)


def _of_edit(edit: Edit) -> Cause:
    return Cause(f"{edit.path}:{edit.line}", edit.field)


def _shows(edit: Edit, change: Change) -> bool:
    """Return whether a field's old and new value are seen in the change's."""
    return any(
        _within(value, whole)
        for value, whole in ((edit.after, change.after), (edit.before, change.before))
        if value not in (None, NOTHING) and not isinstance(value, bool)
    )


def _within(value: Any, whole: Any) -> bool:
    leaves = [*_leaves(whole)]
    return any(
        leaf == value or (isinstance(value, str) and isinstance(leaf, str) and value in leaf)
        for value in _leaves(value)
        for leaf in leaves
        if not isinstance(value, str) or len(value) > 2
    )


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for inner in cast("Mapping[str, Any]", value).values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in cast("list[Any]", value):
            yield from _leaves(inner)
    else:
        yield value


def _document(path: str, text: str | None) -> Document | None:
    return None if text is None else read(path, text.encode())[0]


def _steps(at: str) -> tuple[str | int, ...]:
    """Return a place as `values_between` spells it, as the reader of YAML counts it."""
    steps: list[str | int] = []
    for part in at.split("."):
        name, *numbers = part.replace("]", "").split("[")
        steps.append(name)
        steps.extend(int(number) for number in numbers)
    return tuple(steps)


def of_all(changes: Sequence[Change], edits: Edits) -> tuple[tuple[Cause, ...], ...]:
    """Return the causes of each change."""
    return tuple(causes_of(change, edits) for change in changes)


def places(causes: Iterable[Cause]) -> str:
    """Return causes as people read them."""
    told = [f"{one.place} {one.what}".strip() for one in causes]
    if not told:
        return ""
    return told[0] if len(told) == 1 else "one of: " + ", ".join(told)
