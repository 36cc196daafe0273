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

from .conftest import Stage, changed, edited, proof_of, verdict_of, with_statement

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
        ({"Statement": [{"Effect": "Allow", "Action": "*"}]}, "names no principal in statement 1"),
        (
            {
                "Statement": [
                    {"Effect": "Allow", "Action": "*", "Principal": "*", "Sid": "x" * 31_000}
                ]
            },
            " characters, of which AWS takes 30,720 at most",
        ),
        ({"Statement": [], "x" * 900: ""}, f"has the unknown element {'x' * 79}…"),
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
    assert any(
        "guardrail everywhere-1 (components/" in reason.en and "is not JSON" in reason.en
        for reason in verdict.reasons
    )
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
    (note,) = proof.notes
    assert "StringResembles aws:principalorgid in statement Perhaps of security (comp" in note.en
    assert verdict_of(proof, "ACC-3", VICTIM).outcome is Outcome.PROVED


def test_a_policy_of_a_role_must_not_name_a_principal(sample: Stage) -> None:
    document = {
        "Statement": {"Effect": "Allow", "Principal": "*", "Action": "logs:*", "Resource": "*"}
    }
    sender = "iam/rolePolicy:RolePolicy::logs-sender"
    proof = proof_of(edited(sample, STACK, sender, policy=json.dumps(document)))
    (note,) = proof.notes
    assert "names a principal in statement 1, and belongs to whoever has it" in note.en


def test_a_managed_policy_that_nobody_knows_is_named_and_allows_everything(sample: Stage) -> None:
    attached = "rolePolicyAttachment:RolePolicyAttachment::backup-backup"
    arn = "arn:aws:iam::aws:policy/AWSBackupOfTomorrow"
    proof = proof_of(edited(sample, STACK, attached, policyArn=arn))
    (note,) = proof.notes
    assert note.en.startswith(f"{arn} of backup (components/operations/backup.py:")
    assert "it is taken to allow everything" in note.en
    # Nothing hangs on what it has: nobody can become the role.
    assert _open(proof) == set()


def test_a_guardrail_that_is_too_long_holds_nobody(sample: Stage) -> None:
    proof = proof_of(
        with_statement(
            sample,
            "perimeter-1",
            Sid="x" * 5_000,
            Effect="Deny",
            Principal="*",
            Action="sqs:CreateQueue",
        )
    )
    verdict = verdict_of(proof, "ACC-7", VICTIM)
    assert verdict.outcome is Outcome.NOT_PROVED
    assert any("of which AWS takes 5,120 at most" in reason.en for reason in verdict.reasons)


def test_a_guardrail_of_resources_that_names_no_principal_is_named(sample: Stage) -> None:
    proof = proof_of(with_statement(sample, "perimeter-1", Effect="Deny", Action="s3:*"))
    assert any("names no principal in statement" in note.en for note in proof.notes)


def test_awss_own_policy_that_allows_everything_may_be_attached(sample: Stage) -> None:
    def attach(one: Resource) -> Resource:
        if not one.urn.endswith("policyAttachment:PolicyAttachment::quarantine-1-suspended"):
            return one
        return replace(one, inputs={**one.inputs, "policyId": "p-FullAWSAccess"})

    proof = proof_of(changed(sample, "local", attach))
    assert proof.notes == ()


def test_a_resource_with_two_policies_is_named(sample: Stage) -> None:
    def twice(graph: Graph) -> Graph:
        like = next(one for one in graph.resources if one.urn.endswith(TOPIC))
        return Graph(graph.stack, (*graph.resources, replace(like, urn=like.urn + "-2")))

    proof = proof_of(twice(one) if one.stack == STACK else one for one in sample)
    assert "has several policies" in proof.notes[0].en
    assert verdict_of(proof, "ACC-2", VICTIM).outcome is Outcome.NOT_PROVED


def test_what_is_shared_without_a_document_is_named(sample: Stage) -> None:
    def shared(graph: Graph) -> Graph:
        like = next(one for one in graph.resources if one.urn.endswith(TOPIC))
        kind = "aws:ec2/amiLaunchPermission:AmiLaunchPermission"
        inputs = {"imageId": "ami-1", "accountId": "111122223333"}
        made = replace(like, urn=like.urn + "-ami", type=kind, inputs=inputs)
        return Graph(graph.stack, (*graph.resources, made))

    proof = proof_of(shared(one) if one.stack == STACK else one for one in sample)
    assert "is a AmiLaunchPermission; whom it lets in isn't modelled" in proof.notes[0].en
    assert verdict_of(proof, "ACC-7", VICTIM).outcome is Outcome.NOT_PROVED


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
