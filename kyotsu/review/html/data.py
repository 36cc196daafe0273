"""The list of changes as data for the page's script: short, and harmless in any HTML."""

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from kyotsu.review.findings import RANK
from kyotsu.review.html.labels import LABELS
from kyotsu.review.model import Change, Review, StackReview
from policies.rule import Severity, Text

_LONGEST_VALUE: Final = 2000
_MOST_INPUTS: Final = 40
_MOST_DEPENDENTS: Final = 20
_MARKS: Final = {"$unknown": "unknown", "$secret": "secret", "$nothing": "nothing"}


def script_data(review: Review) -> str:
    """Return JSON that can stand in a `<script>` of any page: no `<`, `>` or `&` is in it."""
    data = {
        "labels": {key: [text.ja, text.en] for key, text in LABELS.items()},
        "stacks": [one.subject.label for one in review.stacks],
        "changes": [
            change for number, one in enumerate(review.stacks) for change in _changes(number, one)
        ],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _changes(number: int, stack: StackReview) -> list[dict[str, Any]]:
    told: dict[str, list[list[Any]]] = {}
    for danger in stack.dangers:
        told.setdefault(danger.urn, []).append(_told(danger.severity, danger.text))
    for finding in stack.findings:
        for urn in finding.urns:
            severity = Severity.LOW if finding.stricter else finding.severity
            told.setdefault(urn, []).append(_told(severity, finding.text))
    for verdict in stack.verdicts:
        title = verdict.title or Text(ja=verdict.text, en=verdict.text)
        one = Text(ja=f"{verdict.rule}: {title.ja}", en=f"{verdict.rule}: {title.en}")
        told.setdefault(verdict.urn, []).append(_told(verdict.severity or Severity.MEDIUM, one))
    reach = stack.reach.dependents if stack.reach else {}
    return [
        _change(number, one, told.get(one.urn, []), reach.get(one.urn, ())) for one in stack.changes
    ]


def _told(severity: Severity, text: Text) -> list[Any]:
    return [str(severity), text.ja, text.en]


def _change(
    number: int, change: Change, told: list[list[Any]], dependents: tuple[str, ...]
) -> dict[str, Any]:
    worst = min((RANK[Severity(one[0])] for one in told), default=len(RANK))
    found: dict[str, Any] = {
        "s": number,
        "a": change.action,
        "t": change.type,
        "n": change.name,
        "u": change.urn,
        "w": worst,
    }
    values = [
        [one.path, shown(one.before), shown(one.after), int(one.replaces)] for one in change.values
    ]
    side = change.after if change.after is not None else change.before
    inputs = [] if values else [[name, shown(value)] for name, value in (side or {}).items()]
    more: dict[str, Any] = {
        "m": told,
        "v": values,
        "i": inputs[:_MOST_INPUTS],
        "c": len(inputs) > _MOST_INPUTS,
        "r": list(change.reasons),
        "o": list(change.steps),
        "d": [urn.rpartition("::")[2] for urn in dependents[:_MOST_DEPENDENTS]],
        "dn": len(dependents),
        "l": f"{change.declared.path}:{change.declared.line}" if change.declared else "",
        "p": f"{change.source.path}:{change.source.line}" if change.source else "",
    }
    return found | {key: value for key, value in more.items() if value}


def shown(value: Any) -> Any:
    """Return a value as text, or a mark as an object that the page puts into words."""
    if isinstance(value, Mapping):
        found = cast("Mapping[str, Any]", value)
        for mark, word in _MARKS.items():
            if mark in found:
                return {"m": word, "k": found[mark]} if word == "secret" else {"m": word}
        if "$long" in found:
            return {"m": "long", "n": found.get("characters", 0)}
    if value is None:
        return {"m": "nothing"}
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
