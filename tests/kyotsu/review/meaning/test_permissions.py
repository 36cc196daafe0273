"""Trust, policies of resources, actions by level, and the organization's guardrails."""

from __future__ import annotations

from typing import Any

import pytest

from policies.rule import UNKNOWN, Severity
from tests.kyotsu.review.meaning.worlds import (
    ORGANIZATION,
    OTHER,
    OWN,
    account,
    allow,
    codes,
    deny,
    found,
    node,
    of_one,
    policy,
)

ROLE = "aws:iam/role:Role"
BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
POLICY = "aws:iam/policy:Policy"
GUARDRAIL = "aws:organizations/policy:Policy"
ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment"


def _trust(*who: Any, **more: Any) -> dict[str, Any]:
    return {
        "assumeRolePolicy": policy(
            *(
                {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": one, **more}
                for one in who
            )
        )
    }


OURS: dict[str, Any] = {"AWS": account(OWN)}
THEIRS: dict[str, Any] = {"AWS": account(OTHER)}
BOUND: dict[str, Any] = {"Condition": ORGANIZATION}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_trust(OURS), _trust(OURS, THEIRS), ["trust-gained"]),
        (_trust(OURS), _trust({"AWS": [account(OWN), account(OTHER)]}), ["trust-gained"]),
        (_trust(OURS), _trust({"AWS": "*"}), ["trust-gained"]),
        (_trust(OURS), _trust({"Service": "ec2.amazonaws.com"}), ["trust-gained", "trust-left"]),
        (_trust(OURS, **BOUND), _trust(OURS), ["trust-condition-lost"]),
        (_trust(OURS), _trust(OURS, **BOUND), []),
        (_trust(OURS), _trust({"AWS": OWN}), []),
        (_trust(OURS, THEIRS), _trust(OURS), ["trust-left"]),
        (_trust(OURS), {"assumeRolePolicy": UNKNOWN}, ["not-judged"]),
        (_trust(OURS), {"assumeRolePolicy": "no JSON"}, ["not-judged"]),
        (
            _trust(OURS),
            {"assumeRolePolicy": '{"Statement": [{"Effect": "Perhaps"}]}'},
            ["not-judged"],
        ),
    ],
)
def test_trust(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert of_one(ROLE, before, after) == expected


def test_anyone_who_can_become_a_role_is_critical_unless_bound() -> None:
    (wide,) = found([], [node(ROLE, "role", _trust({"AWS": "*"}))])
    (bound,) = found([], [node(ROLE, "role", _trust({"AWS": "*"}, **BOUND))])
    assert (wide.severity, bound.severity) == (Severity.CRITICAL, Severity.MEDIUM)
    assert wide.code == bound.code == "trust-new"
    assert bound.after == "* (stringequals aws:principalorgid o-example)"


def _bucket(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"policy": policy(*statements)}


READ = allow("s3:GetObject", Principal=OURS)
TLS = deny("s3:*", Principal="*", Condition={"Bool": {"aws:SecureTransport": "false"}})


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_bucket(TLS), _bucket(TLS, READ), ["policy-gained"]),
        (_bucket(READ, TLS), _bucket(READ), ["policy-refusal-lifted"]),
        (_bucket(READ), _bucket(READ, allow("s3:PutObject", Principal=OURS)), ["policy-more"]),
        (_bucket(READ), _bucket(allow("s3:Get*", Principal=OURS)), ["policy-more"]),
        (_bucket({**READ, **BOUND}), _bucket(READ), ["policy-condition-lost"]),
        (_bucket(allow("s3:*", Principal=OURS)), _bucket(READ), []),
        (_bucket(READ, TLS), _bucket(TLS, READ), []),
        (_bucket(READ), _bucket({**READ, "Principal": {"AWS": "*"}}), ["policy-gained"]),
    ],
)
def test_policies_of_resources(
    before: dict[str, Any], after: dict[str, Any], expected: list[str]
) -> None:
    assert of_one(BUCKET_POLICY, before, after) == expected


def test_a_policy_that_goes_takes_its_refusals_along_unless_its_bucket_goes() -> None:
    bucket = node("aws:s3/bucket:Bucket", "data")
    rules = node(BUCKET_POLICY, "data", _bucket(TLS), bucket=bucket)
    assert codes([bucket, rules], [bucket]) == ["policy-refusal-lifted"]
    assert codes([bucket, rules], []) == []


