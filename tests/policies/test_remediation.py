"""Proves, through the real analyzer, that a rule mends what it can, and touches nothing else."""

from typing import Any

import pytest

from policies.rule import UNKNOWN, Rule
from policies.rules import all_rules
from policies.verdict import judge
from tests.policies.analyzer import Analyzer

MENDING = [rule for rule in all_rules() if rule.remediate is not None]
BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
OPEN: dict[str, Any] = {
    "blockPublicAcls": False,
    "blockPublicPolicy": True,
    "ignorePublicAcls": True,
    "restrictPublicBuckets": True,
}
SECRET = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    "value": "kept",
}


@pytest.mark.parametrize("rule", MENDING, ids=lambda rule: rule.id)
def test_a_violation_is_mended(rule: Rule, example_pack: Analyzer) -> None:
    (mended,) = example_pack.remediate(rule.types[0], rule.violating, stack="mending.any")
    assert judge(rule, mended) is None


def test_what_keeps_the_rules_is_left_alone(example_pack: Analyzer) -> None:
    kept = dict.fromkeys(OPEN, True)
    assert example_pack.remediate(BLOCK, kept, stack="mending.any") == []


def test_nothing_is_mended_where_the_stage_does_not_say_so(example_pack: Analyzer) -> None:
    assert example_pack.remediate(BLOCK, OPEN, stack="prod.any") == []


def test_a_secret_stays_a_secret_and_an_unknown_value_unknown(example_pack: Analyzer) -> None:
    given = {**OPEN, "bucket": SECRET, "accountId": UNKNOWN}
    (mended,) = example_pack.remediate(BLOCK, given, stack="mending.any")
    assert mended["blockPublicAcls"] is True
    assert mended["bucket"] == SECRET
    assert mended["accountId"] == "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


def test_what_is_not_mended_is_refused(example_pack: Analyzer) -> None:
    found = example_pack.analyze(BLOCK, OPEN, stack="mending.any")
    assert [(said.rule, said.level) for said in found] == [("S3-01", "mandatory")]
