"""Proves, on the real engine, what stands after `kyotsu local up` with all sample tenants.

What it doesn't prove: that AWS would accept the same calls; moto enforces few of AWS's own checks.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.kyotsu.conftest import Project

pytestmark = pytest.mark.engine
TENANTS = (
    "meti-kenshu",
    "mhlw-kansen",
    "mlit-suii",
    "mof-shunou",
    "soumu-shinsei",
    "soumu-toukei",
)
WIDE = "soumu-shinsei"
"""The tenant with all three tiers."""


def test_each_tenant_has_a_stack_and_an_account_of_its_own(whole_stage: Project) -> None:
    accounts = whole_stage.outputs("local")["account_ids"]
    assert sorted(accounts) == list(TENANTS)
    assert len(set(accounts.values())) == len(TENANTS)
    assert all(whole_stage.resources(f"local.{tenant}") for tenant in TENANTS)


def test_an_open_system_is_reached_through_a_filter_and_by_https_only(whole_stage: Project) -> None:
    account = whole_stage.account_of(WIDE)
    balancers, filters = (
        whole_stage.client("elbv2", account),
        whole_stage.client("wafv2", account),
    )
    (balancer,) = balancers.describe_load_balancers()["LoadBalancers"]
    arn = balancer["LoadBalancerArn"]
    assert balancer["Scheme"] == "internet-facing"
    (listener,) = balancers.describe_listeners(LoadBalancerArn=arn)["Listeners"]
    assert (listener["Port"], listener["Protocol"]) == (443, "HTTPS")
    acl = filters.get_web_acl_for_resource(ResourceArn=arn)["WebACL"]["ARN"]
    logging = filters.get_logging_configuration(ResourceArn=acl)["LoggingConfiguration"]
    hidden = {one["SingleHeader"]["Name"] for one in logging["RedactedFields"]}
    assert hidden == {"authorization", "cookie"}
    outputs = whole_stage.outputs(f"local.{WIDE}")
    names = whole_stage.client("route53", account).list_resource_record_sets(
        HostedZoneId=outputs["public_zone_id"]
    )["ResourceRecordSets"]
    (led,) = [one["AliasTarget"]["DNSName"] for one in names if one["Type"] == "A"]
    assert led.rstrip(".") == balancer["DNSName"] == outputs["load_balancer_dns_name"]


def test_a_system_whose_domain_isnt_delegated_yet_has_its_zone_only(whole_stage: Project) -> None:
    account = whole_stage.account_of("mlit-suii")
    assert whole_stage.outputs("local.mlit-suii")["public_name_servers"]
    assert whole_stage.client("elbv2", account).describe_load_balancers()["LoadBalancers"] == []
    assert whole_stage.client("acm", account).list_certificates()["CertificateSummaryList"] == []
    shown = whole_stage.must("tenant", "name-servers", "mlit-suii", "--json")
    assert json.loads(shown)["domain"] == "suii.example.go.jp"


def test_each_ministry_has_a_unit_that_holds_its_accounts(whole_stage: Project) -> None:
    organizations = whole_stage.client("organizations")

    def below(parent: str) -> dict[str, str]:
        pages = organizations.get_paginator("list_organizational_units_for_parent")
        return {
            unit["Name"]: unit["Id"]
            for page in pages.paginate(ParentId=parent)
            for unit in page["OrganizationalUnits"]
        }

    own = below(organizations.list_roots()["Roots"][0]["Id"])
    assert sorted(own) == ["infrastructure", "ministries", "sandbox", "security", "suspended"]
    units = below(own["ministries"])
    assert sorted(units) == ["meti", "mhlw", "mlit", "mof", "soumu"]
    in_soumu = organizations.list_accounts_for_parent(ParentId=units["soumu"])["Accounts"]
    assert {account["Id"] for account in in_soumu} == {
        whole_stage.account_of("soumu-shinsei"),
        whole_stage.account_of("soumu-toukei"),
    }


def test_a_tenants_network_is_in_the_tenants_account_with_the_tenants_tags(
    whole_stage: Project,
) -> None:
    ec2 = whole_stage.client("ec2", whole_stage.account_of(WIDE))
    vpcs = ec2.describe_vpcs(VpcIds=[whole_stage.outputs(f"local.{WIDE}")["vpc_id"]])["Vpcs"]
    tags = {tag["Key"]: tag["Value"] for tag in vpcs[0]["Tags"]}
    assert tags["Ministry"] == "soumu"
    assert tags["System"] == "shinsei"
    assert tags["ManagedBy"]
    assert tags["Name"] == "kyotsu-local-soumu-shinsei"


def test_every_taggable_resource_of_a_tenant_carries_the_tenants_tags(
    whole_stage: Project,
) -> None:
    untagged = [
        resource["urn"]
        for resource in whole_stage.resources(f"local.{WIDE}")
        if "tagsAll" in resource.get("outputs", {})
        and resource["outputs"]["tagsAll"].get("System") != "shinsei"
    ]
    assert untagged == []


def test_all_traffic_is_logged_each_minute_into_the_archive(whole_stage: Project) -> None:
    ec2 = whole_stage.client("ec2", whole_stage.account_of(WIDE))
    (flow_log,) = ec2.describe_flow_logs()["FlowLogs"]
    assert flow_log["TrafficType"] == "ALL"
    assert flow_log["MaxAggregationInterval"] == 60
    assert flow_log["LogDestination"] == whole_stage.outputs("local")["log_archive_bucket_arn"]


def test_what_aws_opens_by_default_is_closed(whole_stage: Project) -> None:
    ec2 = whole_stage.client("ec2", whole_stage.account_of(WIDE))
    vpc = {"Name": "vpc-id", "Values": [whole_stage.outputs(f"local.{WIDE}")["vpc_id"]]}
    default = ec2.describe_security_groups(
        Filters=[vpc, {"Name": "group-name", "Values": ["default"]}]
    )["SecurityGroups"][0]
    assert default["IpPermissions"] == []
    assert default["IpPermissionsEgress"] == []


def test_only_the_public_tier_has_a_way_to_the_internet(whole_stage: Project) -> None:
    ec2 = whole_stage.client("ec2", whole_stage.account_of(WIDE))
    outputs = whole_stage.outputs(f"local.{WIDE}")
    open_tables = [
        table
        for table in ec2.describe_route_tables(
            Filters=[{"Name": "vpc-id", "Values": [outputs["vpc_id"]]}]
        )["RouteTables"]
        if any(
            route.get("DestinationCidrBlock") == "0.0.0.0/0"
            and route.get("GatewayId", "").startswith("igw-")
            for route in table["Routes"]
        )
    ]
    public = {
        subnet_id for name, subnet_id in outputs["subnet_ids"].items() if name.startswith("public-")
    }
    assert public
    assert {
        association["SubnetId"] for table in open_tables for association in table["Associations"]
    } == public


def test_private_subnets_leave_by_the_hub_alone_and_only_for_what_is_declared(
    whole_stage: Project,
) -> None:
    def ways(tenant: str) -> set[str]:
        ec2 = whole_stage.client("ec2", whole_stage.account_of(tenant))
        outputs = whole_stage.outputs(f"local.{tenant}")
        (table,) = ec2.describe_route_tables(
            Filters=[
                {
                    "Name": "association.subnet-id",
                    "Values": [outputs["subnet_ids"]["private-a"]],
                }
            ]
        )["RouteTables"]
        # moto forgets a target that is another account's; what was asked for is in the state.
        hub = whole_stage.outputs("local")["hub"]["transit_gateway_id"]
        asked = {
            resource["inputs"]["destinationCidrBlock"]
            for resource in whole_stage.resources(f"local.{tenant}")
            if resource.get("inputs", {}).get("transitGatewayId") == hub
            and resource["type"] == "aws:ec2/route:Route"
        }
        made = {
            route["DestinationCidrBlock"]
            for route in table["Routes"]
            if "DestinationCidrBlock" in route and "GatewayId" not in route
        }
        assert made == asked
        return made

    linked = {"10.0.4.0/22", "10.0.128.0/18"}
    assert ways(WIDE) == {"0.0.0.0/0", *linked}
    assert ways("meti-kenshu") == {"172.30.8.0/22"}


def test_a_tenant_without_internet_has_no_gateway_and_no_public_tier(whole_stage: Project) -> None:
    types = {resource["type"] for resource in whole_stage.resources("local.meti-kenshu")}
    assert "aws:ec2/internetGateway:InternetGateway" not in types
    assert not any(
        name.startswith("public-")
        for name in whole_stage.outputs("local.meti-kenshu")["subnet_ids"]
    )


def test_log_groups_are_kept_encrypted_and_subscribed(whole_stage: Project) -> None:
    logs = whole_stage.client("logs", whole_stage.account_of(WIDE))
    # AWS WAF writes to groups of its own prefix only.
    groups = [
        group
        for prefix in (f"/kyotsu-local-{WIDE}/", f"aws-waf-logs-kyotsu-local-{WIDE}-")
        for group in logs.describe_log_groups(logGroupNamePrefix=prefix)["logGroups"]
    ]
    names = {group["logGroupName"] for group in groups}
    assert names == set(whole_stage.outputs(f"local.{WIDE}")["log_groups"].values())
    key = whole_stage.outputs(f"local.{WIDE}")["key_arns"]["logs"]
    assert all(group["retentionInDays"] >= 365 and group["kmsKeyId"] == key for group in groups)
    subscribed = {
        resource["inputs"]["logGroup"]: resource["inputs"]["destinationArn"]
        for resource in whole_stage.resources(f"local.{WIDE}")
        if resource["type"] == "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter"
    }
    destination = whole_stage.outputs("local")["log_destination_arn"]
    assert subscribed == dict.fromkeys(names, destination)


def test_a_tenants_keys_rotate(whole_stage: Project) -> None:
    kms = whole_stage.client("kms", whole_stage.account_of(WIDE))
    arns = whole_stage.outputs(f"local.{WIDE}")["key_arns"]
    assert {"data", "logs", "backup"} <= set(arns)
    assert all(
        kms.get_key_rotation_status(KeyId=arn)["KeyRotationEnabled"] for arn in arns.values()
    )


def test_the_archive_cannot_be_emptied_read_from_outside_or_reached_without_tls(
    whole_stage: Project,
) -> None:
    account = next(
        resource["id"]
        for resource in whole_stage.resources("local")
        if resource["urn"].endswith("account:Account::log-archive")
    )
    s3 = whole_stage.client("s3", account)
    bucket = whole_stage.outputs("local")["log_archive_bucket_arn"].rpartition(":")[2]
    lock = s3.get_object_lock_configuration(Bucket=bucket)["ObjectLockConfiguration"]
    retention = lock["Rule"]["DefaultRetention"]
    assert (retention["Mode"], retention["Days"]) == ("COMPLIANCE", 365)
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    assert all(s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"].values())
    statements = {
        statement["Sid"]: statement
        for statement in json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"])["Statement"]
    }
    assert statements["TlsOnly"]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    organization = whole_stage.outputs("local")["organization_id"]
    assert statements["OutsideOrganization"]["Condition"]["StringNotEqualsIfExists"] == {
        "aws:PrincipalOrgID": organization
    }
    target = s3.get_bucket_logging(Bucket=bucket)["LoggingEnabled"]["TargetBucket"]
    assert target != bucket


def test_a_second_run_finds_nothing_to_do(whole_stage: Project) -> None:
    output = whole_stage.must("local", "up")
    assert output.count("unchanged") == 2 * (1 + len(TENANTS))  # a line each, and the table
    assert "The local stage is running." in output


def test_the_status_counts_what_is_real_and_what_is_only_recorded(whole_stage: Project) -> None:
    output = whole_stage.must("local", "status")
    assert "7 of 7 stacks deployed" in output
    assert "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter" in output


def test_drift_made_behind_the_engines_back_is_seen_and_mended(whole_stage: Project) -> None:
    tenant = "soumu-toukei"
    logs = whole_stage.client("logs", whole_stage.account_of(tenant))
    group = f"/kyotsu-local-{tenant}/application"
    before = _retention(logs, group)
    logs.put_retention_policy(logGroupName=group, retentionInDays=1)
    whole_stage.must("refresh", "--tenant", tenant)
    assert "1 update" in whole_stage.must("preview", "--tenant", tenant)
    whole_stage.must("up", "--tenant", tenant)
    assert _retention(logs, group) == before


def test_plain_pulumi_works_with_the_printed_variables(whole_stage: Project) -> None:
    exports = whole_stage.exports()
    done = subprocess.run(
        ["pulumi", "preview", "--stack", f"local.{WIDE}", "--non-interactive"],
        cwd=whole_stage.root,
        env=exports,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "unchanged" in done.stdout
    assert "Policies:" in done.stdout or "kyotsu" in done.stdout


def test_the_printed_variables_hide_the_users_own_credentials(
    whole_stage: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    exports = whole_stage.exports()
    assert exports["AWS_PROFILE"] == "default"
    assert exports["AWS_ACCESS_KEY_ID"] == "local"
    assert exports["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
    assert Path(exports["AWS_CONFIG_FILE"]).parent.name == "localcloud"


def test_commands_leave_no_file_behind_in_the_project(whole_stage: Project) -> None:
    left = {path.name for path in whole_stage.root.glob("Pulumi*")}
    assert left == {"Pulumi.yaml", "Pulumi.local.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"}
    source = (whole_stage.root / "Pulumi.local.yaml").read_text()
    assert source.count("encryptionsalt") == 1


def test_the_foundation_stays_under_its_tenants(whole_stage: Project) -> None:
    refused = whole_stage.run("destroy", "--foundation")
    assert refused.returncode == 2
    assert "still carries meti-kenshu, mhlw-kansen" in refused.stdout


def _retention(logs: Any, group: str) -> int:
    groups = logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]
    return groups[0]["retentionInDays"]
