"""Proves that what AWS itself protects from deletion can be retired. On moto, in process.

moto deletes a protected load balancer all the same; that AWS refuses is from its documentation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from kyotsu.desired.graph import Graph, Resource
from kyotsu.diff.state import Deployed
from kyotsu.errors import UserMistake, WorldFault
from kyotsu.tenant.retirement.blocking import check_free
from kyotsu.tenant.retirement.unprotect import unprotect
from kyotsu.usage.accounts import session_in
from tenancy.load import Fleet
from tenancy.model import Environments
from tests.components.conftest import fleet as fleet  # the sample fleet, as a fixture

REGION = "ap-northeast-1"
ACCOUNT = "222222222222"
TOKEN = "aws:lb/loadBalancer:LoadBalancer"
URN = f"urn:pulumi:prod.soumu-shinsei::kyotsu::{TOKEN}::load-balancer"
PUBLISHED = "soumu-shinsei"


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The load balancers of another account than the one that is signed in to."""
    for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE", "AWS_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        yield session_in(boto3.Session(), ACCOUNT, REGION)


def state(arn: str, *, protected: bool) -> Deployed:
    one = Resource(urn=URN, type=TOKEN, name="load-balancer", kind="custom", parent=None, inputs={})
    return Deployed(
        graph=Graph("prod.soumu-shinsei", (one,)),
        ids={URN: arn},
        values={URN: {"enableDeletionProtection": protected}},
        unfinished=0,
    )


def test_the_protection_of_a_load_balancer_is_switched_off_in_its_own_account(
    elsewhere: Any,
) -> None:
    ec2, balancers = elsewhere.client("ec2"), elsewhere.client("elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/24")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/28")["Subnet"]["SubnetId"]
    made = balancers.create_load_balancer(Name="ingress", Subnets=[subnet])
    arn = made["LoadBalancers"][0]["LoadBalancerArn"]
    assert f":{ACCOUNT}:" in arn
    balancers.modify_load_balancer_attributes(
        LoadBalancerArn=arn, Attributes=[{"Key": "deletion_protection.enabled", "Value": "true"}]
    )
    unprotect(state(arn, protected=True), {})
    told = balancers.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]
    assert {"Key": "deletion_protection.enabled", "Value": "false"} in told


def test_nobody_is_asked_where_nothing_is_protected() -> None:
    nobody = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}
    unprotect(
        state("arn:aws:elasticloadbalancing:x:1:loadbalancer/app/a/b", protected=False), nobody
    )


def test_what_cannot_be_switched_off_is_said(elsewhere: Any) -> None:
    del elsewhere
    gone = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:loadbalancer/app/gone/1"
    with pytest.raises(WorldFault, match="can't be switched off"):
        unprotect(state(gone, protected=True), {})


def test_a_domain_that_is_still_delegated_keeps_a_tenant_from_being_retired(fleet: Fleet) -> None:
    tenant = fleet.tenants[PUBLISHED]
    with pytest.raises(UserMistake, match="its domain in prod is delegated to the platform"):
        check_free(fleet, tenant)
    prod = tenant.environments.prod
    assert prod is not None
    withdrawn = Environments(prod=prod.model_copy(update={"publication": "prepared"}))
    with pytest.raises(UserMistake) as refused:
        check_free(fleet, tenant.model_copy(update={"environments": withdrawn}))
    assert "delegated" not in str(refused.value)