ONE = "arn:aws:s3:::one/*"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [allow("s3:GetObject")], ["actions-read"]),
        ([allow("s3:GetObject")], [allow(["s3:GetObject", "s3:PutObject"])], ["actions-write"]),
        ([allow("s3:GetObject")], [allow("s3:Put*")],
         ["actions-permissions-management", "actions-tagging", "actions-write"]),
        ([allow("s3:Put*")], [allow("s3:PutObject")], ["actions-lost"]),
        ([allow("s3:PutObject", ONE)], [allow("s3:PutObject")], ["actions-write"]),
        ([allow("s3:PutObject")], [allow("s3:PutObject", ONE)], []),
        ([allow("iam:PassRole", **BOUND)], [allow("iam:PassRole")], ["actions-condition-lost"]),
        ([allow("s3:PutObject"), deny("s3:Put*")], [allow("s3:PutObject")],
         ["actions-refusal-lifted"]),
        ([], [allow("s3:PutObject"), deny("s3:PutObject")], []),
        ([], [allow("nosuch:Thing")], ["not-judged"]),
    ],
)  # fmt: skip
def test_actions_by_level(
    before: list[dict[str, Any]], after: list[dict[str, Any]], expected: list[str]
) -> None:
    assert of_one(POLICY, {"policy": policy(*before)} if before else {},
                  {"policy": policy(*after)}) == expected  # fmt: skip


def test_all_actions_are_as_critical_as_can_be() -> None:
    findings = found([], [node(POLICY, "admin", {"policy": policy(allow("*"))})])
    worst = findings[0]
    assert (worst.code, worst.severity) == ("actions-permissions-management", Severity.CRITICAL)
    excluded = {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}
    others = found([], [node(POLICY, "admin", {"policy": policy(excluded)})])
    assert any(one.code == "actions-write" for one in others)


def test_attached_policies() -> None:
    role = node(ROLE, "role")
    token = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"

    def attached(arn: str) -> list[str]:
        return codes([role], [role, node(token, "it", {"policyArn": arn}, role=role)])

    assert attached("arn:aws:iam::aws:policy/AdministratorAccess") == ["permissions-attached"]
    assert attached("arn:aws:iam::aws:policy/SomethingElse") == ["not-judged"]
    ours = node(POLICY, "ours", {"policy": policy(allow("s3:PutObject"))})
    it = node(token, "it", {"policyArn": UNKNOWN}, role=role, policyArn=ours)
    assert codes([role, ours], [role, ours, it]) == ["actions-write"]
    assert codes([role, ours, it], [role, ours]) == ["permissions-withdrawn"]


def _guardrail(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "SERVICE_CONTROL_POLICY", "content": policy(*statements)}


STAY = deny("organizations:LeaveOrganization")
REGIONS = {
    "Sid": "Regions",
    "Effect": "Deny",
    "NotAction": ["iam:*"],
    "Resource": "*",
    "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["ap-northeast-1"]}},
}


def _regions(*more: str, left_out: tuple[str, ...] = ()) -> dict[str, Any]:
    condition = {"StringNotEquals": {"aws:RequestedRegion": ["ap-northeast-1", *more]}}
    return {**REGIONS, "NotAction": ["iam:*", *left_out], "Condition": condition}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([STAY, REGIONS], [STAY], ["guardrail-loosened"]),
        ([REGIONS], [_regions("us-east-1")], ["guardrail-loosened"]),
        ([REGIONS], [_regions(left_out=("s3:*",))], ["guardrail-loosened"]),
        ([_regions("us-east-1")], [REGIONS], ["guardrail-tightened"]),
        ([STAY], [deny("organizations:*")], ["guardrail-tightened"]),
        ([STAY], [STAY, REGIONS], ["guardrail-tightened"]),
        ([STAY], [{**STAY, "Condition": {"ArnNotLike": {"aws:PrincipalArn": "x"}}}],
         ["guardrail-loosened"]),
        ([STAY, REGIONS], [REGIONS, STAY], []),
    ],
)  # fmt: skip
def test_guardrails(
    before: list[dict[str, Any]], after: list[dict[str, Any]], expected: list[str]
) -> None:
    assert of_one(GUARDRAIL, _guardrail(*before), _guardrail(*after)) == expected


def test_a_guardrail_that_is_detached_is_told_unless_its_target_goes() -> None:
    rules = node(GUARDRAIL, "rules", _guardrail(STAY))
    unit = node("aws:organizations/organizationalUnit:OrganizationalUnit", "unit")
    tie = node(ATTACHMENT, "tie", policyId=rules, targetId=unit)
    assert codes([rules, unit, tie], [rules, unit]) == ["guardrail-detached"]
    assert codes([rules, unit, tie], [rules]) == []
    again = node(ATTACHMENT, "again", policyId=rules, targetId=unit)
    assert codes([rules, unit, tie], [rules, unit, again]) == []


