"""Who loses what, before a guardrail changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, cast

import pytest
from rich.console import Console

from kyotsu.desired.graph import Resource
from kyotsu.proof.access.evaluation.check import is_allowed
from kyotsu.proof.access.evaluation.difference import withdrawn
from kyotsu.proof.access.evaluation.witness import as_request
from kyotsu.proof.access.impact import changes, losses, questions, show
from kyotsu.proof.access.impact.losses import Impacts, Loss, impacts
from kyotsu.proof.access.impact.users import users
from kyotsu.proof.access.policy.actions import classes

from .conftest import ROOT, Stage, changed, with_statement, world

VICTIM = "mof-shunou"
STACK = f"local.{VICTIM}"
TENANT = f"any role that {VICTIM} makes, with administrator's rights"
OPERATOR = f"people of {VICTIM} as operator of {VICTIM}"
Document = dict[str, Any]


def _told(before: Stage, after: Stage) -> Impacts:
    return impacts(world(before), world(after), ROOT)


def _of(told: Impacts, who: str) -> Loss:
    (found,) = (one for one in told.losses if one.who.en == who)
    return found


def _document(
    stage: Stage, stack: str, urn_end: str, key: str, change: Callable[[Document], None]
) -> Stage:
    """Return the stage with one document changed."""

    def edit(one: Resource) -> Resource:
        if not one.urn.endswith(urn_end):
            return one
        document: Document = json.loads(one.inputs[key])
        change(document)
        return replace(one, inputs={**one.inputs, key: json.dumps(document)})

    return changed(stage, stack, edit)


def _without(sid: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        document["Statement"] = [one for one in document["Statement"] if one["Sid"] != sid]

    return change


def _set(sid: str, **elements: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        (found,) = (one for one in document["Statement"] if one["Sid"] == sid)
        found.update(elements)

    return change


def _boundary_without_keys(stage: Stage) -> Stage:
    def change(document: Document) -> None:
        _set("AllThatIsGranted", NotAction=["kms:*"])(document)
        del document["Statement"][0]["Action"]

    return _document(stage, STACK, "iam/policy:Policy::boundary", "policy", change)


def _osaka_dropped(stage: Stage) -> Stage:
    def change(document: Document) -> None:
        (found,) = (one for one in document["Statement"] if one["Sid"] == "OnlyInJapan")
        assert "ap-northeast-3" in found["Condition"]["StringNotEquals"]["aws:RequestedRegion"]
        found["Condition"]["StringNotEquals"]["aws:RequestedRegion"] = "ap-northeast-1"

    return _document(stage, "local", "organizations/policy:Policy::everywhere-1", "content", change)


def _endpoint_reads_only(stage: Stage) -> Stage:
    change = _set("PrincipalsOfTheOrganization", Action="s3:Get*")
    return _document(stage, STACK, "vpcEndpoint:VpcEndpoint::s3", "policy", change)


def _stricter_perimeter(stage: Stage) -> Stage:
    return with_statement(
        stage,
        "perimeter-1",
        Sid="OnlyTagged",
        Effect="Deny",
        Principal="*",
        Action="s3:PutObject",
        Condition={"StringNotEqualsIfExists": {"s3:RequestObjectTag/kept": "yes"}},
    )


def _key_without_logs(stage: Stage) -> Stage:
    change = _without("LogGroupsOfThisAccount")
    return _document(stage, STACK, "kms/key:Key::keys-logs", "policy", change)


def _trust_of_nobody(stage: Stage) -> Stage:
    change = _set("ServiceOfThisAccount", Principal={"Service": "ec2.amazonaws.com"})
    return _document(stage, STACK, "iam/role:Role::logs-sender", "assumeRolePolicy", change)


def _no_containers(stage: Stage) -> Stage:
    return with_statement(stage, "tenants-1", Sid="NoContainers", Effect="Deny", Action="ecs:*")


def test_nothing_changes_for_anybody_where_no_guardrail_does(sample: Stage) -> None:
    told = _told(sample, sample)
    assert told.losses == ()
    assert told.roles > 0


def test_a_denied_action_is_lost_by_those_who_use_it_only(sample: Stage) -> None:
    stopped = with_statement(
        sample, "tenants-1", Sid="NoDatabases", Effect="Deny", Action="rds:CreateDBInstance"
    )
    told = _told(sample, stopped)
    tenants = {one.who.en: one for one in told.losses if one.who.en.startswith("any role that ")}
    # Of the sample tenants these declare Amazon RDS or Aurora.
    assert {one.split()[3] for one in tenants} == {"mhlw-kansen", "mof-shunou", "soumu-shinsei"}
    assert {one.lost for one in tenants.values()} == {("rds:CreateDBInstance",)}
    assert {one.statement for one in told.losses} == {"NoDatabases"}
    assert {one.guardrail.en for one in told.losses} == {"service control policy"}
    # Backups are restored by AWS's own policy; operators read only.
    others = {one.who.en for one in told.losses} - set(tenants)
    assert f"role kyotsu-local-backup of {VICTIM}" in others
    assert not any("operator" in one or "deploy" in one for one in others)


def test_what_awss_own_policies_allow_is_looked_up_and_said_to_be_of_a_day(sample: Stage) -> None:
    told = _told(sample, _no_containers(sample))
    assert told.unknown == ()
    assert any("policy/ReadOnlyAccess (v" in one and ", moto " in one for one in told.as_of)
    # ReadOnlyAccess lists and describes; what changes something it doesn't have.
    reads = _of(told, OPERATOR).lost
    assert "ecs:DescribeClusters" in reads
    assert "ecs:CreateCluster" not in reads


def test_of_a_policy_that_nobody_knows_it_is_said_whose_use_is_unknown(sample: Stage) -> None:
    def attach(one: Resource) -> Resource:
        if not one.urn.endswith("rolePolicyAttachment:RolePolicyAttachment::backup-backup"):
            return one
        arn = "arn:aws:iam::aws:policy/AWSBackupOfTomorrow"
        return replace(one, inputs={**one.inputs, "policyArn": arn})

    unknown = changed(sample, STACK, attach)
    told = _told(unknown, _no_containers(unknown))
    assert [one.en for one in told.unknown] == [f"role kyotsu-local-backup of {VICTIM}"]


def test_a_condition_narrows_what_it_does_not_take(sample: Stage) -> None:
    narrowed = with_statement(
        sample,
        "tenants-1",
        Sid="OnlyEncrypted",
        Effect="Deny",
        Action="rds:CreateDBInstance",
        Condition={"Bool": {"rds:StorageEncrypted": "false"}},
    )
    told = _told(sample, narrowed)
    assert {one.narrowed for one in told.losses} == {("rds:CreateDBInstance",)}
    assert {one.lost for one in told.losses} == {()}


def test_a_statement_that_denies_what_was_denied_already_takes_nothing(sample: Stage) -> None:
    again = with_statement(
        sample, "tenants-1", Sid="Again", Effect="Deny", Action="organizations:LeaveOrganization"
    )
    assert _told(sample, again).losses == ()


def test_a_boundary_that_is_written_otherwise_and_allows_the_same_takes_nothing(
    sample: Stage,
) -> None:
    def change(document: Document) -> None:
        (found,) = (one for one in document["Statement"] if one["Sid"] == "AllThatIsGranted")
        found["Action"] = ["a*", "*"]

    same = _document(sample, STACK, "iam/policy:Policy::boundary", "policy", change)
    assert _told(sample, same).losses == ()


def test_a_narrower_boundary_takes_from_those_whom_it_holds(sample: Stage) -> None:
    told = _told(sample, _boundary_without_keys(sample))
    assert {one.who.en for one in told.losses} == {TENANT, OPERATOR}
    assert {one.guardrail.en for one in told.losses} == {"permissions boundary"}
    assert {one.statement for one in told.losses} == {"AllThatIsGranted"}
    for one in told.losses:
        assert one.lost
        assert all(action.startswith("kms:") for action in one.lost)
        assert one.narrowed == ()


def test_a_boundary_where_there_was_none_takes_what_it_does_not_allow(sample: Stage) -> None:
    name = "iam/role:Role::logs-sender"
    arn = "aws:iam/policy:Policy::boundary"
    (urn,) = (
        one.urn
        for graph in sample
        if graph.stack == STACK
        for one in graph.resources
        if one.urn.endswith(arn)
    )

    def bound(one: Resource) -> Resource:
        if one.urn.endswith(name):
            return replace(one, inputs={**one.inputs, "permissionsBoundary": f"<<{urn}#arn>>"})
        if one.urn == urn:
            document = {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "sns:*", "Resource": "*"}],
            }
            return replace(one, inputs={**one.inputs, "policy": json.dumps(document)})
        return one

    told = _told(sample, changed(sample, STACK, bound))
    found = _of(told, f"role kyotsu-local-{VICTIM}-log-sender of {VICTIM}")
    assert (found.guardrail.en, found.lost) == ("permissions boundary", ("logs:PutLogEvents",))
    assert found.statement == "(no statement allows it)"


def test_an_endpoint_policy_takes_from_those_whose_calls_come_by_it(sample: Stage) -> None:
    told = _told(sample, _endpoint_reads_only(sample))
    assert {one.guardrail.en for one in told.losses} == {"endpoint policy"}
    assert {one.on.en for one in told.losses if one.on} == {f"endpoint s3 of {VICTIM}"}
    # Whoever is in another account has another network, and other endpoints.
    assert all(VICTIM in one.who.en for one in told.losses)
    tenant = _of(told, TENANT)
    assert "s3:PutObject" in tenant.lost
    assert not any(one.startswith("s3:Get") for one in (*tenant.lost, *tenant.narrowed))
    assert not any(one.startswith("dynamodb:") for one in tenant.lost)


def test_a_key_policy_takes_from_the_service_that_it_let_in(sample: Stage) -> None:
    told = _told(sample, _key_without_logs(sample))
    (one,) = told.losses
    assert one.who.en == f"logs.ap-northeast-1.amazonaws.com, acting for {VICTIM}"
    assert (one.guardrail.en, one.statement) == ("key policy", "LogGroupsOfThisAccount")
    assert one.on is not None
    assert one.on.en == f"key keys-logs of {VICTIM}"
    assert {"kms:Decrypt", "kms:GenerateDataKey"} <= {*one.lost}


def test_a_trust_takes_the_role_from_whom_it_let_in(sample: Stage) -> None:
    told = _told(sample, _trust_of_nobody(sample))
    (one,) = told.losses
    assert one.who.en == f"logs.ap-northeast-1.amazonaws.com, acting for {VICTIM}"
    assert (one.guardrail.en, one.lost) == ("role trust policy", ("sts:AssumeRole",))


def test_a_stricter_perimeter_narrows_what_services_write_for_tenants(sample: Stage) -> None:
    told = _told(sample, _stricter_perimeter(sample))
    assert {one.guardrail.en for one in told.losses} == {"resource control policy"}
    services = {one.who.en for one in told.losses if "acting for" in one.who.en}
    assert "config.amazonaws.com, acting for meti-kenshu" in services
    assert {one.narrowed for one in told.losses} == {("s3:PutObject",)}


def test_a_region_that_is_dropped_narrows_and_takes_nothing_whole(sample: Stage) -> None:
    told = _told(sample, _osaka_dropped(sample))
    backup = _of(told, f"role kyotsu-local-backup of {VICTIM}")
    assert backup.lost == ()
    assert "backup:CopyFromBackupVault" in backup.narrowed
    assert {one.statement for one in told.losses} == {"OnlyInJapan"}


@pytest.mark.parametrize(
    "edit",
    [
        _no_containers,
        _boundary_without_keys,
        _endpoint_reads_only,
        _stricter_perimeter,
        _key_without_logs,
        _trust_of_nobody,
    ],
)
def test_what_is_said_to_be_lost_the_second_method_says_too(
    sample: Stage, edit: Callable[[Stage], Stage]
) -> None:
    """Each call was allowed and isn't, by the documents' own JSON."""
    before, after = world(sample), world(edit(sample))
    asked = list(_questions(before, after))
    lost = 0
    for question in asked:
        policies = list(losses.policies_of(question))
        for group in classes(question.actions, policies):
            for one in withdrawn(question.before, question.after, group[0]):
                lost += 1
                was = replace(
                    one.call, caller=question.before.caller, target=question.before.target
                )
                now = replace(one.call, caller=question.after.caller, target=question.after.target)
                assert is_allowed(*as_request(was)), one.call
                assert not is_allowed(*as_request(now)), one.call
    assert lost


def _questions(before: Any, after: Any) -> Iterator[questions.Question]:
    targets = list(changes.changed_targets(before, after))
    endpoints = list(changes.changed_endpoints(before, after))
    for user in users(before, after, ROOT):
        yield from questions.about_account(before, after, user)
        yield from questions.about_resources(targets, user)
        yield from questions.about_endpoints(before, endpoints, user)
    yield from questions.services(before, targets)


def test_json_has_everything_and_the_table_what_a_reader_needs(
    sample: Stage, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = _told(sample, _key_without_logs(sample))
    found = cast("dict[str, Any]", json.loads(show.as_json(told, "main")))
    (loss,) = found["losses"]
    assert (found["base"], loss["guardrail"]["en"]) == ("main", "key policy")
    assert loss["at"]["line"].startswith("components/")
    assert "kms:Decrypt" in loss["lost"]
    assert found["as_of"]
    monkeypatch.setattr(show, "Console", lambda: Console(width=300))
    show.print_impacts(told, "main")
    text = capsys.readouterr().out
    assert "key policy" in text
    assert f"key keys-logs of {VICTIM}" in text
    assert "AWS may have changed them since" in text
