"""Proves that an exception waives one rule on one resource for a time, and nothing else."""

from datetime import date
from pathlib import Path
from typing import Any

from policies.exceptions import Exceptions
from policies.facts import Facts
from policies.graph import Graph, Node
from policies.levels import Level, Levels, StageLevels
from policies.rule import Rule
from policies.rules import all_rules
from policies.session import Ruling, Session
from policies.stack_rules._examples import TENANT
from policies.verdict import Kind
from tenancy.model import PolicyException

RULE = next(rule for rule in all_rules() if rule.id == "KMS-01")
TOKEN = RULE.types[0]
TODAY = date(2026, 11, 23)
STACK = "prod.soumu-shinsei"


def _exception(**changes: Any) -> PolicyException:
    said = {"ja": "理由", "en": "A reason."}
    fields = {
        "rule": "KMS-01",
        "resource": "data",
        "reason": said,
        "alternative_measure": {"ja": "手動で更新する。", "en": "Replaced by hand."},
        "approver": {"ja": "責任者", "en": "Officer"},
        "expires": TODAY,
    }
    return PolicyException.model_validate({**fields, **changes})


def _urn(name: str, token: str = TOKEN) -> str:
    return f"urn:pulumi:{STACK}::kyotsu::{token}::{name}"


def _judged(
    *declared: PolicyException,
    names: tuple[tuple[str, str], ...] = ((TOKEN, "data"),),
    properties: Any = RULE.violating,
    settles: bool = True,
    rule: Rule = RULE,
) -> list[Ruling]:
    def facts(_: Path, __: str, day: date) -> tuple[Facts, Exceptions]:
        return TENANT, Exceptions(declared, today=day, settles=settles)

    session = Session(
        root=Path(),
        rules=[rule],
        stack_rules=[],
        levels=Levels({"prod": StageLevels(default=Level.MANDATORY)}),
        dry_run=False,
        day=TODAY,
        facts=facts,
    )
    nodes = [
        Node(urn=_urn(name, token), type=token, name=name, properties=properties)
        for token, name in names
    ]
    found: list[Ruling] = []
    for node in nodes:
        found.extend(session.resource(node.type, node.name, node.urn, node.properties))
    return [*found, *session.stack(STACK, Graph(nodes))]


def test_an_exception_is_shown_as_what_it_is_and_blocks_nothing() -> None:
    (ruling,) = _judged(_exception())
    assert (ruling.kind, ruling.level) == (Kind.EXCEPTED, Level.ADVISORY)
    assert ruling.message.startswith("KMS-01 (medium): ")
    for words in ("excepted until 2026-11-23", "approved by Officer", "A reason.", "手動で更新"):
        assert words in ruling.message


def test_another_resource_is_still_refused() -> None:
    found = _judged(_exception(), names=((TOKEN, "data"), (TOKEN, "logs")))
    assert [(one.urn, one.level) for one in found] == [
        (_urn("data"), Level.ADVISORY),
        (_urn("logs"), Level.MANDATORY),
    ]


def test_an_expired_exception_waives_nothing_and_is_refused() -> None:
    found = _judged(_exception(expires=date(2026, 11, 22)))
    assert [(one.rule.id, one.level) for one in found] == [
        ("KMS-01", Level.MANDATORY),
        ("PACK-02", Level.MANDATORY),
    ]
    assert "expired on 2026-11-22" in found[1].text


def test_an_exception_to_a_rule_that_is_not_there_is_refused() -> None:
    found = _judged(_exception(rule="KMS-91"), properties=RULE.compliant)
    assert [one.text for one in found] == [
        "the exception to KMS-91 on 'data' names no rule that there is; did you mean 'KMS-01'?"
    ]


def test_wildcards_are_too_broad() -> None:
    found = _judged(_exception(resource="*"))
    assert [one.rule.id for one in found] == ["KMS-01", "PACK-02"]
    assert "is too broad" in found[1].text


def test_a_name_of_two_resources_is_too_broad_and_the_full_names_are_given() -> None:
    other = "aws:kms/alias:Alias"
    found = _judged(_exception(), names=((TOKEN, "data"), (other, "data")))
    assert [one.rule.id for one in found] == ["KMS-01", "PACK-02"]
    assert f"{TOKEN}::data" in found[1].text
    assert (
        _judged(_exception(resource=f"{TOKEN}::data"), names=((TOKEN, "data"), (other, "data")))[1:]
        == []
    )


def test_an_exception_that_nothing_needs_is_refused_where_the_tenant_is_furthest_on() -> None:
    found = _judged(_exception(), properties=RULE.compliant)
    assert [one.rule.id for one in found] == ["PACK-02"]
    assert "is not used" in found[0].text
    assert _judged(_exception(), properties=RULE.compliant, settles=False) == []
