"""Proves `kyotsu roi` on the sample candidates: the ranking, mistakes, promises and the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from infra.clock import today
from kyotsu.errors import UserMistake
from kyotsu.roi.promises import effects
from kyotsu.roi.reading import read_declared
from tenancy.load import load_fleet
from tests.kyotsu.conftest import Project, copy_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOJOKIN = "tenants/candidates/meti/hojokin.yaml"
PROMISED = "tenants/candidates/meti/kenshu.promise.yaml"
PROMISE = """\
tenant: meti-kenshu
made: 2023-06-01
before_yen: 10000000
before_hours: 900
promised_yen: {low: 3000000, high: 4000000}
promised_hours: 200
measured:
  - {year: 2024, cost_yen: 3600000, staff_hours: 150}
  - {year: 2025, cost_yen: 4100000, staff_hours: 180}
"""


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, dict[str, Any]]:
    project = copy_project(tmp_path_factory.mktemp("roi"))
    return project, json.loads(project.must("roi", "--format", "json"))


def test_candidates_are_ranked_and_one_should_stay(
    ranked: tuple[Project, dict[str, Any]],
) -> None:
    _, found = ranked
    values = [Decimal(one["npv_yen"]["middle"]) for one in found["candidates"]]
    assert values == sorted(values, reverse=True)
    by_key = {one["candidate"]: one for one in found["candidates"]}
    assert by_key["meti-hojokin"]["verdict"] == "move"
    small = by_key["meti-shokuin-meibo"]
    assert (small["verdict"], small["payback_years"]) == ("stay", None)
    assert Decimal(small["break_even_load"]) < 0
    for one in found["candidates"]:
        worst, middle, best = (Decimal(one["npv_yen"][end]) for end in ("low", "middle", "high"))
        assert worst <= middle <= best


def test_the_table_says_what_is_assumed_and_what_is_not_known(
    ranked: tuple[Project, dict[str, Any]],
) -> None:
    project, _ = ranked
    said = " ".join(project.must("roi").split())
    assert "stay" in said
    assert "Assumed: discount" in said
    assert "A guess; ask the ministries' personnel divisions" in said
    assert "not in its cost here, because nobody knows how much" in said


@pytest.fixture
def declared(tmp_path: Path) -> Callable[[str, str, str], str]:
    """Return what is said of a file in which something was replaced."""
    project = copy_project(tmp_path)

    def said(path: str, old: str, new: str) -> str:
        place = project.root / path
        text = place.read_text("utf-8") if place.exists() else ""
        assert old in text
        place.write_text(text.replace(old, new, 1) if old else new, encoding="utf-8")
        with pytest.raises(UserMistake) as caught:
            read_declared(project.root, load_fleet(project.root, today=today()))
        return str(caught.value)

    return said


@pytest.mark.parametrize(
    ("path", "old", "new", "sentence"),
    [
        (
            HOJOKIN,
            "amount: 9400000",
            "amount: 9400, currency: USD",
            "hojokin.yaml:12: today.costs[1].currency: one cost is in USD and another in JPY;",
        ),
        (
            HOJOKIN,
            "staff_hours: 2400",
            "staff_hours: -2400",
            "hojokin.yaml:17: today.staff_hours: -2400 is not a number from 0; write one",
        ),
        (HOJOKIN, "amount: 18600000", "amount: much", "'much' is not a number from 0"),
        (HOJOKIN, "like: soumu-shinsei", "like: soumu-shinse", "did you mean 'soumu-shinsei'?"),
        (HOJOKIN, "ministry: meti", "ministry: metu", "there is no ministry 'metu'"),
        (HOJOKIN, "system: hojokin", "system: hojo", "the candidate is meti-hojo, but the file is"),
        (HOJOKIN, "system: hojokin", "system: kenshu", "meti-kenshu is on the platform already"),
        (HOJOKIN, "hardware_ends: 2028-03-31", "hardware_ends: soon", "'soon' is not a date"),
        (HOJOKIN, "kind: network", "kind: net", "did you mean 'network'?"),
        (HOJOKIN, "months: 4", "months: 4\n  colour: red", "unknown key 'colour'"),
        ("tenants/assumptions.yaml", "years: 5", "years: 0", "years: 0 is below 1"),
        ("tenants/candidates/meti/x.txt", "", "x", "x.txt:1: file: not a candidate's file"),
        (PROMISED, "", PROMISE.replace("2025", "2024"), "2024 is there twice; remove one"),
        (PROMISED, "", PROMISE.replace("meti-kenshu", "meti-kensho"), "no candidate 'meti-kensho'"),
    ],
)  # fmt: skip
def test_mistakes_are_told_by_line_and_field(
    declared: Callable[[str, str, str], str], path: str, old: str, new: str, sentence: str
) -> None:
    assert sentence in declared(path, old, new)


@pytest.mark.parametrize(
    ("also", "told"),
    [
        (("staff_hours: 2400", "staff_hours: -2400"), "today.staff_hours: -2400 is not a number"),
        (("amount: 18600000", "amount: much"), "today.costs[0].amount: 'much' is not a number"),
        (("hardware_ends: 2028-03-31", ""), "today.hardware_ends: hardware_ends is missing"),
    ],
)
def test_costs_in_two_currencies_are_told_beside_what_else_is_wrong(
    tmp_path: Path, also: tuple[str, str], told: str
) -> None:
    project = copy_project(tmp_path)
    place = project.root / HOJOKIN
    text = place.read_text("utf-8").replace(*also, 1)
    text = text.replace("amount: 9400000", "amount: 9400, currency: USD")
    place.write_text(text, encoding="utf-8")
    with pytest.raises(UserMistake) as caught:
        read_declared(project.root, load_fleet(project.root, today=today()))
    assert told in str(caught.value)
    assert "today.costs[1].currency: one cost is in USD and another in JPY" in str(caught.value)


def test_costs_of_today_and_of_here_are_in_one_currency(
    declared: Callable[[str, str, str], str],
) -> None:
    said = declared(HOJOKIN, "amount: 7000000", "amount: 70000, currency: USD")
    assert "here.costs[0].currency: one cost is in USD and another in JPY" in said


def test_a_part_that_is_no_mapping_is_told_once_and_nothing_breaks(
    declared: Callable[[str, str, str], str],
) -> None:
    assert "today: 'soon' is not a mapping" in declared(HOJOKIN, "today:\n", "today: soon\nx:\n")


def test_a_promise_is_written_once_and_effects_are_held_against_it(
    ranked: tuple[Project, dict[str, Any]],
) -> None:
    project, _ = ranked
    project.must("roi", "promise", "meti-hojokin")
    written = project.root / "tenants/candidates/meti/hojokin.promise.yaml"
    assert "promised_hours: 900" in written.read_text("utf-8")
    again = project.run("roi", "promise", "meti-hojokin")
    assert again.returncode == 2
    assert "a promise is made once" in again.stdout
    wrong = project.run("roi", "promise", "meti-hojo")
    assert "did you mean 'meti-hojokin'?" in wrong.stdout
    written.unlink()
    (project.root / PROMISED).write_text(PROMISE, encoding="utf-8")
    said = project.must("roi", "effects")
    assert "partly" in said
    found = effects(
        read_declared(project.root, load_fleet(project.root, today=today())).promises,
        date(2027, 5, 1),
    )
    assert [(one.year, one.kept) for one in found.effects] == [(2024, "kept"), (2025, "partly")]
    assert found.effects[0].saved_yen.low == Decimal(6400000)
    assert found.unmeasured == {"meti-kenshu": (2026,)}
    (project.root / PROMISED).unlink()


@pytest.mark.browser
def test_the_page_shows_charts_and_tables_in_both_languages(
    ranked: tuple[Project, dict[str, Any]], browser: Browser, tmp_path: Path
) -> None:
    project, found = ranked
    path = tmp_path / "roi.html"
    path.write_text(project.must("roi", "--format", "html"), encoding="utf-8")
    page = browser.new_context(java_script_enabled=False).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    count = len(found["candidates"])
    for lang, stay in (("ja", "移行しない"), ("en", "stay")):
        page.locator(f"label[for=choose-{lang}]").click()
        section = page.locator(f"section[lang={lang}]")
        assert section.locator("svg").count() == count + 1
        last = section.locator("table").first.locator("tbody tr").last
        assert last.locator("td").last.inner_text() == stay
        box = section.locator("svg").first.bounding_box()
        assert box is not None
        assert box["width"] > 300
    assert asked == [path.as_uri()]
