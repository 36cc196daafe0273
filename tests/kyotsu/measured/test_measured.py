"""Proves what becomes of a month's billed use: volumes of tenants, or a line that says why not.

The exports are made here, with the columns and types of CUR 2.0; none of AWS's own was at hand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from infra.clock import today
from kyotsu.cost.compute import stack_cost
from kyotsu.errors import UserMistake
from kyotsu.measured.model import Measured
from kyotsu.measured.reading import measured_in
from kyotsu.prices.book import load_book
from kyotsu.prices.money import Range
from tenancy.fleet import Fleet
from tenancy.load import load_fleet
from tests.kyotsu.chargeback.exports import PAYER, Line, line, write_csv, write_parquet

ROOT = Path(__file__).resolve().parents[3]
BOOK = load_book()
TODAY = date(2026, 11, 26)
MONTHS = {"2026-09": "2026-10", "2026-10": "2026-11", "2026-11": "2026-12"}
LOGS = "APN1-DataProcessing-Bytes"
Read = Callable[..., Measured]


def used(
    amount: str,
    usage: str = LOGS,
    service: str = "AmazonCloudWatch",
    account: str = "soumu-shinsei",
    *,
    usd: str = "1",
    month: str = "2026-10",
    kind: str = "Usage",
    tag: str = "",
    account_id: str = "111111111111",
) -> Line:
    """Return a line of a whole month's use."""
    return line(
        usd, account=account, tag=tag, service=service, usage=usage, month=month,
        number=f"{account}{usage}{amount}{kind}{month}{tag}{account_id}", account_id=account_id,
        amount=amount, kind=kind, interval=f"{month}-01T00:00:00Z/{MONTHS[month]}-01T00:00:00Z",
    )  # fmt: skip


@pytest.fixture(scope="module")
def fleet() -> Fleet:
    return load_fleet(ROOT, today=today())


@pytest.fixture
def read(tmp_path: Path, fleet: Fleet) -> Read:
    """Read an export of lines, for stage prod."""

    def reads(lines: list[Line], month: str | None = None) -> Measured:
        files = [write_csv(tmp_path / "export.csv", lines)]
        return measured_in(files, month, fleet, fleet.stages["prod"], BOOK, TODAY)

    return reads


def test_use_is_added_up_in_the_volumes_own_unit_for_whose_account_it_is(read: Read) -> None:
    lines = [
        used("100.5"),
        used("0.25", "APN3-DataProcessing-Bytes"),
        used("2500000", "APN1-Requests-Tier1", "AmazonS3"),
        used("3000000", "APN1-Requests-Tier1", "AWSQueueService", "mof-shunou"),
        used("40", "APN1-DataTransfer-Out-Bytes", "AmazonEC2"),
        used("7", account="log-archive"),
        used("8", account="", account_id=PAYER),
    ]
    found = read(lines)
    assert found.period == "2026-10"
    assert found.of("soumu-shinsei") == {
        "logs-ingested-gb": Decimal("100.75"),
        "s3-writes-million": Decimal("2.5"),
        "internet-out-gb": Decimal(40),
    }
    assert found.of("mof-shunou") == {"sqs-requests-million": Decimal(3)}
    assert found.of(None) == {"logs-ingested-gb": Decimal(15)}
    assert found.of("meti-kenshu") == {}
    assert found.unmapped == ()
    assert "meti-kenshu has no use in 2026-10; its declared volumes stay" in found.notes


def test_parquet_and_csv_tell_the_same_volumes(tmp_path: Path, fleet: Fleet) -> None:
    lines = [used("0.1"), used("1.2E-7", "APN1-NatGateway-Bytes", "AmazonEC2")]
    found = [
        measured_in([file], None, fleet, fleet.stages["prod"], BOOK, TODAY)
        for file in (
            write_csv(tmp_path / "a.csv", lines),
            write_parquet(tmp_path / "a.parquet", lines),
        )
    ]
    assert found[0] == found[1]
    assert found[0].of("soumu-shinsei")["nat-gateway-gb"] == Decimal("0.00000012")


def test_what_is_no_volume_is_listed_with_its_reason_and_its_dollars(read: Read) -> None:
    lines = [
        used("9", "APN1-EBS:VolumeUsage.gp2", "AmazonEC2", usd="1.08"),
        used("744", "APN1-LoadBalancerUsage", "AWSELB", usd="18.08"),
        used("5", account="", tag="soumu-nobody", account_id="222222222222"),
    ]
    found = {one.usage_type: one for one in read(lines).unmapped}
    assert {kind: (one.whose, one.usd) for kind, one in found.items()} == {
        LOGS: ("nobody", Decimal(1)),
        "APN1-EBS:VolumeUsage.gp2": ("soumu-shinsei", Decimal("1.08")),
        "APN1-LoadBalancerUsage": ("soumu-shinsei", Decimal("18.08")),
    }
    assert found[LOGS].why.en == "the tag CostCenter=soumu-nobody belongs to no tenant of prod"
    assert found["APN1-EBS:VolumeUsage.gp2"].why.en == (
        "the price book has no price of that usage type"
    )
    assert found["APN1-LoadBalancerUsage"].why.en == (
        "it may be any of public-load-balancer-hour, load-balancer-hour,"
        " and the bill doesn't say which"
    )


