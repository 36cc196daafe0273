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
        rows = page.locator(f"section[lang={lang}] tbody tr")
        assert rows.count() == len(found["tenants"])
    assert "電子申請受付システム" in page.locator("section[lang=ja] tbody").inner_text()
    assert asked == [path.as_uri()]
