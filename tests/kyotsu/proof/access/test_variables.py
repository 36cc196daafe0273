"""Policy variables: of those whose keys are known the value counts, and others may be anything."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kyotsu.proof.access.policy.demands import MISSING, Domain, known
from kyotsu.proof.access.policy.variables import resolved
from kyotsu.proof.verdict import Outcome, Verdict

from .conftest import Stage, edited, proof_of, verdict_of

VICTIM = "mof-shunou"
STACK = f"local.{VICTIM}"
TOPIC = "aws:sns/topicPolicy:TopicPolicy::security"
OPEN = {"Sid": "Open", "Effect": "Allow", "Principal": "*", "Action": "sns:Publish"}


def _verdict(sample: Stage, *statements: dict[str, Any]) -> Verdict:
    document = {
        "Version": "2012-10-17",
        "Statement": [{"Resource": "*", **one} for one in statements],
    }
    return verdict_of(
        proof_of(edited(sample, STACK, TOPIC, policy=json.dumps(document))), "ACC-2", VICTIM
    )


def _denied(**elements: Any) -> dict[str, Any]:
    return {"Sid": "Kept", "Effect": "Deny", "Principal": "*", "Action": "sns:*", **elements}


def test_a_condition_on_the_callers_own_account_lets_in_no_other(sample: Stage) -> None:
    condition = {"StringEquals": {"aws:PrincipalAccount": "${aws:ResourceAccount}"}}
    assert _verdict(sample, {**OPEN, "Condition": condition}).outcome is Outcome.PROVED


def test_a_denial_of_other_accounts_by_a_variable_counts(sample: Stage) -> None:
    condition = {"StringNotEqualsIfExists": {"aws:PrincipalAccount": "${aws:ResourceAccount}"}}
    assert _verdict(sample, OPEN).outcome is Outcome.VIOLATED
    denied = _verdict(sample, OPEN, _denied(Condition=condition))
    assert denied.outcome is Outcome.PROVED


def test_a_denial_on_a_resource_by_a_variable_counts(sample: Stage) -> None:
    own = _denied(Resource="arn:aws:sns:*:${aws:ResourceAccount}:*")
    assert _verdict(sample, OPEN, own).outcome is Outcome.PROVED
    other = _denied(Resource="arn:aws:sns:*:${aws:PrincipalAccount}:*")
    # Of a service that acts for somebody the account isn't told, so that it is denied isn't sure.
    assert _verdict(sample, OPEN, other).outcome is not Outcome.PROVED


def test_what_a_variable_stands_for_that_nobody_knows_is_not_proved(sample: Stage) -> None:
    condition = {"StringEquals": {"aws:PrincipalAccount": "${aws:PrincipalTag/home}"}}
    allowed = _verdict(sample, {**OPEN, "Condition": condition})
    assert allowed.outcome is Outcome.NOT_PROVED
    assert "StringEquals aws:principalaccount (Open) is met" in allowed.reasons[0].en
    denied = _verdict(sample, OPEN, _denied(Condition=condition))
    assert denied.outcome is Outcome.NOT_PROVED
    assert any("(Kept) denies it can't be told" in one.en for one in denied.reasons)


def test_in_the_old_version_a_variable_is_a_text(sample: Stage) -> None:
    condition = {"StringEquals": {"aws:PrincipalAccount": "${aws:ResourceAccount}"}}
    document = {"Statement": [{"Resource": "*", **OPEN, "Condition": condition}]}
    proof = proof_of(edited(sample, STACK, TOPIC, policy=json.dumps(document)))
    assert verdict_of(proof, "ACC-2", VICTIM).outcome is Outcome.PROVED


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a-${aws:PrincipalAccount}-b", "a-111111111111-b"),
        ("${aws:principalaccount}${aws:PrincipalAccount}", "111111111111" * 2),
        ("${aws:PrincipalTag/team, 'none'}", "none"),
        ("${aws:PrincipalTag/team}", None),
        ("${aws:SourceIp}", None),
        ("${aws:PrincipalOrgPaths}", None),
        ("${*}", None),
        ("${}", None),
    ],
)
def test_a_variable_is_replaced_where_its_value_is_sure(text: str, value: str | None) -> None:
    values = {
        "aws:principalaccount": known("111111111111"),
        "aws:principaltag/team": MISSING,
        "aws:principalorgpaths": known("one", "two"),
    }
    assert resolved(text, lambda key: values.get(key, Domain())) == value
