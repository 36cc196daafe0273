"""What can't be understood is named and never taken for safe; all else is proved."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from kyotsu.desired.graph import Graph, Resource
from kyotsu.proof.access.policy import intersection
from kyotsu.proof.proof import Proof
from kyotsu.proof.verdict import Outcome

from .conftest import Stage, edited, proof_of, verdict_of

VICTIM = "mof-shunou"
STACK = f"local.{VICTIM}"
TOPIC = "aws:sns/topicPolicy:TopicPolicy::security"


def _open(proof: Proof) -> set[tuple[str, str]]:
    return {
        (one.statement.id, one.subject)
        for one in proof.verdicts
        if one.outcome is not Outcome.PROVED
    }


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a policy document"),
        ('{"Statement": [{"Effect": "Allow", "Effect": "Deny"}]}', "Effect is there twice"),
        ({"Statement": [], "Statements": []}, "has the unknown element Statements"),
        ({"Statement": [{"Effect": "Allow", "Principle": "*"}]}, "unknown element Principle"),
        ({"Statement": [{"Effect": "allow", "Action": "*"}]}, "the effect allow in statement 1"),
        ({"Statement": [{"Effect": "Allow"}]}, "not exactly one of Action and NotAction"),
        (
            {"Statement": [{"Effect": "Allow", "Action": "*", "Principal": {"AWS": "role/x"}}]},
            "names role/x as a principal in statement 1",
        ),
        (
            {
                "Statement": [
                    {"Sid": "A", "Effect": "Allow", "Action": "*", "Condition": {"Bool": "true"}}
                ]
            },
            "has a condition that is not one in statement A: Bool has no keys",
        ),
    ],
)
def test_a_policy_that_is_none_is_named_and_the_rest_is_proved(
    sample: Stage, document: Any, problem: str
) -> None:
    text = document if isinstance(document, str) else json.dumps(document)
    proof = proof_of(edited(sample, STACK, TOPIC, policy=text))
    (note,) = proof.notes
    assert note.en.startswith("the policy of security (components/operations/notices.py:97) ")
    assert problem in note.en
    statements = ("ACC-1", "ACC-2", "ACC-3", "ACC-5", "ACC-7")
    assert _open(proof) == {(statement, VICTIM) for statement in statements}
    assert verdict_of(proof, "ACC-2", VICTIM).outcome is Outcome.NOT_PROVED


def test_a_trust_in_an_account_that_is_gone_is_named(sample: Stage) -> None:
    gone = "<<urn:pulumi:local::kyotsu::aws:organizations/account:Account::moj-touki#id>>"
    trust = {
        "Statement": {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{gone}:root"},
            "Action": "sts:AssumeRole",
        }
    }
    stage = edited(sample, STACK, "iam/role:Role::backup", assumeRolePolicy=json.dumps(trust))
    proof = proof_of(stage)
    assert [note.en for note in proof.notes] == [
        (
            "the trust of backup (components/operations/backup.py:120) refers to moj-touki, "
            "which is not in the desired state"
        )
    ]
    assert verdict_of(proof, "ACC-1", VICTIM).outcome is Outcome.NOT_PROVED


def test_of_half_a_fleet_the_half_that_is_there_is_proved(sample: Stage) -> None:
    proof = proof_of(graph for graph in sample if graph.stack != STACK)
    assert {subject for _, subject in _open(proof)} == {VICTIM}
    assert verdict_of(proof, "ACC-2", VICTIM).outcome is Outcome.NOT_PROVED
    assert f"the stack of {VICTIM} could not be evaluated" in [one.en for one in proof.notes]


def test_a_guardrail_that_cannot_be_read_holds_nobody_and_violates_nothing_for_sure(
    sample: Stage,
) -> None:
    proof = proof_of(edited(sample, "local", "policy:Policy::everywhere-1", content="{"))
    verdict = verdict_of(proof, "ACC-3", VICTIM)
    assert verdict.outcome is Outcome.NOT_PROVED
    assert any("guardrail everywhere-1 is not JSON" in reason.en for reason in verdict.reasons)
    assert verdict_of(proof, "ACC-2", VICTIM).outcome is Outcome.PROVED


def test_a_condition_that_is_not_known_may_be_met(sample: Stage) -> None:
    (policy,) = (
        one.inputs["policy"]
        for graph in sample
        if graph.stack == STACK
        for one in graph.resources
        if one.urn.endswith(TOPIC)
    )
    document = json.loads(policy)
    document["Statement"].append(
        {
            "Sid": "Perhaps",
            "Effect": "Allow",
            "Principal": "*",
            "Action": "sns:Publish",
            "Resource": "*",
            "Condition": {"StringResembles": {"aws:PrincipalOrgID": "o-1"}},
        }
    )
    proof = proof_of(edited(sample, STACK, TOPIC, policy=json.dumps(document)))
    verdict = verdict_of(proof, "ACC-2", VICTIM)
    assert verdict.outcome is Outcome.NOT_PROVED
    assert "StringResembles aws:principalorgid (Perhaps)" in verdict.reasons[0].en


def test_what_is_too_large_to_be_decided_is_not_proved(
    sample: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    intersection._find.cache_clear()  # pyright: ignore[reportPrivateUsage] - as a new process has it
    monkeypatch.setattr(intersection, "_TOO_MANY", 1)
    proof = proof_of(sample)
    intersection._find.cache_clear()  # pyright: ignore[reportPrivateUsage]
    assert Outcome.VIOLATED not in {one.outcome for one in proof.verdicts}
    verdict = verdict_of(proof, "ACC-5", VICTIM)
    assert verdict.outcome is Outcome.NOT_PROVED
    assert any("more than 1 states" in reason.en for reason in verdict.reasons)


def test_a_policy_on_something_that_is_not_modelled_is_named(sample: Stage) -> None:
    def with_file_system(graph: Graph) -> Graph:
        like = next(one for one in graph.resources if one.urn.endswith(TOPIC))
        made: Resource = replace(
            like, urn=like.urn + "-fs", type="aws:efs/fileSystemPolicy:FileSystemPolicy"
        )
        return Graph(graph.stack, (*graph.resources, made))

    proof = proof_of(with_file_system(one) if one.stack == STACK else one for one in sample)
    assert [note.en for note in proof.notes] == [
        (
            "security (components/operations/notices.py:97) is a FileSystemPolicy, "
            "whose policy isn't modelled"
        )
    ]
    assert verdict_of(proof, "ACC-2", VICTIM).outcome is Outcome.NOT_PROVED
