"""Reports of a check: a table for people; JSON, SARIF and JUnit for machines.

Sources: SARIF 2.1.0 (OASIS), and the form of JUnit's XML that GitHub, GitLab and Jenkins read.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final
from xml.etree import ElementTree as ET

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from policies.levels import Level
from policies.rule import Described, Severity
from policies.session import Ruling, Session, catalogue
from policies.verdict import Kind

SECURITY_SEVERITY: Final = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "3.0",
}
"""What code scanning sorts by: https://docs.github.com/en/code-security/code-scanning"""
_STYLE: Final = {Level.MANDATORY: "bold red", Level.ADVISORY: "yellow"}


def print_table(rulings: Sequence[Ruling], notes: Iterable[str], console: Console) -> None:
    """Print a row for each verdict, and what could not be checked."""
    if rulings:
        table = Table("level", "rule", "severity", "resource", "what is wrong", "to mend it")
        for ruling in rulings:
            style = _STYLE[ruling.level]
            table.add_row(
                f"[{style}]{ruling.level}[/]",
                ruling.rule.id,
                str(ruling.rule.severity),
                escape(name_of(ruling.urn)),
                escape(ruling.exception or ruling.text),
                escape("" if ruling.exception else ruling.rule.remedy.en),
            )
        console.print(table)
    for note in notes:
        console.print(f"Note: {note}", markup=False, highlight=False)
    refused = sum(ruling.level is Level.MANDATORY for ruling in rulings)
    excepted = sum(ruling.kind is Kind.EXCEPTED for ruling in rulings)
    console.print(
        f"{refused} violations of mandatory rules, {len(rulings) - refused - excepted} other "
        f"notices, {excepted} exceptions",
        highlight=False,
    )


def name_of(urn: str) -> str:
    """Return a resource's type and name, or the whole stack where it is none."""
    parts = urn.split("::")
    return f"{parts[-2].rsplit('$', 1)[-1]} {parts[-1]}" if len(parts) > 2 else "the whole stack"


def as_json(session: Session, rulings: Sequence[Ruling], notes: Sequence[str], file: str) -> str:
    """Return the report as JSON."""
    return json.dumps(
        {
            "file": file,
            "notes": list(notes),
            "rules": len(session.ids),
            "verdicts": [
                {
                    "rule": ruling.rule.id,
                    "severity": str(ruling.rule.severity),
                    "level": str(ruling.level),
                    "kind": str(ruling.kind),
                    "urn": ruling.urn,
                    "problem": ruling.text,
                    "exception": ruling.exception,
                    "title": {"ja": ruling.rule.title.ja, "en": ruling.rule.title.en},
                    "remedy": {"ja": ruling.rule.remedy.ja, "en": ruling.rule.remedy.en},
                    "controls": {
                        framework: list(ids) for framework, ids in ruling.rule.controls.items()
                    },
                }
                for ruling in rulings
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def as_sarif(session: Session, rulings: Sequence[Ruling], notes: Sequence[str], file: str) -> str:
    """Return the report as SARIF; an exception is a suppressed result with its reason."""
    known = catalogue(session.rules, session.stack_rules)
    places = {rule: position for position, rule in enumerate(known)}
    return json.dumps(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "kyotsu policy",
                            "rules": [_sarif_rule(rule) for rule in known.values()],
                        }
                    },
                    "invocations": [
                        {
                            "executionSuccessful": True,
                            "toolExecutionNotifications": [
                                {"level": "note", "message": {"text": note}} for note in notes
                            ],
                        }
                    ],
                    "results": [
                        _sarif_result(ruling, places[ruling.rule.id], file) for ruling in rulings
                    ],
                }
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def as_junit(session: Session, rulings: Sequence[Ruling], notes: Sequence[str], file: str) -> str:
    """Return the report as JUnit's XML: a case a rule, which fails where the rule is broken."""
    found: defaultdict[str, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        found[ruling.rule.id].append(ruling)
    known = catalogue(session.rules, session.stack_rules)
    failed = sum(any(_fails(ruling) for ruling in found[rule]) for rule in known)
    suite = ET.Element(
        "testsuite",
        name=f"kyotsu policy {file}",
        tests=str(len(known)),
        failures=str(failed),
        errors="0",
    )
    for rule in known.values():
        case = ET.SubElement(suite, "testcase", classname="kyotsu.policy", name=rule.id)
        refused = [ruling for ruling in found[rule.id] if _fails(ruling)]
        if refused:
            failure = ET.SubElement(case, "failure", message=rule.title.en)
            failure.text = "\n\n".join(f"{name_of(one.urn)}\n{one.message}" for one in refused)
        shown = [one for one in found[rule.id] if not _fails(one)]
        if shown:
            out = ET.SubElement(case, "system-out")
            out.text = "\n\n".join(f"{name_of(one.urn)}\n{one.message}" for one in shown)
    if notes:
        ET.SubElement(suite, "system-out").text = "\n".join(notes)
    return ET.tostring(suite, encoding="unicode", xml_declaration=True)


def _fails(ruling: Ruling) -> bool:
    return ruling.level is Level.MANDATORY


def _sarif_rule(rule: Described) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": f"{rule.title.en} / {rule.title.ja}"},
        "help": {"text": f"To keep it, {rule.remedy.en}.\n{rule.remedy.ja}。"},
        "properties": {
            "security-severity": SECURITY_SEVERITY[rule.severity],
            "tags": [
                "security",
                *(f"{name} {one}" for name, of in rule.controls.items() for one in of),
            ],
        },
    }


def _sarif_result(ruling: Ruling, position: int, file: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": ruling.rule.id,
        "ruleIndex": position,
        "level": "error" if _fails(ruling) else "warning",
        "message": {"text": ruling.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": file},
                    "region": {"startLine": 1},
                },
                "logicalLocations": [{"fullyQualifiedName": ruling.urn, "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"resource/v1": f"{ruling.rule.id}:{ruling.urn}"},
    }
    if ruling.exception is not None:
        result["suppressions"] = [{"kind": "external", "justification": ruling.exception}]
    return result
