"""Proves that a month's bill is charged to the cent, and that nothing of it is hidden.

The exports are made here, with the columns and types of CUR 2.0; none of AWS's own was at hand.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import load_workbook

from infra.clock import today
from kyotsu.chargeback.allocate import Owners, charge
from kyotsu.chargeback.export import read_export
from kyotsu.chargeback.invoices import write_invoices
from kyotsu.chargeback.model import Chargeback, Export, Group
from kyotsu.chargeback.reading import owners_of
from kyotsu.chargeback.show import print_charged
from kyotsu.errors import UserMistake, WorldFault
from kyotsu.prices.money import CENT, rounded
from kyotsu.prices.rate import Rate
from tenancy.fleet import Fleet
from tenancy.load import load_fleet
from tenancy.stage.cost import Sharing
from tests.kyotsu.chargeback.exports import PAYER, Line, line, write_csv, write_parquet

ROOT = Path(__file__).resolve().parents[3]
RATE = Rate(yen=Decimal("151.37"), as_of=date(2026, 10, 31))
LINES = [
    line("10.123456789012", number=1),
    line("0.000000000009", number=2),
    line("1.2E-7", service="AmazonS3", number=3),
    line("-2.50", service="AWSCredit", number=4),
    line("7.005", account="mof-shunou", tag="mof-shunou", number=5),
    line("100", account="log-archive", number=6),
    line("3", account="", account_id=PAYER, number=7),
    line("5", account="", account_id="222222222222", number=8),
    line("6", account="", tag="soumu-toukei", number=9),
    line("0.25", account="", tag="soumu-nobody", number=10),
]


@pytest.fixture(scope="module")
def fleet() -> Fleet:
    return load_fleet(ROOT, today=today())


@pytest.fixture(scope="module")
def owners(fleet: Fleet) -> Owners:
    return owners_of(fleet, fleet.stages["prod"])


def charged(folder: Path, owners: Owners, lines: list[Line], sharing: Sharing) -> Chargeback:
    read = read_export([write_csv(folder / "export.csv", lines)], "2026-10")
    return charge(read, owners, RATE, sharing)


def test_parquet_and_csv_say_the_same_to_the_last_digit(tmp_path: Path) -> None:
    as_csv = read_export([write_csv(tmp_path / "a.csv", LINES)], "2026-10")
    as_parquet = read_export([write_parquet(tmp_path / "a.parquet", LINES)], "2026-10")
    assert as_parquet == as_csv
    assert as_csv.total == Decimal("128.878456909021")
    assert as_csv.lines == len(LINES)


def test_large_amounts_are_as_exact_as_small_ones(tmp_path: Path) -> None:
    amounts = ("999999.999999999999", "1000000.000000000001", "123456789012345.123456789012")
    lines = [line(amount, number=number) for number, amount in enumerate(amounts)]
    found = read_export([write_csv(tmp_path / "a.csv", lines)], "2026-10")
    assert found.total == sum(map(Decimal, amounts))


def test_no_digit_is_lost_on_a_narrow_terminal(
    tmp_path: Path, owners: Owners, capsys: pytest.CaptureFixture[str]
) -> None:
    found = charged(tmp_path, owners, [line("123456789.25", number=1)], "equal")
    print_charged(found)
    said = capsys.readouterr().out
    assert "…" not in said


def test_everything_is_charged_or_shown_as_unallocated(tmp_path: Path, owners: Owners) -> None:
    found = charged(tmp_path, owners, LINES, "equal")
    assert found.total == Decimal("128.88") == rounded(found.export.total, CENT)
    assert sum(one.usd for one in found.tenants) + found.unallocated_usd == found.total
    assert sum(one.yen for one in found.tenants) + found.unallocated_yen == found.total_yen
    assert found.foundation == Decimal("103.00") == sum(one.share for one in found.tenants)
    assert [one.key for one in found.tenants] == ["mof-shunou", "soumu-shinsei", "soumu-toukei"]
    assert found.unallocated_usd == Decimal("5.25")
    assert [one.why for one in found.unallocated] == [
        "the tag CostCenter=soumu-nobody belongs to no tenant of prod",
        "account 222222222222 is no tenant's of prod, and there is no tag",
    ]
    assert "meti-kenshu has no line in 2026-10" in found.notes


def test_the_account_decides_over_the_tag_and_the_difference_is_told(
    tmp_path: Path, owners: Owners
) -> None:
    lines = [line("4", tag="mof-shunou"), line("1", tag="nobody")]
    found = charged(tmp_path, owners, lines, "equal")
    assert [(one.key, one.own) for one in found.tenants] == [("soumu-shinsei", Decimal("5.00"))]
    assert any("CostCenter=mof-shunou, which is another tenant's" in note for note in found.notes)
    assert any("CostCenter=nobody, which is no tenant's" in note for note in found.notes)


@pytest.mark.parametrize(
    ("sharing", "shinsei"), [("equal", "50.00"), ("attachment", "25.00"), ("use", "96.00")]
)
def test_the_foundation_is_shared_by_the_rule(
    tmp_path: Path, owners: Owners, sharing: Sharing, shinsei: str
) -> None:
    hours = "APN1-TransitGateway-Hours"
    lines = [
        line("1", usage=hours, number=1),
        line("95", number=2),
        line("3", account="mof-shunou", usage=hours, number=3),
        line("1", account="mof-shunou", number=4),
        line("100", account="network", number=5),
    ]
    found = charged(tmp_path, owners, lines, sharing)
    shares = {one.key: one.share for one in found.tenants}
    assert shares["soumu-shinsei"] == Decimal(shinsei)
    assert sum(shares.values()) == Decimal(100)


AMOUNTS = some.decimals(min_value=-(10**6), max_value=10**8, places=12)


@given(
    some.lists(
        some.tuples(AMOUNTS, some.sampled_from(["a-x", "a-y", "b-z", "net", "other"])),
        min_size=1,
        max_size=30,
    ),
    some.decimals(min_value=50, max_value=500, places=2),
    some.sampled_from(["equal", "attachment", "use"]),
)
def test_any_bill_adds_up_in_dollars_and_in_yen(
    amounts: list[tuple[Decimal, str]], yen: Decimal, sharing: Sharing
) -> None:
    groups = tuple(
        Group(
            account_id="1", account_name=name, tag="", service="s", usd=usd,
            attachments=Decimal(0), lines=1,
        )
        for usd, name in amounts
    )  # fmt: skip
    owners = Owners(
        stage="prod",
        tenants={"a-x": "a", "a-y": "a", "b-z": "b"},
        accounts={"a-x": "a-x", "a-y": "a-y", "b-z": "b-z", "net": "the foundation"},
    )
    export = Export(month="2026-10", groups=groups, payer="9", notes=())
    found = charge(export, owners, Rate(yen=yen, as_of=date(2026, 10, 1)), sharing)
    parts = sum((one.usd for one in found.tenants), Decimal(0)) + found.unallocated_usd
    assert parts == found.total == rounded(export.total, CENT)
    in_yen = sum((one.yen for one in found.tenants), Decimal(0)) + found.unallocated_yen
    assert in_yen == found.total_yen == rounded(found.total * yen, Decimal(1))


def test_lines_that_are_there_twice_are_counted_once_and_told(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", LINES)
    twice = read_export([path, write_csv(tmp_path / "b.csv", LINES[:2])], "2026-10")
    assert twice.total == Decimal("128.878456909021")
    assert twice.notes == (
        "2 lines are there twice and were counted once: 10.123456789021 dollars were left out",
    )


def test_lines_with_the_same_id_and_another_amount_are_told(tmp_path: Path) -> None:
    lines = [line("1", number=1), line("2", number=1)]
    found = read_export([write_csv(tmp_path / "a.csv", lines)], "2026-10")
    assert found.total == Decimal(3)
    assert "1 lines have another line's id and time but not its amount" in found.notes[0]


def test_other_months_and_unknown_columns_are_told(tmp_path: Path) -> None:
    lines = [{**one, "colour": "red"} for one in (*LINES, line("9", month="2026-09"))]
    found = read_export([write_csv(tmp_path / "a.csv", lines)], "2026-10")
    assert found.notes == (
        "column colour is not one of the export's (CUR 2.0); it was not read",
        "1 lines are of 2026-09 and were not read",
    )
    assert found.total == Decimal("128.878456909021")


def without(*names: str) -> list[Line]:
    return [{key: value for key, value in one.items() if key not in names} for one in LINES]


@pytest.mark.parametrize(
    ("lines", "month", "sentence"),
    [
        (LINES, "2026-11", "the export has no line for 2026-11; it has 2026-10"),
        (LINES, "2026-13", "'2026-13' is not a month"),
        (LINES, "October", "'October' is not a month"),
        (without("line_item_unblended_cost"), "2026-10", "no column line_item_unblended_cost"),
        (
            without("resource_tags", "line_item_usage_account_name"),
            "2026-10",
            "no column line_item_usage_account_name or resource_tags",
        ),
        ([line("much", number=1)], "2026-10", "1 lines of 2026-10 have no amount in"),
        ([line("", number=1)], "2026-10", "line_item_unblended_cost: nothing"),
        ([*LINES, line("1", currency="JPY")], "2026-10", "are in JPY and USD"),
    ],
)  # fmt: skip
def test_what_cannot_be_charged_is_answered_with_a_sentence(
    tmp_path: Path, lines: list[Line], month: str, sentence: str
) -> None:
    path = write_csv(tmp_path / "a.csv", lines)
    with pytest.raises(UserMistake) as caught:
        read_export([path], month)
    assert sentence in str(caught.value)


def test_broken_and_missing_files_are_answered_with_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "a.parquet"
    broken.write_bytes(write_parquet(tmp_path / "whole.parquet", LINES).read_bytes()[:-100])
    odd = tmp_path / "a.txt"
    odd.write_text("x", encoding="utf-8")
    whole = write_csv(tmp_path / "a.csv", LINES)
    text = whole.read_text("utf-8")
    cut = tmp_path / "cut.csv"
    cut.write_text(text[: text.rindex(",")], encoding="utf-8")
    for files, sentence in (
        ([broken], "the export can't be read: "),
        ([tmp_path / "none.csv"], "there is no file"),
        ([odd], "is neither .parquet nor .csv"),
        ([whole, broken], "the files are of two formats"),
        ([cut], "the export can't be read: "),
    ):
        with pytest.raises(UserMistake) as caught:
            read_export(files, "2026-10")
        assert sentence in str(caught.value)
        assert "\n" not in str(caught.value)


def test_each_ministry_gets_an_invoice_in_both_languages(
    tmp_path: Path, owners: Owners, fleet: Fleet
) -> None:
    lines = [*LINES, line("1", service='=HYPERLINK("x")', number=20)]
    found = charged(tmp_path, owners, lines, "equal")
    written = write_invoices(found, fleet, tmp_path / "out")
    assert [path.name for path in written] == [
        "prod-2026-10-mof.xlsx", "prod-2026-10-mof.html",
        "prod-2026-10-soumu.xlsx", "prod-2026-10-soumu.html",
    ]  # fmt: skip
    workbook = load_workbook(written[2])
    assert workbook.sheetnames == ["請求明細", "Invoice"]
    rows = list(workbook["請求明細"].iter_rows(values_only=True))
    total = next(row for row in rows if row[0] == "合計")
    due = [one for one in found.tenants if one.ministry == "soumu"]
    assert Decimal(str(total[3])) == sum(one.usd for one in due)
    assert Decimal(str(total[4])) == sum(one.yen for one in due)
    odd = next(cell for row in workbook["Invoice"].iter_rows() for cell in row
               if str(cell.value).startswith("="))  # fmt: skip
    assert odd.data_type == "s"
    text = written[3].read_text("utf-8")
    assert "電子申請受付システム" in text
    assert "Online Application Reception System" in text


def test_a_file_in_the_place_of_the_invoices_folder_is_the_users_mistake(
    tmp_path: Path, owners: Owners, fleet: Fleet
) -> None:
    found = charged(tmp_path, owners, LINES, "equal")
    place = tmp_path / "invoices"
    place.write_text("mine", encoding="utf-8")
    for out in (place, place / "2026"):
        with pytest.raises(UserMistake, match="invoices is a file; name a folder"):
            write_invoices(found, fleet, out)
    assert place.read_text("utf-8") == "mine"
    assert UserMistake.exit_status == 2


def test_where_one_invoice_cannot_be_written_all_are_as_they_were(
    tmp_path: Path, owners: Owners, fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = charged(tmp_path, owners, LINES, "equal")
    out = tmp_path / "out"
    out.mkdir()
    (out / "prod-2026-10-mof.html").write_text("earlier", encoding="utf-8")
    rename = Path.rename

    def breaks(self: Path, target: Path) -> Path:
        if target == out / "prod-2026-10-soumu.html":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", breaks)
    with pytest.raises(WorldFault, match="No space left on device"):
        write_invoices(found, fleet, out)
    assert [path.name for path in out.iterdir()] == ["prod-2026-10-mof.html"]
    assert (out / "prod-2026-10-mof.html").read_text("utf-8") == "earlier"
    monkeypatch.undo()
    written = write_invoices(found, fleet, out)
    assert sorted(out.iterdir()) == sorted(written)