def test_what_is_paid_for_being_there_and_what_is_no_use_are_told_by_their_dollars(
    read: Read,
) -> None:
    lines = [
        used("100"),
        used("744", "APN1-VpcEndpoint-Hours", "AmazonVPC", usd="10.416"),
        used("100", kind="SavingsPlanNegation", usd="-3"),
        used("1", kind="Tax", usd="0.5"),
    ]
    found = read(lines)
    assert found.of("soumu-shinsei") == {"logs-ingested-gb": Decimal(100)}
    assert found.unmapped == ()
    told = " ".join(found.notes)
    assert "1 lines of kind SavingsPlanNegation are no use and have no volume: -3 dollars" in told
    assert "1 lines of kind Tax are no use and have no volume: 0.5 dollars" in told
    assert "10.416 dollars are for what is paid for being there" in told


def test_the_newest_whole_month_is_taken_or_the_one_that_is_named(read: Read) -> None:
    part = line(
        "1", month="2026-11", usage=LOGS, service="AmazonCloudWatch", amount="9",
        interval="2026-11-01T00:00:00Z/2026-11-20T00:00:00Z",
    )  # fmt: skip
    lines = [used("1", month="2026-09"), used("2"), part]
    assert read(lines).of("soumu-shinsei") == {"logs-ingested-gb": Decimal(2)}
    assert read(lines, "2026-09").of("soumu-shinsei") == {"logs-ingested-gb": Decimal(1)}


def test_a_tenant_that_was_there_for_a_part_of_the_month_stays_as_declared(read: Read) -> None:
    joined = line(
        "1", account="mof-shunou", usage=LOGS, service="AmazonCloudWatch", amount="9",
        interval="2026-10-20T00:00:00Z/2026-11-01T00:00:00Z",
    )  # fmt: skip
    found = read([used("2"), joined])
    assert found.of("mof-shunou") == {}
    assert (
        "mof-shunou has use from 2026-10-20 to 2026-11-01 only, not of all 2026-10;"
        " its declared volumes stay"
    ) in found.notes


def test_a_measured_volume_replaces_a_guess_by_one_number(read: Read, fleet: Fleet) -> None:
    stage = fleet.stages["prod"]
    tenant = fleet.tenants["soumu-shinsei"]
    before = {line.price: line for line in stack_cost(tenant, stage, (), BOOK, TODAY).lines}
    assert before["logs-ingested-gb"].known == "guessed"
    measured = read([used("100")])
    after = {
        line.price: line for line in stack_cost(tenant, stage, (), BOOK, TODAY, measured).lines
    }
    logs = after.pop("logs-ingested-gb")
    assert (logs.known, logs.measured_of) == ("measured", "2026-10")
    assert logs.quantity == Range.exactly(100)
    assert logs.usd == Range.exactly(Decimal("76.00"))
    assert before.pop("logs-ingested-gb").quantity.guessed
    assert after == before, "what wasn't measured stays as declared"
    foundation = read([used("7", account="network")])
    (own,) = [
        line
        for line in stack_cost(None, stage, (), BOOK, TODAY, foundation).lines
        if line.known == "measured"
    ]
    assert (own.price, own.quantity) == ("logs-ingested-gb", Range.exactly(7))


HOUR = line("1", usage=LOGS, service="AmazonCloudWatch")


def without(name: str) -> list[Line]:
    return [{key: value for key, value in used("1").items() if key != name}]


@pytest.mark.parametrize(
    ("lines", "month", "sentence"),
    [
        ([used("1")], "2026-08", "the export has no line for 2026-08; it has 2026-10"),
        ([used("1")], "2026-13", "'2026-13' is not a month"),
        ([HOUR], "2026-10", "which has 2026-10-01 to 2026-10-01 of it; name another month"),
        ([HOUR], None, "no month is whole in the export, which has lines of 2026-10"),
        ([used("1", month="2026-11")], "2026-11", "2026-11 is not whole in the export"),
        ([used("1", kind="Tax")], "2026-10", "which has no use at all of it"),
        (
            [{**used("1"), "bill_billing_period_start_date": "10/01/2026"}],
            None,
            "no month is whole in the export, which has lines of 10/01/2;",
        ),
        ([used("much")], None, "1 lines of 2026-10 have no amount in line_item_usage_amount"),
        (without("line_item_usage_amount"), None, "no column line_item_usage_amount"),
        (without("line_item_line_item_type"), None, "no column line_item_line_item_type"),
    ],
)
def test_what_cannot_be_measured_is_answered_with_a_sentence(
    read: Read, lines: list[Line], month: str | None, sentence: str
) -> None:
    with pytest.raises(UserMistake) as caught:
        read(lines, month)
    assert sentence in str(caught.value)


def test_a_column_that_is_not_the_exports_is_told(read: Read) -> None:
    found = read([{**used("1"), "colour": "red"}])
    assert "column colour is not one of the export's (CUR 2.0); it was not read" in found.notes
