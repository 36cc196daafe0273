"""Names, default tags, refusals; and what a change of inputs means."""

from __future__ import annotations

import re
from typing import Any

from localcloud.provider import checks, registry
from localcloud.provider.wire import UNKNOWN, Secret

BUCKET = registry.entry("aws:s3/bucket:Bucket")
VPC = registry.entry("aws:ec2/vpc:Vpc")
ROLE_POLICY = registry.entry("aws:iam/rolePolicy:RolePolicy")


def check(
    news: dict[str, Any],
    *,
    olds: dict[str, Any] | None = None,
    tags: dict[str, str] | None = None,
    entry: Any = BUCKET,
) -> dict[str, Any]:
    inputs, failures = checks.check(entry, "Logs", olds or {}, news, tags or {}, "here.py")
    assert failures == []
    return inputs


def test_the_nameless_is_named_as_pulumi_aws_does() -> None:
    inputs = check({})
    assert re.fullmatch(r"logs-[0-9a-f]{7}", inputs["bucket"])
    assert inputs["__defaults"] == ["bucket"]


def test_a_name_once_given_stays() -> None:
    first = check({})
    assert check({}, olds=first)["bucket"] == first["bucket"]


def test_a_name_that_the_program_took_away_is_replaced() -> None:
    again = check({}, olds={"bucket": "chosen"})
    assert again["bucket"] != "chosen"


def test_a_prefix_is_kept_to() -> None:
    assert re.fullmatch(r"pre-[0-9a-f]{7}", check({"bucketPrefix": "pre-"})["bucket"])


def test_a_long_name_is_cut_to_the_limit() -> None:
    inputs, _ = checks.check(BUCKET, "x" * 80, {}, {}, {}, "here.py")
    assert len(inputs["bucket"]) == 63


def test_default_tags_are_merged_and_the_resource_s_own_win() -> None:
    inputs = check({"tags": {"b": "own"}}, tags={"a": "default", "b": "default"})
    assert inputs["tags"] == {"a": "default", "b": "own"}


def test_secret_tags_stay_secret_and_unknown_ones_unknown() -> None:
    assert check({"tags": Secret({"b": "x"})}, tags={"a": "y"})["tags"] == Secret(
        {"a": "y", "b": "x"}
    )
    assert check({"tags": UNKNOWN}, tags={"a": "y"})["tags"] is UNKNOWN


def test_an_undeclared_property_is_refused_with_the_file_to_mend() -> None:
    _, failures = checks.check(VPC, "vpc", {}, {"ipv4IpamPoolId": "p"}, {}, "types/ec2_vpc.py")
    assert [failure.property for failure in failures] == ["ipv4IpamPoolId"]
    assert "types/ec2_vpc.py" in failures[0].reason


def diff(
    olds: dict[str, Any],
    news: dict[str, Any],
    *,
    entry: Any = VPC,
    state: dict[str, Any] | None = None,
    ignored: tuple[str, ...] = (),
) -> checks.Difference:
    return checks.diff(entry, olds, news, state or {}, ignored)


def test_a_default_written_out_is_no_change() -> None:
    cidr = {"cidrBlock": "10.0.0.0/16"}
    assert diff(cidr, {**cidr, "enableDnsSupport": True}).kinds == {}
    assert diff(cidr, {**cidr, "enableDnsSupport": False}).kinds == {"enableDnsSupport": "update"}


def test_tags_are_compared_key_by_key() -> None:
    found = diff({"tags": {"a": "1", "b": "2"}}, {"tags": {"a": "3", "c-d": "4"}})
    assert found.kinds == {"tags.a": "update", "tags.b": "delete", 'tags["c-d"]': "add"}


def test_an_unknown_value_is_a_change() -> None:
    found = diff({"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": UNKNOWN})
    assert found.replaces == ["cidrBlock"]


def test_another_region_replaces_and_the_same_one_written_out_does_not() -> None:
    state = {"region": "ap-northeast-1"}
    assert diff({}, {"region": "ap-northeast-1"}, state=state).kinds == {}
    assert diff({}, {"region": "ap-northeast-3"}, state=state).replaces == ["region"]


def test_policies_are_compared_by_meaning() -> None:
    old = '{"Version":"2012-10-17","Statement":[{"Action":["s3:Get*"],"Effect":"Allow"}]}'
    new = '{"Statement":[{"Effect":"Allow","Action":"s3:Get*"}],"Version":"2012-10-17"}'
    assert diff({"policy": old}, {"policy": new}, entry=ROLE_POLICY).kinds == {}


def test_what_the_program_ignores_is_ignored() -> None:
    assert diff({"tags": {"a": "1"}}, {"tags": {"a": "2"}}, ignored=("tags.a",)).kinds == {}


def test_a_fixed_name_is_deleted_before_it_is_replaced() -> None:
    old = {"bucket": "fixed"}
    assert diff(old, {**old, "objectLockEnabled": True}, entry=BUCKET).delete_first
    automatic = {"bucket": "auto-1", "__defaults": ["bucket"]}
    other = {"bucket": "auto-2", "__defaults": ["bucket"], "objectLockEnabled": True}
    assert not diff(automatic, other, entry=BUCKET).delete_first
    assert not diff(old, {"bucket": "other"}, entry=BUCKET).delete_first
