"""Shows the rules: all of them in a table, or one of them in full."""

import json
from collections.abc import Iterator
from typing import Any, Literal

import typer
from rich.console import Console
from rich.table import Table

from kyotsu.errors import UserMistake
from kyotsu.policy.session import open_session
from policies.rule import Described, Rule, Text
from policies.session import Session, catalogue
from policies.stack_rule import StackRule
from policies.values import shown
from tenancy.finding import nearest

Language = Literal["ja", "en"]
WHOLE = "whole stack"


def print_list(service: str | None, lang: Language, *, as_json: bool) -> None:
    """Print all rules, or those on one service.

    Raises:
        UserMistake: no rule is on that service.
    """
    session = open_session()
    rules = [rule for rule in _all(session) if service is None or service in services_of(rule)]
    if not rules:
        known = sorted({name for rule in _all(session) for name in services_of(rule)})
        raise UserMistake(f"no rule is on {service}; {nearest(str(service), known)}")
    if as_json:
        typer.echo(json.dumps([described(session, rule) for rule in rules], ensure_ascii=False))
        return
    stages = sorted(session.levels.stages)
    table = Table("rule", "severity", *stages, "what must hold", "looks at")
    for rule in rules:
        table.add_row(
            rule.id,
            str(rule.severity),
            *(str(session.levels.of(stage, rule.id)) for stage in stages),
            _in(rule.title, lang),
            ", ".join(services_of(rule)),
        )
    console = Console()
    console.print(table)
    console.print(f"{len(rules)} rules", highlight=False)


def print_rule(name: str) -> None:
    """Print everything about one rule.

    Raises:
        UserMistake: there is no such rule.
    """
    session = open_session()
    known = catalogue(session.rules, session.stack_rules)
    rule = known.get(name.upper())
    if rule is None:
        raise UserMistake(f"there is no rule {name}; {nearest(name.upper(), known)}")
    console = Console()
    for line in _lines(session, rule):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def described(session: Session, rule: Described) -> dict[str, Any]:
    """Return a rule as data."""
    return {
        "id": rule.id,
        "severity": str(rule.severity),
        "title": {"ja": rule.title.ja, "en": rule.title.en},
        "remedy": {"ja": rule.remedy.ja, "en": rule.remedy.en},
        "types": list(rule.types) if isinstance(rule, Rule) else [],
        "controls": {framework: list(ids) for framework, ids in rule.controls.items()},
        "levels": {
            stage: str(session.levels.of(stage, rule.id)) for stage in session.levels.stages
        },
        "remediates": isinstance(rule, Rule) and rule.remediate is not None,
    }


def services_of(rule: Described) -> tuple[str, ...]:
    """Return the services that a rule is on, by the names in resource types."""
    if not isinstance(rule, Rule):
        return (WHOLE,)
    return tuple(sorted({token.split(":")[1].split("/")[0] for token in rule.types}))


def _all(session: Session) -> tuple[Described, ...]:
    return (*session.rules, *session.stack_rules)


def _lines(session: Session, rule: Described) -> Iterator[str]:
    yield f"{rule.id} ({rule.severity})"
    yield f"  {rule.title.ja}"
    yield f"  {rule.title.en}"
    yield f"\n対処: {rule.remedy.ja}"
    yield f"To keep it, {rule.remedy.en}."
    if isinstance(rule, Rule):
        yield "\nLooks at " + ", ".join(rule.types)
        if rule.remediate is not None:
            yield "Can be mended by the engine, where the stage's level is `remediate`."
    for stage in session.levels.stages:
        departure = session.levels.stages[stage].rules.get(rule.id)
        why = f": {departure.why.en} {departure.why.ja}" if departure else ""
        yield f"In {stage}: {session.levels.of(stage, rule.id)}{why}"
    for framework, ids in rule.controls.items():
        yield f"Serves {framework}: {', '.join(ids)}"
    if isinstance(rule, Rule):
        yield f"\nKeeps it:   {shown(rule.compliant)}"
        yield f"Breaks it:  {shown(rule.violating)}"
    if isinstance(rule, StackRule):
        for title, nodes in (("Keeps it:", rule.compliant), ("Breaks it:", rule.violating)):
            yield f"\n{title}"
            for node in nodes:
                protected = " (protect is set)" if node.protect else ""
                yield f"  {node.type} {node.name} {shown(node.properties)}{protected}"


def _in(text: Text, lang: Language) -> str:
    return text.ja if lang == "ja" else text.en
