"""Each switch and number: the loosening is told, the tightening is told as such, the rest isn't."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from policies.rule import UNKNOWN
from tests.kyotsu.review.meaning.worlds import codes, node, of_one

KEY = "aws:kms/key:Key"
GROUP = "aws:cloudwatch/logGroup:LogGroup"
BUCKET = "aws:s3/bucket:Bucket"
BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
TRAIL = "aws:cloudtrail/trail:Trail"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
PLAN = "aws:backup/plan:Plan"
OPTIONS = "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions"


def _lock(days: int, mode: str = "COMPLIANCE") -> dict[str, Any]:
    return {"rule": {"defaultRetention": {"days": days, "mode": mode}}}


def _expires(days: int) -> dict[str, Any]:
    return {"rules": [{"status": "Enabled", "expiration": {"days": days}}]}


def _deletes(*days: int) -> dict[str, Any]:
    return {
        "rules": [
            {"ruleName": f"rule{number}", "lifecycle": {"deleteAfter": one}}
            for number, one in enumerate(days)
        ]
    }


@pytest.mark.parametrize(
    ("token", "before", "after", "code"),
    [
        (KEY, {"enableKeyRotation": True}, {"enableKeyRotation": False}, "key-rotation-off"),
        (KEY, {"enableKeyRotation": True}, {}, "key-rotation-off"),
        (KEY, {}, {"enableKeyRotation": True}, "key-rotation-off-mended"),
        (
            KEY,
            {"deletionWindowInDays": 30},
            {"deletionWindowInDays": 7},
            "key-deletion-window-shorter",
        ),
        (KEY, {}, {"deletionWindowInDays": 7}, "key-deletion-window-shorter"),
        (KEY, {}, {"isEnabled": False}, "key-disabled"),
        (KEY, {"rotationPeriodInDays": 90}, {}, "key-rotation-rarer"),
        (GROUP, {"retentionInDays": 731}, {"retentionInDays": 30}, "retention-shorter"),
        (GROUP, {}, {"retentionInDays": 3653}, "retention-shorter"),
        (GROUP, {"retentionInDays": 30.0}, {"retentionInDays": 0}, "retention-shorter-mended"),
        (GROUP, {"kmsKeyId": "one"}, {}, "encryption-key-removed"),
        (GROUP, {"kmsKeyId": "one"}, {"kmsKeyId": "two"}, "encryption-key-changed"),
        (GROUP, {}, {"kmsKeyId": UNKNOWN}, "encryption-key-added"),
        (LOCK, _lock(365), _lock(30), "retention-shorter"),
        (LOCK, _lock(365), _lock(365, "GOVERNANCE"), "object-lock-weaker"),
        (
            BLOCK,
            {"blockPublicAcls": True},
            {"blockPublicAcls": False},
            "public-access-block-loosened",
        ),
        (
            OPTIONS,
            {"internetGatewayBlockMode": "block-bidirectional"},
            {"internetGatewayBlockMode": "off"},
            "public-access-block-loosened",
        ),
        (TRAIL, {}, {"enableLogging": False}, "log-weaker"),
        (TRAIL, {"isOrganizationTrail": True}, {"isOrganizationTrail": False}, "log-weaker"),
        (
            "aws:ec2/flowLog:FlowLog",
            {"trafficType": "ALL"},
            {"trafficType": "REJECT"},
            "log-weaker",
        ),
        (
            "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
            {"filterPattern": ""},
            {"filterPattern": "ERROR"},
            "log-weaker",
        ),
        ("aws:ec2/subnet:Subnet", {}, {"mapPublicIpOnLaunch": True}, "public-address"),
        ("aws:rds/instance:Instance", {"storageEncrypted": True}, {}, "encryption-off"),
        ("aws:rds/instance:Instance", {"deletionProtection": True}, {}, "protection-off"),
        (
            "aws:rds/instance:Instance",
            {"backupRetentionPeriod": 35},
            {"backupRetentionPeriod": 7},
            "retention-shorter",
        ),
        (
            "aws:budgets/budget:Budget",
            {"limitAmount": "100"},
            {"limitAmount": "1000"},
            "budget-raised",
        ),
        ("aws:iam/role:Role", {}, {"maxSessionDuration": 43200}, "session-longer"),
        (
            "aws:ram/resourceShare:ResourceShare",
            {"allowExternalPrincipals": False},
            {},
            "share-outside",
        ),
        ("aws:cloudwatch/metricAlarm:MetricAlarm", {}, {"actionsEnabled": False}, "notice-off"),
        (LIFECYCLE, _expires(3650), _expires(365), "retention-shorter"),
        (LIFECYCLE, {"rules": []}, _expires(365), "retention-shorter"),
        (LIFECYCLE, _expires(365), _expires(3650), "retention-shorter-mended"),
        (PLAN, _deletes(35, 365), _deletes(35), "backup-fewer"),
    ],
)
def test_a_setting_that_moves_is_told(
    token: str, before: dict[str, Any], after: dict[str, Any], code: str
) -> None:
    assert of_one(token, before, after) == [code]


@pytest.mark.parametrize(
    ("token", "before", "after"),
    [
        (KEY, {"description": "old"}, {"description": "new"}),
        (KEY, {}, {"deletionWindowInDays": 30}),
        (KEY, {}, {"isEnabled": True}),
        (GROUP, {"tags": {}}, {"tags": {"a": "b"}}),
        (GROUP, {}, {"retentionInDays": 0}),
        (LOCK, _lock(365), {**_lock(365), "region": "ap-northeast-1"}),
        (TRAIL, {}, {"enableLogging": True}),
        (BLOCK, {"blockPublicAcls": True}, {"blockPublicAcls": True, "region": "x"}),
    ],
)
def test_what_leaves_a_setting_as_it_is_means_nothing(
    token: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert of_one(token, before, after) == []


def test_a_setting_that_is_not_known_yet_is_said_to_be_unjudged() -> None:
    assert of_one(KEY, {"enableKeyRotation": True}, {"enableKeyRotation": UNKNOWN}) == [
        "not-judged"
    ]


def test_a_type_that_no_classifier_knows_is_named() -> None:
    assert of_one("aws:foo/bar:Bar", {}, {"x": 1}) == ["not-judged"]


def test_protection_by_the_engine_that_goes_is_told() -> None:
    after = node(BUCKET, "data")
    before = replace(after, protect=True)
    assert codes([before], [after]) == ["protection-off"]
    assert codes([after], [before]) == ["protection-on"]


@pytest.mark.parametrize(
    ("token", "by", "code"),
    [
        ("aws:ec2/flowLog:FlowLog", "vpcId", "log-stopped"),
        ("aws:s3/bucketLogging:BucketLogging", "bucket", "log-stopped"),
        ("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", "logGroup", "log-stopped"),
        (BLOCK, "bucket", "public-access-block-removed"),
    ],
)
def test_a_guard_that_goes_is_told_unless_its_ward_goes_too(token: str, by: str, code: str) -> None:
    ward = node("aws:ec2/vpc:Vpc", "ward")
    guard = node(token, "guard", {by: UNKNOWN}, **{by: ward})
    other = node(token, "another", {by: UNKNOWN}, **{by: ward})
    assert codes([ward, guard], [ward]) == [code]
    assert codes([ward, guard], []) == []
    assert codes([ward, guard], [ward, other]) == []


def test_a_detector_that_goes_is_told() -> None:
    detector = node("aws:guardduty/detector:Detector", "detector", {"enable": True})
    assert codes([detector], []) == ["log-stopped"]
