"""The provider's configuration: this machine only, the right account only."""

from __future__ import annotations

import pytest

from localcloud.provider.cloud import account_of, check_endpoint
from localcloud.provider.configuration import configuration, diff_config
from localcloud.provider.errors import LocalProviderError

HERE = "http://127.0.0.1:4566"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", HERE)
    monkeypatch.setenv("AWS_REGION", "ap-northeast-1")


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1"])
def test_this_machine_is_accepted(endpoint: str) -> None:
    assert check_endpoint(endpoint) == endpoint


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://s3.amazonaws.com",
        "http://127.0.0.1.example.com",
        "http://localhost@example.com",
        "127.0.0.1",
        "",
    ],
)
def test_any_other_is_refused(endpoint: str) -> None:
    with pytest.raises(LocalProviderError, match="this machine only"):
        check_endpoint(endpoint)


def test_the_environment_fills_what_the_program_leaves_out() -> None:
    found = configuration({})
    assert (found.endpoint, found.region) == (HERE, "ap-northeast-1")


def test_json_texts_are_read() -> None:
    found = configuration(
        {
            "region": "ap-northeast-3",
            "assumeRoles": '[{"roleArn":"arn:aws:iam::222222222222:role/x"}]',
            "defaultTags": '{"tags":{"a":"b"}}',
            "allowedAccountIds": '["222222222222"]',
        }
    )
    assert found.region == "ap-northeast-3"
    assert found.roles == ("arn:aws:iam::222222222222:role/x",)
    assert found.default_tags == {"a": "b"}
    assert found.allowed_accounts == ("222222222222",)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"assumeRoles": '[{"role_arn":"x"}]'}, "ProviderAssumeRoleArgs"),
        ({"defaultTags": "{"}, "aws:defaultTags is not JSON"),
        ({"endpoints": [{"s3": HERE, "ec2": "http://127.0.0.1:1"}]}, "2 different endpoints"),
    ],
)
def test_a_mistake_is_told(raw: dict[str, object], message: str) -> None:
    with pytest.raises(LocalProviderError, match=message):
        configuration(raw)


def test_without_an_endpoint_it_says_what_starts_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    with pytest.raises(LocalProviderError, match="kyotsu local up"):
        configuration({})


def test_another_account_or_region_replaces_and_other_tags_do_not() -> None:
    old = {"region": "ap-northeast-1", "defaultTags": '{"tags":{"a":"b"}}'}
    assert diff_config(old, {**old, "region": "ap-northeast-3"}).replaces == ["region"]
    assert diff_config(old, {**old, "defaultTags": "{}"}).replaces == []
    role = '[{"roleArn":"arn:aws:iam::222222222222:role/x"}]'
    other = '[{"roleArn":"arn:aws:iam::333333333333:role/x"}]'
    changed = diff_config({**old, "assumeRoles": role}, {**old, "assumeRoles": other})
    assert changed.replaces == ["assumeRoles"]
    assert diff_config(old, old).kinds == {}


def test_the_account_is_read_from_a_role() -> None:
    assert account_of("arn:aws:iam::222222222222:role/x") == "222222222222"
    with pytest.raises(LocalProviderError, match="not the ARN"):
        account_of("role/x")
