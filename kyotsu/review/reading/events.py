"""Reads the engine's event stream, as `--event-log` or a streamed preview writes it.

Source: `sdk/go/common/apitype/events.go` of Pulumi. It has policies' verdicts, the real order of
steps and what is a secret, and lacks dependencies and source positions.
"""

from collections.abc import Iterator, Mapping
from sys import intern
from typing import Any, Final

from kyotsu.errors import UserMistake
from kyotsu.review.reading.digest import type_of
from kyotsu.review.reading.jsontext import JsonText
from kyotsu.review.reading.records import Records, Ruling, Said, Step
from kyotsu.review.reading.shapes import counts, named_texts, record, text, texts
from kyotsu.review.reading.states import detailed_of, sides_of
from kyotsu.review.reading.wire import properties

_DIGEST: Final = frozenset({"steps", "changeSummary"})
_ANSWERED: Final = frozenset({"refresh"})
"""Operations whose outcome is known only when the provider has answered."""


def read_events(document: JsonText, name: str) -> Records:
    """Return what an event stream says.

    Raises:
        UserMistake: it is empty, cut off within an event, no JSON, or no event stream.
    """
    records = Records(name=name)
    if not document.peek():
        raise UserMistake(f"{name}: the file is empty; give what `--event-log` wrote")
    waiting: dict[str, Step] = {}
    for event in _events(document, name):
        _take(records, waiting, event)
    return records


def _events(document: JsonText, name: str) -> Iterator[Mapping[str, Any]]:
    """Yield events from lines, a list, or the answer of Pulumi's service with a list in it."""
    seen = False
    while start := document.peek():
        for item in document.items() if start == "[" else (document.value(),):
            event = record(item)
            if _DIGEST & event.keys():
                raise UserMistake(f"{name}: this is a digest; give it as --digest")
            if isinstance(event.get("events"), list):
                yield from map(record, event["events"])
                seen = True
            elif any(key.endswith("Event") for key in event):
                yield event
                seen = True
            elif not ({"sequence", "timestamp"} & event.keys()):
                raise UserMistake(f"{name}: this is no event stream; give what `--event-log` wrote")
    if not seen:
        raise UserMistake(f"{name}: there is no event in it; give what `--event-log` wrote")


def _take(records: Records, waiting: dict[str, Step], event: Mapping[str, Any]) -> None:
    if found := record(event.get("resourcePreEvent")):
        step = _step(record(found.get("metadata")))
        records.steps.append(step)
        waiting[step.urn] = step
    elif found := record(event.get("resOutputsEvent")):
        _answered(records, waiting, record(found.get("metadata")))
    elif found := record(event.get("resOpFailedEvent")):
        step = _step(record(found.get("metadata")))
        waiting.get(step.urn, step).failed = True
    elif found := record(event.get("policyEvent")):
        records.rulings.append(
            Ruling(
                policy=text(found.get("policyName")),
                level=text(found.get("enforcementLevel")),
                urn=text(found.get("resourceUrn")),
                message=text(found.get("message")),
                pack=text(found.get("policyPackName")),
                severity=text(found.get("severity")),
            )
        )
    elif found := record(event.get("diagnosticEvent")):
        if not found.get("ephemeral") and text(found.get("severity")) != "debug":
            _say(
                records,
                text(found.get("severity")) or "info",
                text(found.get("prefix")) + text(found.get("message")),
                text(found.get("urn")),
            )
    elif found := record(event.get("stdoutEvent")):
        _say(records, "info", text(found.get("message")))
    elif found := record(event.get("errorEvent")):
        _say(records, "error", text(found.get("error")))
    elif "preludeEvent" in event:
        records.config = named_texts(record(event["preludeEvent"]).get("config"))
    elif "summaryEvent" in event:
        _summarized(records, record(event["summaryEvent"]))


def _say(records: Records, severity: str, message: str, urn: str = "") -> None:
    records.said.append(Said(severity=severity, urn=urn, message=message))


def _summarized(records: Records, summary: Mapping[str, Any]) -> None:
    records.counts = counts(summary.get("resourceChanges"))
    records.result = text(summary.get("result"))
    records.corrupt = bool(summary.get("maybeCorrupt"))
    packs = {**record(summary.get("PolicyPacks")), **record(summary.get("policyPacks"))}
    records.packs = tuple(sorted({name.partition("|")[0] for name in packs}))


def _answered(records: Records, waiting: Mapping[str, Step], fields: Mapping[str, Any]) -> None:
    """Take what the provider said of a step: its outputs, and what came of a refresh."""
    step = waiting.get(text(fields.get("urn")))
    if step is None:
        records.steps.append(_step(fields))
    elif step.op in _ANSWERED:
        answer = _step(fields)
        step.op, step.old, step.new = answer.op, answer.old or step.old, answer.new
        step.diffs, step.detailed = answer.diffs, answer.detailed
    elif step.op == text(fields.get("op")) and step.new is not None:
        step.new.outputs = properties(record(fields.get("new")).get("outputs"))


def _step(fields: Mapping[str, Any]) -> Step:
    urn, op = intern(text(fields.get("urn"))), intern(text(fields.get("op")))
    old, new = sides_of(fields.get("old"), fields.get("new"))
    return Step(
        op=op,
        asked=op,
        urn=urn,
        type=intern(text(fields.get("type"))) or type_of(urn),
        old=old,
        new=new,
        keys=texts(fields.get("keys")),
        diffs=texts(fields.get("diffs")),
        detailed=detailed_of(fields.get("detailedDiff"), "diffKind"),
    )
