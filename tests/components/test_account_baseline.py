"""Proves how an account's defaults are closed, in both regions. No engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from components.account.account_baseline import AccountBaseline, AccountBaselineArgs
from tenancy.plan import TenantPlan

if TYPE_CHECKING:
    from tests.components.conftest import Recorder

TOKYO, OSAKA = "ap-northeast-1", "ap-northeast-3"
KEY = "arn:aws:kms:ap-northeast-1:111111111111:key/data"


@pytest.fixture(scope="module")
def account(plan: Callable[[str], TenantPlan]) -> Callable[..., Recorder]:
    """Evaluates the baseline of a sample tenant: the example in the contract of the component."""
    from tests.components.conftest import evaluate

    def of(*, vpc: str | None = None, key: str | None = KEY) -> Recorder:
        args = AccountBaselineArgs(
            tenant_name="kyotsu-local-soumu-shinsei",
            region=TOKYO,
            recovery_region=OSAKA,
            contacts=plan("soumu-shinsei").contacts,
            disk_key_arn=key,
            internet_vpc_id=vpc,
        )
        return evaluate(lambda: AccountBaseline("account", args))

    return of


def test_both_regions_are_closed_in_the_same_way(account: Callable[..., Recorder]) -> None:
    made = account()
    for token, property_, value in (
        ("aws:ebs/encryptionByDefault:EncryptionByDefault", "enabled", True),
        ("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", "httpTokens", "required"),
        (
            "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
            "state",
            "block-all-sharing",
        ),
        ("aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess", "state", "block-new-sharing"),
        (
            "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
            "internetGatewayBlockMode",
            "block-bidirectional",
        ),
        ("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "ingress", []),
        ("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "egress", []),
        ("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", "ingress", []),
    ):
        found = {one["region"]: one[property_] for one in made.of(token).values()}
        assert found == {TOKYO: value, OSAKA: value}, token


def test_disks_get_the_tenants_key_where_it_is_and_awss_own_elsewhere(
    account: Callable[..., Recorder],
) -> None:
    keys = account().of("aws:ebs/defaultKmsKey:DefaultKmsKey").values()
    assert [(one["region"], one["keyArn"]) for one in keys] == [(TOKYO, KEY)]
    assert account(key=None).of("aws:ebs/defaultKmsKey:DefaultKmsKey") == {}


def test_only_a_network_with_users_from_the_internet_passes_the_block(
    account: Callable[..., Recorder],
) -> None:
    exclusion = "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion"
    assert account().of(exclusion) == {}
    assert [one["vpcId"] for one in account(vpc="vpc-1").of(exclusion).values()] == ["vpc-1"]


def test_aws_knows_three_posts_with_a_number_each(account: Callable[..., Recorder]) -> None:
    contacts = account().of("aws:account/alternativeContact:AlternativeContact").values()
    assert {one["alternateContactType"]: one["emailAddress"] for one in contacts} == {
        "SECURITY": "shinsei-security@example.go.jp",
        "OPERATIONS": "shinsei-operation@example.go.jp",
        "BILLING": "soumu-platform@example.go.jp",
    }
    assert all(one["phoneNumber"] for one in contacts)
    assert all(len(one["name"]) <= 64 and len(one["title"]) <= 50 for one in contacts)
