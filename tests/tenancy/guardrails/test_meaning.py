"""Proves what the guardrails deny and let pass, by a small evaluation of single statements.

It knows the operators that our statements use, and no more: an operator it doesn't know is an
error. What AWS's evaluation does beyond a statement (inheritance, allow lists) isn't proved here.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

import pytest

from tenancy.guardrails import Guard, GuardrailsPlan
from tenancy.guardrails.statement import ORGANIZATION_ID

ACCOUNT = "111111111111"
PLATFORM = f"arn:aws:iam::{ACCOUNT}:role/OrganizationAccountAccessRole"
DEVELOPER = f"arn:aws:iam::{ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Developer"
ROOT_USER = f"arn:aws:iam::{ACCOUNT}:root"
Request = Mapping[str, str]


def _holds(operator: str, expected: str | tuple[str, ...], actual: str | None) -> bool:
    wanted = (expected,) if isinstance(expected, str) else expected
    # Each key has one value here at most, and it is any of them.
    base = operator.removeprefix("ForAnyValue:").removesuffix("IfExists")
    if base == "Null":
        return (actual is None) == (wanted == ("true",))
    if actual is None:
        # Negated operators, and IfExists, hold where the key is absent.
        return operator.endswith("IfExists") or "Not" in base
    exact = base in ("StringEquals", "StringNotEquals", "Bool")
    if not exact and base not in ("StringLike", "StringNotLike", "ArnLike", "ArnNotLike"):
        raise NotImplementedError(operator)
    found = any(actual == each if exact else fnmatchcase(actual, each) for each in wanted)
    return found != ("Not" in base)


def _denies(guard: Guard, action: str, resource: str, request: Request) -> bool:
    named = guard.actions or guard.but
    matched = any(fnmatchcase(action, each) for each in named)
    return (
        matched == bool(guard.actions)
        and any(fnmatchcase(resource, each) for each in guard.resources)
        and all(
            _holds(operator, expected, request.get(key))
            for operator, keys in guard.conditions.items()
            for key, expected in keys.items()
        )
    )


def _denying(
    plan: GuardrailsPlan, target: str, action: str, resource: str = "*", **request: str
) -> set[str]:
    """Return which statements deny a call in an account below a target."""
    context = {name.replace("__", ":"): value for name, value in request.items()}
    context.setdefault("aws:RequestedRegion", "ap-northeast-1")
    context.setdefault("aws:PrincipalArn", DEVELOPER)
    context.setdefault("aws:ResourceOrgID", ORGANIZATION_ID)
    return {
        guard.sid
        for policy in plan.policies
        if policy.type == "SERVICE_CONTROL_POLICY" and {"root", target} & set(policy.targets)
        for guard in policy.statements
        if _denies(guard, action, resource, context)
    }


@pytest.mark.parametrize(
    ("action", "request_", "by"),
    [
        ("ec2:DescribeVpcs", {}, set[str]()),
        ("ec2:DescribeVpcs", {"aws__RequestedRegion": "ap-northeast-3"}, set[str]()),
        ("ec2:DescribeVpcs", {"aws__RequestedRegion": "us-east-1"}, {"OnlyInJapan"}),
        ("kms:CreateKey", {"aws__RequestedRegion": "us-east-1"}, {"OnlyInJapan"}),
        ("iam:ListRoles", {"aws__RequestedRegion": "us-east-1"}, set[str]()),
        ("organizations:LeaveOrganization", {}, {"StayInOrganization"}),
        (
            "organizations:LeaveOrganization",
            {"aws__PrincipalArn": PLATFORM},
            {"StayInOrganization"},
        ),
        ("s3:ListBucket", {"aws__PrincipalArn": ROOT_USER}, {"NoRootUser"}),
        (
            "s3:DeleteBucketPolicy",
            {"aws__PrincipalArn": ROOT_USER, "aws__AssumedRoot": "true"},
            set[str](),
        ),
        ("cloudtrail:StopLogging", {}, {"TrailsAndLogsStay"}),
        ("cloudtrail:StopLogging", {"aws__PrincipalArn": PLATFORM}, set[str]()),
        ("guardduty:DeleteDetector", {}, {"DetectorsAndRecordersStay"}),
        ("config:StopConfigurationRecorder", {}, {"DetectorsAndRecordersStay"}),
        ("config:DisassociateResourceTypes", {}, {"DetectorsAndRecordersStay"}),
        ("access-analyzer:CreateArchiveRule", {}, {"DetectorsAndRecordersStay"}),
        ("access-analyzer:UpdateAnalyzer", {}, {"DetectorsAndRecordersStay"}),
        ("kms:ScheduleKeyDeletion", {}, {"KeysStay"}),
        ("ec2:CreateVpcBlockPublicAccessExclusion", {}, {"NetworkBordersStay"}),
        ("ec2:EnableSnapshotBlockPublicAccess", {}, {"NothingPublic"}),
        ("ec2:ResetEbsDefaultKmsKeyId", {}, {"EncryptionStaysDefault"}),
        ("ec2:ModifyInstanceMetadataDefaults", {}, {"MetadataStaysDefault"}),
        (
            "ec2:ModifyInstanceMetadataDefaults",
            {"aws__PrincipalArn": PLATFORM},
            set[str](),
        ),
        ("ec2:CreateInternetGateway", {}, {"NoWayAroundTheHub"}),
        ("ec2:CreateInternetGateway", {"aws__PrincipalArn": PLATFORM}, set[str]()),
        ("ec2:CreateVpcPeeringConnection", {}, {"NoWayAroundTheHub"}),
        ("ec2:DescribeRouteTables", {}, set[str]()),
        ("ec2:ReplaceRoute", {}, {"NetworkBordersStay"}),
        ("ec2:ModifySnapshotAttribute", {}, {"NothingPublic"}),
        ("s3:PutBucketPublicAccessBlock", {}, {"NothingPublic"}),
        (
            "ram:CreateResourceShare",
            {"ram__RequestedAllowsExternalPrincipals": "true"},
            {"NoSharesOutside"},
        ),
        (
            "ram:CreateResourceShare",
            {"ram__RequestedAllowsExternalPrincipals": "false"},
            set[str](),
        ),
        ("s3:PutObject", {"aws__ResourceOrgID": "o-elsewhere"}, {"NoDataOutside"}),
        ("s3:PutObject", {}, set[str]()),
        ("ec2:CreateVolume", {"ec2__Encrypted": "false"}, {"EncryptedVolumes"}),
        ("ec2:CreateVolume", {"ec2__Encrypted": "true"}, set[str]()),
        ("iam:CreateUser", {}, {"NoUsersOrProviders"}),
        ("iam:CreateRole", {}, {"RolesWithinBoundary"}),
        ("iam:DeleteRolePermissionsBoundary", {}, {"BoundaryStays"}),
    ],
)
def test_in_a_ministrys_account(
    plan: GuardrailsPlan, action: str, request_: dict[str, str], by: set[str]
) -> None:
    assert _denying(plan, "ministries", action, **request_) == by


@pytest.mark.parametrize("action", ["kms:DeleteAlias", "kms:UpdateAlias"])
def test_the_platforms_keys_keep_their_aliases_and_by_them_their_policies(
    plan: GuardrailsPlan, action: str
) -> None:
    (kept,) = (
        statement
        for policy in plan.policies
        for statement in policy.statements
        if statement.sid == "KeyAliasesStay"
    )
    alias = kept.resources[0].rpartition(":")[2].replace("*", "soumu-shinsei-logs")
    arn = f"arn:aws:kms:ap-northeast-1:{ACCOUNT}:{alias}"
    own = arn.replace(alias, "alias/own")
    assert _denying(plan, "ministries", action, arn) == {"KeyAliasesStay"}
    assert _denying(plan, "ministries", action, own) == set()
    key = {"kms__ResourceAliases": alias}
    assert _denying(plan, "ministries", "kms:PutKeyPolicy", **key) == {"KeyPoliciesStay"}
    theirs = {"kms__ResourceAliases": "alias/own"}
    assert _denying(plan, "ministries", "kms:PutKeyPolicy", **theirs) == set()


def test_a_role_within_the_boundary_may_be_made(plan: GuardrailsPlan) -> None:
    (guard,) = (
        statement
        for policy in plan.policies
        for statement in policy.statements
        if statement.sid == "RolesWithinBoundary"
    )
    boundary = str(guard.conditions["StringNotLike"]["iam:PermissionsBoundary"])
    mine = boundary.replace("*", ACCOUNT)
    request = {"iam__PermissionsBoundary": mine}
    assert _denying(plan, "ministries", "iam:CreateRole", **request) == set()
    other = {"iam__PermissionsBoundary": mine + "-2"}
    assert _denying(plan, "ministries", "iam:CreateRole", **other) == {"RolesWithinBoundary"}


def test_instances_need_imdsv2(plan: GuardrailsPlan) -> None:
    instance = f"arn:aws:ec2:ap-northeast-1:{ACCOUNT}:instance/*"
    needs = {"ec2__MetadataHttpTokens": "required"}
    assert _denying(plan, "ministries", "ec2:RunInstances", instance) == {"InstancesWithIMDSv2"}
    assert _denying(plan, "ministries", "ec2:RunInstances", instance, **needs) == set()


@pytest.mark.parametrize("action", ["iam:UpdateAssumeRolePolicy", "iam:AttachRolePolicy"])
def test_the_platforms_roles_are_changed_by_nobody_else(plan: GuardrailsPlan, action: str) -> None:
    mine = f"arn:aws:iam::{ACCOUNT}:role/app"
    assert _denying(plan, "ministries", action, PLATFORM) == {"PlatformRolesStay"}
    assert _denying(plan, "ministries", action, PLATFORM, aws__PrincipalArn=PLATFORM) == set()
    assert _denying(plan, "ministries", action, mine) == set()


@pytest.mark.parametrize("action", ["s3:GetObject", "iam:ListRoles", "sts:GetCallerIdentity"])
def test_nobody_but_the_platform_acts_in_a_suspended_account(
    plan: GuardrailsPlan, action: str
) -> None:
    assert _denying(plan, "suspended", action) == {"Quarantine"}
    assert _denying(plan, "suspended", action, aws__PrincipalArn=PLATFORM) == set()


def test_trials_join_no_network_and_publish_nothing(plan: GuardrailsPlan) -> None:
    attach = "ec2:CreateTransitGatewayVpcAttachment"
    assert _denying(plan, "sandbox", attach) == {"TrialsStayAlone"}
    assert _denying(plan, "sandbox", "ec2:ModifyImageAttribute") == {"NothingPublic"}
    assert _denying(plan, "sandbox", "ec2:CreateInternetGateway") == set()


OURS = {"aws:PrincipalOrgID": ORGANIZATION_ID, "aws:PrincipalIsAWSService": "false"}
TLS = {"aws:SecureTransport": "true"}
SERVICE = {"aws:PrincipalIsAWSService": "true", "aws:SourceArn": "arn:aws:s3:::bucket", **TLS}
SUBJECT = "token.actions.githubusercontent.com:sub"


@pytest.mark.parametrize(
    ("action", "request_", "by"),
    [
        ("s3:GetObject", {**OURS, **TLS}, set[str]()),
        ("s3:GetObject", {**OURS, "aws:SecureTransport": "false"}, {"OnlyEncryptedInTransit"}),
        ("s3:GetObject", {**OURS, **TLS, "aws:PrincipalOrgID": "o-x"}, {"OnlyTheOrganization"}),
        # A caller without an identity, as by a presigned or a public address.
        ("s3:GetObject", TLS, {"OnlyTheOrganization"}),
        ("sts:AssumeRole", {**OURS, **TLS, "aws:PrincipalOrgID": "o-x"}, {"OnlyTheOrganization"}),
        ("kms:Decrypt", {**SERVICE, "aws:SourceOrgID": ORGANIZATION_ID}, set[str]()),
        ("kms:Decrypt", {**SERVICE, "aws:SourceOrgID": "o-x"}, {"ServicesOnlyForUs"}),
        (
            "sts:AssumeRoleWithWebIdentity",
            {**TLS, SUBJECT: "repo:example-go-jp/kyotsu:environment:prod"},
            set[str](),
        ),
        (
            "sts:AssumeRoleWithWebIdentity",
            {**TLS, SUBJECT: "repo:example-go-jpn/kyotsu:environment:prod"},
            {"OnlyOurPipelines"},
        ),
        ("sts:AssumeRoleWithWebIdentity", TLS, {"OnlyOurPipelines"}),
        ("sts:AssumeRoleWithSAML", TLS, set[str]()),
    ],
)
def test_who_reaches_what_is_ours(
    plan: GuardrailsPlan, action: str, request_: dict[str, str], by: set[str]
) -> None:
    (perimeter,) = (each for each in plan.policies if each.type == "RESOURCE_CONTROL_POLICY")
    denied = {guard.sid for guard in perimeter.statements if _denies(guard, action, "*", request_)}
    assert denied == by
