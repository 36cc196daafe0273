"""Proves what a tenant environment is made of, by what its declaration asks for. No engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from components.network.tenant_network import HubOffer
from components.tenant.tenant_environment import TenantEnvironment, TenantEnvironmentArgs
from tenancy.plan import TenantPlan

if TYPE_CHECKING:
    from tests.components.conftest import Recorder

HUB = HubOffer(
    transit_gateway_id="tgw-hub",
    shared_vpc_id="vpc-shared",
    dns_profile_id="rp-hub",
    government_prefix_list_id="pl-government",
)
WIDE, NARROW = "soumu-shinsei", "meti-kenshu"
ACCOUNT = "111111111111"
ARCHIVE_KEY = "arn:aws:kms:ap-northeast-1:222222222222:key/archive"
ARCHIVE = "arn:aws:s3:::archive"
DESTINATION = "arn:aws:logs:ap-northeast-1:222222222222:destination:archive"


def environment_of(plan: TenantPlan) -> Callable[[], TenantEnvironment]:
    return lambda: TenantEnvironment(
        "tenant",
        TenantEnvironmentArgs(
            plan=plan,
            account_id=ACCOUNT,
            recovery_region="ap-northeast-3",
            organization_id="o-example",
            log_archive_bucket_arn=ARCHIVE,
            log_archive_bucket_name="archive",
            log_archive_key_arn=ARCHIVE_KEY,
            load_balancer_log_bucket_name="request-logs",
            log_destination_arn=DESTINATION,
            hub=HUB,
        ),
    )


@pytest.fixture(scope="module")
def wide(plan: Callable[[str], TenantPlan]) -> Recorder:
    from tests.components.conftest import evaluate

    return evaluate(environment_of(plan(WIDE)))


@pytest.fixture(scope="module")
def narrow(plan: Callable[[str], TenantPlan]) -> Recorder:
    from tests.components.conftest import evaluate

    return evaluate(environment_of(plan(NARROW)))


def test_subnets_are_those_of_the_plan(wide: Recorder, plan: Callable[[str], TenantPlan]) -> None:
    planned = {
        subnet.name: (subnet.cidr, subnet.zone)
        for tier in plan(WIDE).network.tiers
        for subnet in tier.subnets
    }
    made = {
        name: (inputs["cidrBlock"], inputs["availabilityZone"])
        for name, inputs in wide.of("aws:ec2/subnet:Subnet").items()
    }
    assert made == planned
    assert len(made) == 12


def test_no_subnet_gives_out_public_addresses(wide: Recorder) -> None:
    subnets = wide.of("aws:ec2/subnet:Subnet").values()
    assert not any(subnet["mapPublicIpOnLaunch"] for subnet in subnets)


def test_only_an_ingress_from_the_internet_makes_a_gateway(
    wide: Recorder, narrow: Recorder
) -> None:
    assert len(wide.of("aws:ec2/internetGateway:InternetGateway")) == 1
    assert narrow.of("aws:ec2/internetGateway:InternetGateway") == {}
    assert narrow.of("aws:ec2/route:Route") == {}
    assert "load-balancer" not in narrow.of("aws:ec2/securityGroup:SecurityGroup")


def test_the_internet_reaches_load_balancers_only_and_by_https_only(wide: Recorder) -> None:
    open_to_all = {
        name: (rule["fromPort"], rule["toPort"])
        for name, rule in wide.of(
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
        ).items()
        if rule.get("cidrIpv4") == "0.0.0.0/0"
    }
    assert open_to_all == {"load-balancer-https": (443, 443)}


def test_only_declared_ports_lead_to_everybody(wide: Recorder) -> None:
    egress = wide.of("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
    everywhere = {
        name: (rule["fromPort"], rule["toPort"], rule["ipProtocol"])
        for name, rule in egress.items()
        if rule.get("cidrIpv4") == "0.0.0.0/0"
    }
    assert everywhere == {
        "outbound-0.0.0.0/0-443-tcp": (443, 443, "tcp"),
        "outbound-0.0.0.0/0-587-tcp": (587, 587, "tcp"),
    }


def test_databases_answer_only_the_application(wide: Recorder) -> None:
    sources = {
        rule["referencedSecurityGroupId"]
        for rule in wide.of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").values()
        if rule["securityGroupId"] == "database-id"
    }
    assert sources == {"application-id"}


def test_endpoints_are_those_that_the_plan_asks_for_and_let_no_stranger_through(
    wide: Recorder, plan: Callable[[str], TenantPlan]
) -> None:
    endpoints = wide.of("aws:ec2/vpcEndpoint:VpcEndpoint")
    network = plan(WIDE).network
    assert set(endpoints) == {*network.gateway_endpoints, *network.interface_endpoints}
    for inputs in endpoints.values():
        (statement,) = json.loads(inputs["policy"])["Statement"]
        assert statement["Condition"] == {"StringEquals": {"aws:PrincipalOrgID": "o-example"}}


def test_the_protected_tier_has_no_way_to_an_endpoint_of_s3(wide: Recorder) -> None:
    assert wide.of("aws:ec2/vpcEndpoint:VpcEndpoint")["s3"]["routeTableIds"] == ["private-id"]


def test_what_aws_makes_unasked_is_emptied(wide: Recorder) -> None:
    group = wide.of("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")["network"]
    table = wide.of("aws:ec2/defaultRouteTable:DefaultRouteTable")["network"]
    acl = wide.of("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl")["network"]
    assert (group["ingress"], group["egress"]) == ([], [])
    assert table["routes"] == []
    assert (acl["ingress"], acl["egress"]) == ([], [])


def test_only_log_groups_of_this_account_may_use_the_key_for_logs(wide: Recorder) -> None:
    statements = _statements(wide.of("aws:kms/key:Key")["keys-logs"]["policy"])
    assert statements["LogGroupsOfThisAccount"]["Condition"]["ArnLike"] == {
        "kms:EncryptionContext:aws:logs:arn": (f"arn:aws:logs:ap-northeast-1:{ACCOUNT}:log-group:*")
    }


def test_keys_of_data_trust_nobody_but_their_own_account(wide: Recorder) -> None:
    statements = _statements(wide.of("aws:kms/key:Key")["keys-data"]["policy"])
    assert [statement["Principal"] for statement in statements.values()] == [
        {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    ]


def test_a_tenant_whose_provider_manages_its_keys_has_those_for_logs_and_backups_all_the_same(
    narrow: Recorder,
) -> None:
    assert set(narrow.of("aws:kms/key:Key")) == {"keys-logs", "keys-backup"}


def _statements(policy: str) -> dict[str, Any]:
    return {found["Sid"]: found for found in json.loads(policy)["Statement"]}
