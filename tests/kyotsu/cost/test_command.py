"""Proves `kyotsu cost` on the sample tenants: sums, what is left out, and its ends.

The amounts are the price book's; that AWS would bill the same is not proved.
"""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.kyotsu.chargeback.exports import line, write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.kyotsu.conftest import Project


@pytest.fixture(scope="module")
def costed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, dict[str, Any]]:
    """A copy of the project, evaluated once, and its cost as JSON."""
    from tests.kyotsu.conftest import copy_project

    project = copy_project(tmp_path_factory.mktemp("cost"))
    return project, json.loads(project.must("cost", "--stage", "prod", "--format", "json"))


def dollars(amounts: dict[str, str]) -> tuple[Decimal, Decimal]:
    return Decimal(amounts["low"]), Decimal(amounts["high"])


def test_sums_are_the_sums_of_their_parts(costed: tuple[Project, dict[str, Any]]) -> None:
    _, found = costed
    whole = Decimal(0)
    for tenant in found["tenants"]:
        lines = [dollars(line["usd"]) for line in tenant["lines"]]
        share = dollars(tenant["share_usd"])
        for end in (0, 1):
            parts = sum((line[end] for line in lines), Decimal(0)) + share[end]
            assert parts == dollars(tenant["total_usd"])[end]
        whole += dollars(tenant["total_usd"])[1]
    assert whole == dollars(found["total_usd"])[1]
    assert found["rate"]["as_of"]


def test_declared_volumes_are_counted_and_others_are_listed(
    costed: tuple[Project, dict[str, Any]],
) -> None:
    _, found = costed
    by_key = {tenant["tenant"]: tenant for tenant in found["tenants"]}
    shinsei = {line["price"]: line for line in by_key["soumu-shinsei"]["lines"]}
    assert dollars(shinsei["fargate-vcpu-hour"]["usd"]) == (Decimal("295.2704"),) * 2
    low, high = dollars(shinsei["logs-ingested-gb"]["usd"])
    assert (low, high) == (Decimal("60.80"), Decimal("121.60"))
    assert "logs-ingested-gb" in by_key["meti-kenshu"]["undeclared"]


def test_each_type_that_the_stacks_make_has_a_price_or_is_free(
    costed: tuple[Project, dict[str, Any]],
) -> None:
    _, found = costed
    unpriced = {
        one["what"] for part in (found["foundation"], *found["tenants"]) for one in part["unpriced"]
    }
    assert unpriced == set(), "give each type a line in kyotsu/prices/charges.py"


def test_the_csv_has_a_row_a_tenant_and_one_for_the_foundation(
    costed: tuple[Project, dict[str, Any]],
) -> None:
    project, found = costed
    tenants = found["tenants"]
    rows = list(
        csv.DictReader(io.StringIO(project.must("cost", "--stage", "prod", "--format", "csv")))
    )
    assert [row["tenant"] for row in rows] == ["foundation", *(one["tenant"] for one in tenants)]
    shares = sum(Decimal(row["share_usd_high"]) for row in rows[1:])
    assert shares == Decimal(rows[0]["total_usd_high"])


def test_one_tenant_is_shown_line_by_line_with_the_share_it_has_among_all(
    costed: tuple[Project, dict[str, Any]],
) -> None:
    project, _ = costed
    shown = project.must("cost", "--stage", "prod", "--tenant", "soumu-shinsei")
    assert "fargate-vcpu-hour" in shown
    assert "share of the foundation" in shown
    assert "meti-kenshu" not in shown


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--stage", "produ"), "there is no stage produ"),
        (("--tenant", "soumu-shinse"), "did you mean 'soumu-shinsei'?"),
        (("--book", "none.yaml"), "can't be read: No such file or directory"),
        (("--format", "pdf"), "'pdf' is not one of"),
        (("--month", "2026-10"), "name its files with --measured"),
        (("--measured", "none.csv", "--from-metrics"), "a volume has one source"),
        (("--measured", "none.csv"), "there is no file none.csv"),
    ],
)
def test_a_mistake_is_answered_with_a_sentence(
    costed: tuple[Project, dict[str, Any]], arguments: tuple[str, ...], sentence: str
) -> None:
    project, _ = costed
    done = project.run("cost", *arguments)
    assert done.returncode == 2, done.stdout
    assert sentence in " ".join(done.stdout.split())
    assert "Traceback" not in done.stdout


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export in which one tenant's logs are measured, and one line is no volume."""
    month = {"month": "2026-09", "interval": "2026-09-01T00:00:00Z/2026-10-01T00:00:00Z"}
    return write_csv(
        tmp_path_factory.mktemp("bill") / "export.csv",
        [
            line("76", usage="APN1-DataProcessing-Bytes", service="AmazonCloudWatch",
                 amount="100", **month),
            line("1.08", usage="APN1-EBS:VolumeUsage.gp2", amount="9", **month),
        ],
    )  # fmt: skip


