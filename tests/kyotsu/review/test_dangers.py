"""What is dangerous in a preview: told with its reason, the worst first, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from bench.generate_preview import Made, Ruled
from kyotsu.review.findings import DangerKind
from kyotsu.review.model import Outcome
from policies.rule import Severity
from tests.kyotsu.review.conftest import Reviewed

BUCKET = "aws:s3/bucket:Bucket"
LOG = "aws:cloudwatch/logGroup:LogGroup"
ROUTE = "aws:ec2/route:Route"
DELETE_FIRST = ("delete-replaced", "replace", "create-replacement")
CREATE_FIRST = ("create-replacement", "replace", "delete-replaced")
OLD: dict[str, Any] = {"name": "old"}
NEW: dict[str, Any] = {"name": "new"}

CASES: dict[str, tuple[Made, list[tuple[DangerKind, Severity]]]] = {
    "a bucket is destroyed": (
        Made(type=BUCKET, name="x", steps=("delete",), old=OLD),
        [(DangerKind.DATA_LOST, Severity.CRITICAL)],
    ),
    "a bucket is replaced, the new one first": (
        Made(type=BUCKET, name="x", steps=CREATE_FIRST, old=OLD, new=NEW, keys=("name",)),
        [(DangerKind.DATA_LOST, Severity.CRITICAL)],
    ),
    "a route is destroyed": (
        Made(type=ROUTE, name="x", steps=("delete",), old=OLD),
        [(DangerKind.DESTROYED, Severity.MEDIUM)],
    ),
    "a route is replaced, the old one first": (
        Made(type=ROUTE, name="x", steps=DELETE_FIRST, old=OLD, new=NEW, keys=("name",)),
        [(DangerKind.OUTAGE, Severity.HIGH)],
    ),
    "a route is replaced, the new one first": (
        Made(type=ROUTE, name="x", steps=CREATE_FIRST, old=OLD, new=NEW, keys=("name",)),
        [(DangerKind.REPLACED, Severity.LOW)],
    ),
    "something protected is destroyed": (
        Made(type=ROUTE, name="x", steps=("delete",), old=OLD, protect=True),
        [(DangerKind.PROTECTED, Severity.CRITICAL), (DangerKind.DESTROYED, Severity.MEDIUM)],
    ),
    "logs are kept for less long": (
        Made(
            type=LOG,
            name="x",
            steps=("update",),
            old={"retentionInDays": 400},
            new={"retentionInDays": 90},
        ),
        [(DangerKind.RETENTION, Severity.HIGH)],
    ),
    "logs are no more kept for ever": (
        Made(
            type=LOG,
            name="x",
            steps=("update",),
            old={"retentionInDays": 0},
            new={"retentionInDays": 3653},
        ),
        [(DangerKind.RETENTION, Severity.HIGH)],
    ),
    "logs are kept for longer": (
        Made(
            type=LOG,
            name="x",
            steps=("update",),
            old={"retentionInDays": 90},
            new={"retentionInDays": 400},
        ),
        [],
    ),
    "logs are kept for ever from now on": (
        Made(
            type=LOG,
            name="x",
            steps=("update",),
            old={"retentionInDays": 90},
            new={"retentionInDays": 0},
        ),
        [],
    ),
    "another cloud's disk is destroyed": (
        Made(type="gcp:compute/disk:Disk", name="x", steps=("delete",), old=OLD),
        [(DangerKind.DATA_LOST, Severity.CRITICAL)],
    ),
    "nobody manages it any more": (
        Made(type=BUCKET, name="x", steps=("discard",), old=OLD),
        [(DangerKind.FORGOTTEN, Severity.MEDIUM)],
    ),
    "a later version's operation": (
        Made(type=BUCKET, name="x", steps=("teleport",), old=OLD, new=NEW),
        [(DangerKind.NOT_KNOWN, Severity.HIGH)],
    ),
    "a component goes": (
        Made(type="kyotsu:network:TenantNetwork", name="x", steps=("delete",), old=OLD),
        [],
    ),
    "something is made": (Made(type=BUCKET, name="x", steps=("create",), new=NEW), []),
    "nothing happens": (Made(type=BUCKET, name="x", steps=("same",), old=OLD, new=OLD), []),
}


@pytest.mark.parametrize("name", CASES)
def test_each_danger_is_told_and_nothing_else(reviewed: Reviewed, name: str) -> None:
    made, expected = CASES[name]
    found = reviewed(made).dangers
    assert [(one.kind, one.severity) for one in found] == expected
    for one in found:
        assert one.text.ja.endswith("。")
        assert one.text.en.endswith(".")
        assert all(reason in one.text.en for reason in one.reasons)


def test_the_worst_comes_first(reviewed: Reviewed) -> None:
    stack = reviewed(
        *(replaced(made, f"x{number}") for number, (made, _) in enumerate(CASES.values()))
    )
    ranks = [list(Severity).index(one.severity) for one in stack.dangers]
    assert ranks == sorted(ranks)
    assert len(ranks) == sum(len(expected) for _, expected in CASES.values())


def replaced(made: Made, name: str) -> Made:
    """Return a resource with another name."""
    from dataclasses import replace

    return replace(made, name=name)


def test_the_reason_is_the_engines(reviewed: Reviewed) -> None:
    made = Made(type=BUCKET, name="x", steps=DELETE_FIRST, old=OLD, new=NEW, keys=("bucket",))
    (danger,) = reviewed(made).dangers
    assert danger.reasons == ("bucket",)
    assert "because bucket changes" in danger.text.en


def test_a_mandatory_verdict_refuses_and_carries_its_remedy(reviewed: Reviewed) -> None:
    made = Made(type=BUCKET, name="x", steps=("create",), new=NEW)
    said = (
        "S3-01 (critical): S3 buckets block all public access: blockPublicAcls is off. "
        "To mend it, do this.\n日本語。"
    )
    ruled = Ruled(message=said, urn=made.urn)
    stack = reviewed(made, ruled=(ruled, ruled))
    (verdict,) = stack.verdicts
    assert stack.outcome is Outcome.REFUSED
    assert (verdict.rule, verdict.mandatory, verdict.urn) == ("S3-01", True, made.urn)
    assert verdict.remedy is not None
    assert verdict.text.startswith("blockPublicAcls is off")


def test_an_exception_is_no_refusal(reviewed: Reviewed) -> None:
    made = Made(type=BUCKET, name="x", steps=("create",), new=NEW)
    said = (
        "S3-01 (critical): S3 buckets block all public access: excepted until 2027-03-31, because."
    )
    stack = reviewed(made, ruled=(Ruled(message=said, urn=made.urn, level="advisory"),))
    assert stack.outcome is Outcome.CHANGES
    assert stack.verdicts[0].exception.startswith("excepted until 2027-03-31")


def test_another_packs_verdict_is_shown_as_it_is(reviewed: Reviewed) -> None:
    made = Made(type=BUCKET, name="x", steps=("create",), new=NEW)
    ruled = Ruled(message="<b>no</b>", urn=made.urn, pack="theirs", policy="p", level="warning")
    (verdict,) = reviewed(made, ruled=(ruled,)).verdicts
    assert (verdict.rule, verdict.level, verdict.text) == ("p", "advisory", "<b>no</b>")


def test_errors_make_a_failure(reviewed: Reviewed) -> None:
    made = Made(type=BUCKET, name="x", steps=("create",), new=NEW)
    stack = reviewed(made, said=(("error", "no such zone"),))
    assert stack.outcome is Outcome.FAILED
    assert "may be more changes" in stack.unchecked[0].en
