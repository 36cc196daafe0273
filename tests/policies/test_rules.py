"""Proves that each rule fires on its violating example, and only there. Needs no engine."""

from collections.abc import Mapping
from typing import Any

import pytest

from policies.rule import UNKNOWN, Rule, Severity, Text
from policies.rules import all_rules
from policies.verdict import violation

RULES = all_rules()


def _broken(_: Mapping[str, Any]) -> str | None:
    raise ZeroDivisionError


def _content(_: Mapping[str, Any]) -> str | None:
    return None


def _rule(**changes: Any) -> Rule:
    fields: dict[str, Any] = {
        "id": "TEST-01",
        "title": Text(ja="題", en="title"),
        "remedy": Text(ja="対処", en="mend it"),
        "severity": Severity.LOW,
        "types": ("a:b/c:C",),
        "uses": ("size",),
        "controls": {},
        "check": _content,
        "compliant": {},
        "violating": {},
    }
    return Rule(**{**fields, **changes})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_compliant_example_passes(rule: Rule) -> None:
    assert violation(rule, rule.compliant) is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_violating_example_is_named_with_its_remedy_in_both_languages(rule: Rule) -> None:
    message = violation(rule, rule.violating)
    assert message is not None
    assert message.startswith(f"{rule.id} ({rule.severity}): ")
    assert rule.remedy.en in message
    assert rule.remedy.ja in message


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_deciding_value_that_is_not_known_yet_does_not_pass(rule: Rule) -> None:
    for name in rule.uses:
        message = violation(rule, {**rule.compliant, name: UNKNOWN})
        assert message is not None
        assert f"not checked: {name} can't be known" in message


def test_a_log_group_whose_key_is_made_in_the_same_update_passes() -> None:
    rule = next(rule for rule in RULES if rule.id == "LOG-01")
    assert violation(rule, {**rule.compliant, "kmsKeyId": UNKNOWN}) is None


def test_a_log_group_that_never_expires_has_no_period_and_is_refused() -> None:
    rule = next(rule for rule in RULES if rule.id == "LOG-01")
    assert violation(rule, {**rule.compliant, "retentionInDays": 0.0}) is not None


def test_an_asymmetric_key_needs_no_rotation() -> None:
    rule = next(rule for rule in RULES if rule.id == "KMS-01")
    assert violation(rule, {"customerMasterKeySpec": "RSA_4096"}) is None


def test_a_rule_that_breaks_blocks_and_says_so_without_quoting_a_value() -> None:
    message = violation(_rule(check=_broken), {"size": "top-secret"})
    assert message is not None
    assert "not checked: the rule broke with ZeroDivisionError" in message
    assert "top-secret" not in message
