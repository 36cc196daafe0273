"""Proves a tenant's end on the engine: suspended, broken off, taken up again, and written down.

Its stage is set as prod's is where the local stage isn't: data is protected, there is a NAT gateway
a zone, and the line to the government is Direct Connect. So these are deployed by the engine too.
"""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from localcloud.engine.model import Engine
from tests.kyotsu.conftest import Project, copy_project

pytestmark = pytest.mark.engine

KEY = "meti-kenshu"
FILE = "tenants/meti/kenshu.yaml"
RETIRED = "tenants/retired/meti/kenshu.yaml"
RECORD = "tenants/retired/meti/kenshu.record.yaml"
AS_IN_PROD = (
    ("    protect: false", "    protect: true"),
    ("      nat: single", "      nat: per-zone"),
    ("        line: vpn", "        line: direct-connect"),
    ("        gateway_address: 192.0.2.1\n", ""),
)
WHY = ("--why-ja", "利用を終える。", "--why-en", "Its use ends.")


@pytest.fixture(scope="module")
def stage(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A stage with one tenant, set as prod is."""
    project = copy_project(tmp_path_factory.mktemp("retirement"), only=(KEY,))
    for name in ("dev", "prod"):
        (project.root / f"Pulumi.{name}.yaml").unlink()
    settings = project.root / "Pulumi.local.yaml"
    text = settings.read_text()
    for here, in_prod in AS_IN_PROD:
        assert text.count(here) == 1
        text = text.replace(here, in_prod)
    settings.write_text(text)
    (project.root / "tenants" / "addresses.yaml").unlink()
    project.must("tenant", "add", "--begin", "--all")
    try:
        project.deploy()
        yield project
    finally:
        project.run("local", "reset")


def test_each_zone_leaves_by_a_gateway_of_its_own(stage: Project) -> None:
    """On moto, which has the gateways and routes, and lets no packet through them."""
    ec2 = stage.client("ec2", stage.outputs("local")["network_account_id"])
    zones = {one["SubnetId"]: one["AvailabilityZone"] for one in ec2.describe_subnets()["Subnets"]}
    gateways = {
        one["NatGatewayId"]: zones[one["SubnetId"]]
        for one in ec2.describe_nat_gateways()["NatGateways"]
    }
    leaves = [
        (zones[place["SubnetId"]], gateways[route["NatGatewayId"]])
        for table in ec2.describe_route_tables()["RouteTables"]
        for route in table["Routes"]
        if route.get("NatGatewayId")
        for place in table["Associations"]
        if place.get("SubnetId")
    ]
    assert len(gateways) == len(set(gateways.values())) == 2
    assert sorted(leaves) == sorted((zone, zone) for zone in gateways.values())


def test_the_line_to_the_government_ends_at_the_hub(stage: Project) -> None:
    """moto ends no line: this is what the engine was told, and no more."""
    made = {
        one["type"]: one.get("inputs", {})
        for one in stage.resources("local")
        if one["type"].startswith(("aws:directconnect/", "aws:ec2/vpnConnection"))
    }
    assert made.keys() == {
        "aws:directconnect/gateway:Gateway",
        "aws:directconnect/gatewayAssociation:GatewayAssociation",
    }
    association = made["aws:directconnect/gatewayAssociation:GatewayAssociation"]
    transit = stage.outputs("local")["hub"]["transit_gateway_id"]
    assert association["associatedGatewayId"] == transit


def test_from_suspension_to_the_last_record(stage: Project) -> None:
    account = stage.account_of(KEY)
    suspended_is_cut_off(stage, account)
    what_is_broken_off_is_taken_up_again(stage)
    what_holds_data_outlives_it(stage, account)
    the_record_tells_it(stage)
    nothing_brings_it_back(stage, account)


def suspended_is_cut_off(stage: Project, account: str) -> None:
    stage.must("tenant", "suspend", KEY, *WHY)
    stage.must("up")
    vpc = stage.outputs(f"local.{KEY}")["vpc_id"]
    acls: list[dict[str, Any]] = stage.client("ec2", account).describe_network_acls(
        Filters=[{"Name": "vpc-id", "Values": [vpc]}]
    )["NetworkAcls"]
    allowed = [entry for acl in acls for entry in acl["Entries"] if entry["RuleAction"] == "allow"]
    assert len(acls) > 1
    assert allowed == []
    schedules = stage.client("scheduler", account).list_schedules()["Schedules"]
    assert [one["Name"].rsplit("-", 1)[-1] for one in schedules] == ["stop"]
    organizations = stage.client("organizations")
    (parent,) = organizations.list_parents(ChildId=account)["Parents"]
    unit = organizations.describe_organizational_unit(OrganizationalUnitId=parent["Id"])
    assert unit["OrganizationalUnit"]["Name"] == "suspended"


def what_is_broken_off_is_taken_up_again(stage: Project) -> None:
    refused = stage.run("tenant", "retire", KEY, "--stage", "prod")
    assert refused.returncode == 2
    process = stage.start("tenant", "retire", KEY)
    wait_for(stage.root / RECORD, process)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=1200)
    assert process.returncode == 130, output
    assert (stage.root / FILE).exists()
    up = stage.run("up", "--tenant", KEY)
    assert up.returncode == 2, up.stdout
    assert "gone from stage local: " in stage.must("tenant", "retire", KEY)


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 1200
    while not path.exists():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < deadline
        time.sleep(0.05)


def what_holds_data_outlives_it(stage: Project, account: str) -> None:
    assert not (stage.home / f"backend/.pulumi/stacks/kyotsu/local.{KEY}.json").exists()
    keys = stage.client("kms", account).list_aliases()["Aliases"]
    assert f"alias/kyotsu-local-{KEY}/logs" in {one["AliasName"] for one in keys}
    groups = stage.client("logs", account).describe_log_groups()["logGroups"]
    assert {f"/kyotsu-local-{KEY}/audit", f"/kyotsu-local-{KEY}/application"} <= {
        one["logGroupName"] for one in groups
    }
    vaults = stage.client("backup", account).list_backup_vaults()["BackupVaultList"]
    assert [one["BackupVaultName"] for one in vaults] == ["kyotsu-local-backup"]
    networks = stage.client("ec2", account).describe_vpcs()["Vpcs"]
    assert [one["IsDefault"] for one in networks] == [True]


def the_record_tells_it(stage: Project) -> None:
    record = yaml.safe_load((stage.root / RECORD).read_text())
    (local,) = record["stages"]
    assert record["ended"] >= local["ended"] > local["begun"]
    assert {one["type"] for one in local["kept"]} == {
        "aws:backup/vault:Vault",
        "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:kms/alias:Alias",
        "aws:kms/key:Key",
    }
    kinds = {line.split(" ")[0] for line in local["destroyed"]}
    assert {"aws:ec2/vpc:Vpc", "aws:backup/plan:Plan", "aws:sns/topic:Topic"} <= kinds
    assert (stage.root / RETIRED).read_text().startswith("# yaml-language-server")
    assert not (stage.root / FILE).exists()


def nothing_brings_it_back(stage: Project, account: str) -> None:
    stage.must("tenant", "check")
    stage.must("up")
    assert stage.outputs("local")["account_ids"] == {KEY: account}
    again = stage.run("tenant", "retire", KEY)
    assert again.returncode == 2
    assert "is retired since" in again.stdout