@pytest.mark.parametrize(
    ("token", "properties", "code"),
    [
        ("aws:ram/principalAssociation:PrincipalAssociation", {"principal": OTHER}, "share-gained"),
        (
            "aws:kms/grant:Grant",
            {"granteePrincipal": "x", "operations": ["Decrypt"]},
            "key-granted",
        ),
        (
            "aws:ssoadmin/accountAssignment:AccountAssignment",
            {"targetId": OTHER},
            "access-assigned",
        ),
        ("aws:route53/record:Record", {"name": "x", "records": ["10.0.0.1"]}, "name-new"),
    ],
)
def test_what_comes_and_means_something_by_itself(
    token: str, properties: dict[str, Any], code: str
) -> None:
    assert codes([], [node(token, "it", properties)]) == [code]


def test_a_record_that_leads_elsewhere_and_an_account_that_moves() -> None:
    record = "aws:route53/record:Record"
    assert of_one(record, {"records": ["10.0.0.1"]}, {"records": ["10.0.0.2"]}) == ["name-moved"]
    assert of_one(record, {"ttl": 60}, {"ttl": 300}) == []
    moved = of_one("aws:organizations/account:Account", {"parentId": "a"}, {"parentId": "b"})
    assert moved == ["account-moved"]


def test_the_firewall() -> None:
    rules = "aws:networkfirewall/firewallPolicy:FirewallPolicy"
    drop = {"firewallPolicy": {"statelessDefaultActions": ["aws:forward_to_sfe"],
                               "statefulDefaultActions": ["aws:drop_strict"]}}  # fmt: skip
    passes = {"firewallPolicy": {"statelessDefaultActions": ["aws:pass"],
                                 "statefulDefaultActions": ["aws:drop_strict"]}}  # fmt: skip
    opened = {"firewallPolicy": {"statelessDefaultActions": ["aws:forward_to_sfe"],
                                 "statefulDefaultActions": ["aws:alert_strict"]}}  # fmt: skip
    assert of_one(rules, drop, passes) == ["firewall-passes"]
    assert of_one(rules, drop, opened) == ["firewall-passes"]
    assert of_one(rules, opened, drop) == []
    group = "aws:networkfirewall/ruleGroup:RuleGroup"
    texts = [{"ruleGroup": {"rulesSource": {"rulesString": one}}} for one in ("a", "b")]
    assert of_one(group, *texts) == ["not-judged"]


@pytest.mark.parametrize(
    ("token", "when", "code"),
    [
        ("aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation", "new",
         "hub-reach-gained"),
        ("aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation", "gone",
         "hub-reach-lost"),
        ("aws:ec2transitgateway/route:Route", "gone", "hub-route"),
        ("aws:ec2transitgateway/vpcAttachment:VpcAttachment", "new", "hub-joined"),
        ("aws:ec2/vpnConnection:VpnConnection", "new", "outside-line"),
        ("aws:organizations/delegatedAdministrator:DelegatedAdministrator", "new",
         "administrator-gained"),
        ("aws:organizations/organization:Organization", "gone", "organization-changed"),
        ("aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion", "new",
         "public-access-block-loosened"),
        ("aws:backup/selection:Selection", "gone", "backup-fewer"),
        ("aws:guardduty/publishingDestination:PublishingDestination", "gone", "watch-gone"),
        ("aws:ssm/maintenanceWindow:MaintenanceWindow", "gone", "upkeep-gone"),
        ("aws:budgets/budget:Budget", "gone", "budget-gone"),
        ("aws:cloudwatch/metricAlarm:MetricAlarm", "gone", "notice-gone"),
    ],
)  # fmt: skip
def test_what_comes_or_goes(token: str, when: str, code: str) -> None:
    one = [node(token, "it", {"x": "y"})]
    assert codes(*(([], one) if when == "new" else (one, []))) == [code]
    assert codes(one, one) == []


def test_passwords_may_not_become_weaker() -> None:
    token = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy"
    long, short = {"minimumPasswordLength": 14}, {"minimumPasswordLength": 8}
    assert of_one(token, long, short) == ["passwords-weaker"]
    assert of_one(token, short, long) == ["passwords-weaker-mended"]
    assert of_one(token, long, {**long, "region": "x"}) == []


def test_what_runs_on_servers_is_told() -> None:
    document = "aws:ssm/document:Document"
    assert of_one(document, {"content": "a"}, {"content": "b"}) == ["document-changed"]
    assert of_one(document, {"tags": {}}, {"tags": {"a": "b"}}) == []