def test_a_measured_volume_takes_the_guesss_place_in_the_sum_and_says_its_month(
    costed: tuple[Project, dict[str, Any]], export: Path
) -> None:
    project, declared = costed
    arguments = ("--stage", "prod", "--measured", str(export))
    found = json.loads(project.must("cost", *arguments, "--format", "json"))
    before, after = (
        {line["price"]: line for line in one["lines"] if not line["fixed"]}
        for result in (declared, found)
        for one in result["tenants"]
        if one["tenant"] == "soumu-shinsei"
    )
    assert (before["logs-ingested-gb"]["known"], before["logs-ingested-gb"]["measured_of"]) == (
        "guessed",
        None,
    )
    logs = after.pop("logs-ingested-gb")
    assert (logs["known"], logs["measured_of"]) == ("measured", "2026-09")
    assert dollars(logs["usd"]) == (Decimal(76), Decimal(76))
    del before["logs-ingested-gb"]
    assert after == before
    assert declared["measured"] is None
    (unmapped,) = found["measured"]["unmapped"]
    assert (unmapped["whose"], unmapped["usage_type"], Decimal(unmapped["usd"])) == (
        "soumu-shinsei",
        "APN1-EBS:VolumeUsage.gp2",
        Decimal("1.08"),
    )


def test_the_tables_say_how_volumes_are_known_and_what_is_no_volume(
    costed: tuple[Project, dict[str, Any]], export: Path
) -> None:
    project, _ = costed
    arguments = ("cost", "--stage", "prod", "--measured", str(export))
    whole = " ".join(project.must(*arguments).split())
    assert "Volumes: 1 measured, of 2026-09, " in whole
    assert "no volume: 1.08 dollars of AmazonEC2 APN1-EBS:VolumeUsage.gp2 (9)" in whole
    lines = project.must(*arguments, "--tenant", "soumu-shinsei")
    _, _, logs = lines.partition("logs-ingested-gb")
    row, _, _ = logs.partition("logs-stored-gb-month")
    assert "measured" in row
    assert "2026-09" in row
    rows = csv.DictReader(io.StringIO(project.must(*arguments, "--format", "csv")))
    shinsei = next(row for row in rows if row["tenant"] == "soumu-shinsei")
    assert (shinsei["volumes_measured"], shinsei["measured_of"]) == ("1", "2026-09")


@pytest.mark.browser
def test_the_page_says_how_each_volume_is_known(
    costed: tuple[Project, dict[str, Any]], export: Path, browser: Browser, tmp_path: Path
) -> None:
    project, _ = costed
    path = tmp_path / "cost.html"
    arguments = ("--stage", "prod", "--measured", str(export), "--format", "html")
    path.write_text(project.must("cost", *arguments), encoding="utf-8")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(path.as_uri())
    for lang, known, guess, why in (
        ("ja", "実測（2026-09）", "申告（推定）", "価格が価格表にありません"),
        ("en", "measured, 2026-09", "declared, a guess", "the price book has no price"),
    ):
        page.locator(f"label[for=choose-{lang}]").click()
        volumes = page.locator(f"section[lang={lang}] table.volumes tbody tr")
        assert volumes.filter(has_text=known).count() == 1
        assert volumes.filter(has_text=guess).count() > 0
        unmapped = page.locator(f"section[lang={lang}] table.unmapped tbody tr")
        assert "APN1-EBS:VolumeUsage.gp2" in unmapped.inner_text()
        assert why in unmapped.inner_text()
        note = page.locator(
            f"section[lang={lang}] li", has_text="meti-kenshu has no use in 2026-09"
        )
        assert note.is_visible(), "what is said in English only is read in both languages"


def test_a_rate_without_a_day_is_refused(project: Project) -> None:
    stage = project.root / "Pulumi.prod.yaml"
    lines = stage.read_text("utf-8").splitlines(keepends=True)
    stage.write_text("".join(one for one in lines if "as_of:" not in one), encoding="utf-8")
    done = project.run("cost", "--stage", "prod")
    assert done.returncode == 2, done.stdout
    assert "cost.as_of: as_of is missing; add as_of (The day of the exchange rate)" in done.stdout


@pytest.mark.browser
def test_the_page_is_readable_in_both_languages(
    costed: tuple[Project, dict[str, Any]], browser: Browser, tmp_path: Path
) -> None:
    project, found = costed
    path = tmp_path / "cost.html"
    path.write_text(project.must("cost", "--stage", "prod", "--format", "html"), encoding="utf-8")
    page = browser.new_context(java_script_enabled=False).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert page.locator("section[lang=ja] h1").inner_text() == "月額費用の見積り"
    for lang in ("ja", "en"):
        rows = page.locator(f"section[lang={lang}] table").first.locator("tbody tr")
        assert rows.count() == len(found["tenants"])
    assert "電子申請受付システム" in page.locator("section[lang=ja] tbody").first.inner_text()
    assert asked == [path.as_uri()]
