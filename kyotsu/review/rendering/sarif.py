"""A review as SARIF 2.1.0, so that verdicts stand on the lines that somebody edited.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0; and what GitHub takes of it,
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import quote

from kyotsu.policy.formats import SECURITY_SEVERITY
from kyotsu.review.findings import Place
from kyotsu.review.model import Change, Review, StackReview
from kyotsu.review.words import summary as words
from kyotsu.review.words.language import Language, told
from kyotsu.review.words.sentence import fill
from policies.rule import Severity, Text

_LEVELS: Final = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
}
_NOWHERE: Final = Place(path="Pulumi.yaml", line=1)
"""Where a result is shown that no line is known for: GitHub drops those without a place."""
_MOST: Final = 5000
"""Results that GitHub shows of one run."""


@dataclass(frozen=True, kw_only=True)
class _Result:
    rule: str
    title: Text
    help: Text | None
    level: str
    severity: Severity
    message: str
    urn: str
    place: Place | None
    justification: str = ""


def as_sarif(review: Review, *, language: Language = Language.BOTH) -> str:
    """Return it as text. The worst results come first; more than can be shown are counted."""
    results = sorted(
        (result for stack in review.stacks for result in _results(stack, language)),
        key=lambda one: list(_LEVELS).index(one.severity),
    )
    rules = {one.rule: one for one in reversed(results)}
    places = {rule: number for number, rule in enumerate(rules)}
    notes = [told(text, language) for stack in review.stacks for text in stack.unchecked]
    if len(results) > _MOST:
        notes.append(told(fill(words.MORE, count=len(results) - _MOST), language))
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "kyotsu review",
                "semanticVersion": version("kyotsu"),
                "rules": [_rule(one, language) for one in rules.values()],
            }
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "warning", "message": {"text": note}} for note in dict.fromkeys(notes)
                ],
            }
        ],
        "results": [_result(one, places[one.rule]) for one in results[:_MOST]],
    }
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _results(stack: StackReview, language: Language) -> Iterator[_Result]:
    for verdict in stack.verdicts:
        severity = verdict.severity or Severity.MEDIUM
        yield _Result(
            rule=verdict.rule,
            title=verdict.title or Text(ja=verdict.rule, en=verdict.rule),
            help=verdict.remedy and fill(words.REMEDY, remedy=verdict.remedy),
            level="error" if verdict.mandatory else "warning",
            severity=severity,
            message=verdict.text,
            urn=verdict.urn,
            place=verdict.declared or _place(stack.by_urn.get(verdict.urn)),
            justification=verdict.exception,
        )
    for danger in stack.dangers:
        yield _Result(
            rule=f"danger/{danger.kind}",
            title=words.DANGERS,
            help=None,
            level=_LEVELS[danger.severity],
            severity=danger.severity,
            message=told(danger.text, language),
            urn=danger.urn,
            place=_place(stack.by_urn.get(danger.urn)),
        )
    for finding in stack.findings:
        if finding.stricter:
            continue
        urn = finding.urns[0] if finding.urns else ""
        yield _Result(
            rule=f"meaning/{finding.code}",
            title=words.MEANING,
            help=None,
            level=_LEVELS[finding.severity],
            severity=finding.severity,
            message=told(finding.text, language),
            urn=urn,
            place=_place(stack.by_urn.get(urn)),
        )


def _place(change: Change | None) -> Place | None:
    return None if change is None else change.declared or change.source


def _rule(one: _Result, language: Language) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": one.rule,
        "shortDescription": {"text": told(one.title, language)},
        "properties": {
            "security-severity": SECURITY_SEVERITY[one.severity],
            "tags": ["security"],
        },
    }
    if one.help is not None:
        rule["help"] = {"text": told(one.help, language)}
    return rule


def _result(one: _Result, position: int) -> dict[str, Any]:
    place = one.place or _NOWHERE
    result: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": position,
        "level": one.level,
        "message": {"text": one.message or one.rule},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(place.path)},
                    "region": {"startLine": place.line},
                },
                "logicalLocations": [{"fullyQualifiedName": one.urn, "kind": "resource"}],
            }
        ],
        "partialFingerprints": {
            "resource/v1": hashlib.sha256(f"{one.rule}\0{one.urn}".encode()).hexdigest()[:16]
        },
    }
    if one.justification:
        result["suppressions"] = [{"kind": "external", "justification": one.justification}]
    return result


def _uri(path: str) -> str:
    return quote(path.lstrip("/"))
