"""Reads the digest that `pulumi preview --json` prints.

Source: `pkg/display/json.go` of Pulumi. It has dependencies and source positions, and leaves out
policies' verdicts, and unless it was asked for them, what stays the same and the steps in which a
replacement is made.
"""

from sys import intern
from typing import Any, Final

from kyotsu.errors import UserMistake
from kyotsu.review.reading.jsontext import JsonText
from kyotsu.review.reading.records import Records, Said, Step
from kyotsu.review.reading.shapes import counts, items, named_texts, record, text, texts
from kyotsu.review.reading.states import detailed_of, sides_of

_FIELDS: Final = frozenset({"config", "steps", "diagnostics", "duration", "changeSummary"})
_EVENT: Final = frozenset({"sequence", "timestamp"})


def read_digest(document: JsonText, name: str, *, light: bool = False) -> Records:
    """Return what a digest says; `light` without the resources' properties.

    Raises:
        UserMistake: it is empty, cut off, no JSON, or no digest.
    """
    if not document.peek():
        raise UserMistake(f"{name}: the file is empty; give what `pulumi preview --json` printed")
    records = Records(name=name)
    seen: set[str] = set()
    if document.peek() != "{":
        raise _no_digest(name)
    for field in document.fields():
        seen.add(field)
        if field == "steps" and document.peek() == "[":
            records.steps.extend(_step(item, light=light) for item in document.items())
        else:
            _take(records, field, document.value())
    if seen & _EVENT:
        raise UserMistake(f"{name}: this is an event stream; give it as --events")
    if not seen & _FIELDS:
        raise _no_digest(name)
    if document.peek():
        raise UserMistake(f"{name}: there is more behind the digest; give one file a preview")
    return records


def _no_digest(name: str) -> UserMistake:
    return UserMistake(f"{name}: this is no digest; give what `pulumi preview --json` printed")


def _take(records: Records, field: str, value: Any) -> None:
    if field == "config":
        records.config = named_texts(value)
    elif field == "changeSummary":
        records.counts = counts(value)
    elif field == "maybeCorrupt":
        records.corrupt = bool(value)
    elif field == "diagnostics":
        records.said.extend(
            Said(
                severity=text(one.get("severity")) or "info",
                urn=text(one.get("urn")),
                message=text(one.get("prefix")) + text(one.get("message")),
            )
            for one in map(record, items(value))
        )


def _step(item: object, *, light: bool) -> Step:
    fields = record(item)
    urn = intern(text(fields.get("urn")))
    states = [record(fields.get(side)) for side in ("newState", "oldState")]
    op = intern(text(fields.get("op")))
    old, new = sides_of(fields.get("oldState"), fields.get("newState"), light=light)
    return Step(
        op=op,
        asked=op,
        urn=urn,
        type=next((found for one in states if (found := text(one.get("type")))), type_of(urn)),
        old=old,
        new=new,
        keys=texts(fields.get("replaceReasons")),
        diffs=texts(fields.get("diffReasons")),
        detailed=detailed_of(fields.get("detailedDiff"), "kind"),
    )


def type_of(urn: str) -> str:
    """Return the type token in a URN."""
    parts = urn.split("::")
    return parts[2].rsplit("$", 1)[-1] if len(parts) > 2 else ""
