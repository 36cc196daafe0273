"""Traces changes and verdicts to lines of a tenant's file."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final, cast

from kyotsu.diff.causes import Edit, Edits, causes_of, edits_of_file
from kyotsu.diff.changes import NOTHING
from kyotsu.diff.changes import Change as Difference
from kyotsu.review.findings import Place, Verdict
from kyotsu.review.model import Change, StackReview, Value
from tenancy.yamltext import Document, read, spell

_LEAST: Final = 3
"""Characters of a value that is looked for in a file: shorter ones are everywhere."""


class Lines:
    """One tenant's file, in the text that was previewed and in that of the base."""

    def __init__(
        self, path: str, environment: str, now: str, before: str | None, *, edited: bool
    ) -> None:
        self._path = path
        self._environment = environment
        self._document: Document | None = read(path, now.encode())[0]
        data = self._document.data if self._document else {}
        self._leaves = list(_leaves(data, ()))
        self._edits = Edits(declared=edits_of_file(path, before, now) if edited else ())

    def traced(self, review: StackReview) -> StackReview:
        """Return a review whose changes and verdicts name lines, where that can be known."""
        resources = tuple(
            one if one.quiet else replace(one, declared=self._of_change(one))
            for one in review.resources
        )
        by_urn = {one.urn: one for one in resources}
        verdicts = tuple(
            replace(one, declared=self._of_verdict(one, by_urn.get(one.urn)))
            for one in review.verdicts
        )
        return replace(review, resources=resources, verdicts=verdicts)

    def _of_change(self, change: Change) -> Place | None:
        """Return the line behind a change: an edit that explains it, or the one such value."""
        found: list[Place] = []
        for value in change.values or (Value(path="", before=None, after=None),):
            causes = causes_of(_difference(change, value), self._edits)
            found += [_place(one.place, one.what) for one in causes if one.certain]
        return found[0] if found else self._of_values(change)

    def _of_values(self, change: Change) -> Place | None:
        """Return the only line whose value is among the values that change."""
        values = {str(value.after) for value in change.values if _tells(value.after)}
        lines = [at for at, leaf in self._leaves if str(leaf) in values] if values else []
        return self._at(lines[0]) if len(lines) == 1 else None

    def _of_verdict(self, verdict: Verdict, change: Change | None) -> Place | None:
        if verdict.exception and (at := self._exception(verdict.rule)):
            return self._at(at)
        if change is not None and change.declared is not None:
            return change.declared
        edits = [one for one in self._edits.declared if one.field]
        return _of_edit(edits[0]) if edits else self._at(("environments", self._environment))

    def _exception(self, rule: str) -> tuple[str | int, ...] | None:
        for at, leaf in self._leaves:
            if at[0] == "exceptions" and at[-1] == "rule" and str(leaf).upper() == rule:
                return at
        return None

    def _at(self, at: tuple[str | int, ...]) -> Place | None:
        if self._document is None:
            return None
        return Place(path=self._path, line=self._document.line(at), field=spell(at))


def _difference(change: Change, value: Value) -> Difference:
    return Difference(
        urn=change.urn,
        type=change.type,
        name=change.name,
        action="update",
        path=value.path,
        before=None if value.before == NOTHING else value.before,
        after=None if value.after == NOTHING else value.after,
    )


def _place(place: str, what: str) -> Place:
    path, _, line = place.rpartition(":")
    known = line.isdigit()
    return Place(path=path if known else place, line=int(line) if known else 1, field=what)


def _of_edit(edit: Edit) -> Place:
    return Place(path=edit.path, line=edit.line, field=edit.field)


def _tells(value: Any) -> bool:
    return (
        isinstance(value, str | int) and not isinstance(value, bool) and len(str(value)) >= _LEAST
    )


def _leaves(value: Any, at: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict):
        for key, inner in cast("dict[str, Any]", value).items():
            yield from _leaves(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(cast("list[Any]", value)):
            yield from _leaves(inner, (*at, number))
    else:
        yield at, value
