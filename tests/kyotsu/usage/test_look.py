"""Proves that accounts are looked into through AWS's own calls, on moto, each in its own account.

That AWS's metrics have these names and dimensions is taken from its documentation, not proved.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra.clock import today
from kyotsu.errors import WorldFault
from kyotsu.measured.metrics import measured_by_metrics
from kyotsu.usage.accounts import account_name, reader_in
from kyotsu.usage.look import look
from tenancy.fleet import Fleet
from tenancy.load import load_fleet

ROOT = Path(__file__).resolve().parents[3]
REGION = "ap-northeast-1"
TENANT = "soumu-toukei"


@pytest.fixture(scope="module")
def fleet() -> Fleet:
    return load_fleet(ROOT, today=today())


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE", "AWS_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        yield


def open_account(fleet: Fleet, tenant: str) -> Any:
    """Make a tenant's account in an organization, and return a session in it."""
    management = boto3.Session(region_name=REGION)
    organizations: Any = management.client("organizations")
    organizations.create_organization(FeatureSet="ALL")
    name = account_name(fleet.stages["prod"], tenant)
    created = organizations.create_account(Email="a@example.go.jp", AccountName=name)
    account = created["CreateAccountStatus"]["AccountId"]
    return reader_in(management, account, REGION)


def fill(session: Any) -> str:
    """Start a machine that is hardly used, leave an address and a volume alone, and log a GB."""
    ec2: Any = session.client("ec2")
    watch: Any = session.client("cloudwatch")
    image = ec2.describe_images()["Images"][0]["ImageId"]
    started = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, InstanceType="m7i.large")
    instance = started["Instances"][0]["InstanceId"]
    ec2.allocate_address(Domain="vpc")
    ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=50, VolumeType="gp3")
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    for hour in range(1, 480):
        watch.put_metric_data(
            Namespace="AWS/EC2",
            MetricData=[
                {
                    "MetricName": "CPUUtilization",
                    "Dimensions": [{"Name": "InstanceId", "Value": instance}],
                    "Timestamp": now - timedelta(hours=hour),
                    "Value": 20.0,
                }
            ],
        )
    watch.put_metric_data(
        Namespace="AWS/Logs",
        MetricData=[
            {
                "MetricName": "IncomingBytes",
                "Dimensions": [{"Name": "LogGroupName", "Value": "application"}],
                "Timestamp": now - timedelta(days=2),
                "Value": 3.0 * 1024**3,
            }
        ],
    )
    return instance


def test_an_account_is_looked_into_and_others_are_named(aws: None, fleet: Fleet) -> None:
    instance = fill(open_account(fleet, TENANT))
    seen = look(fleet, fleet.stages["prod"], [TENANT, "mof-shunou"], days=20)
    kinds = {(one.what, one.kind): one.saves for one in seen.found}
    machine = f"{instance} (m7i.large)"
    half = kinds[machine, "too-large"]
    assert half is not None
    assert abs(half - Decimal("0.1302") * 730 / 2) < 1
    idle = {what.split("-")[0]: saves for (what, kind), saves in kinds.items() if kind == "idle"}
    assert idle["vol"] == Decimal("0.096") * 50
    assert Decimal("0.005") * 730 in idle.values()
    (logs,) = seen.compared
    assert (logs.volume, logs.measured) == ("logs-ingested-gb", Decimal("4.56"))
    assert logs.declared == "12 – 12"
    assert not logs.fits
    assert seen.failed == ["mof-shunou was not looked at: it has no account in stage prod"]


def test_an_account_sees_only_its_own(aws: None, fleet: Fleet) -> None:
    open_account(fleet, TENANT)
    boto3.client("ec2", region_name=REGION).allocate_address(Domain="vpc")
    seen = look(fleet, fleet.stages["prod"], [TENANT], days=20)
    assert seen.found == []
    assert seen.compared == []


def test_an_organization_that_does_not_answer_is_a_fault_of_the_world(
    aws: None, fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_ORGANIZATIONS", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(WorldFault, match="sign in to the management account"):
        look(fleet, fleet.stages["prod"], [TENANT], days=20)


def put(watch: Any, namespace: str, name: str, dimension: str, ago: timedelta, gb: float) -> None:
    """Write a metric's bytes of one day."""
    data = {
        "MetricName": name,
        "Dimensions": [{"Name": dimension, "Value": "one"}],
        "Timestamp": datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - ago,
        "Value": gb * 1024**3,
    }
    watch.put_metric_data(Namespace=namespace, MetricData=[data])


def test_volumes_of_all_days_stand_for_a_month_and_those_of_a_part_are_left_out(
    aws: None, fleet: Fleet
) -> None:
    watch: Any = open_account(fleet, TENANT).client("cloudwatch")
    for name, gb in (("BytesInFromSource", 1.0), ("BytesInFromDestination", 2.0)):
        for ago in (timedelta(days=20), timedelta(days=1)):
            put(watch, "AWS/NATGateway", name, "NatGatewayId", ago, gb)
    put(watch, "AWS/Logs", "IncomingBytes", "LogGroupName", timedelta(days=2), 9.0)
    found = measured_by_metrics(fleet, fleet.stages["prod"], days=20)
    month = Decimal(730) / Decimal(480)
    assert set(found.of(TENANT)) == {"nat-gateway-gb"}
    assert abs(found.of(TENANT)["nat-gateway-gb"] - 6 * month) < Decimal("0.000001")
    assert found.period.startswith("20 days to ")
    assert "mof-shunou was not looked at: it has no account in stage prod" in found.failed
    assert found.of("mof-shunou") == {}
