"""Proves that each form of a ledger can be read by what it is for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kyotsu.ledger.model import Ledger
from kyotsu.ledger.page import as_html
from kyotsu.ledger.words import same
from kyotsu.ledger.workbook import as_xlsx
from kyotsu.ledger.write import as_csv, as_json

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def hostile(of: Callable[..., Ledger]) -> Ledger:
    """A ledger in whose first row names are formulas and markup."""
    found = of()
    first = found.rows[0]
    cells = {**first.cells, "name": same('=HYPERLINK("x")'), "purpose": same("<b>&</b>")}
    return replace(found, rows=(replace(first, cells=cells), *found.rows[1:]))


def test_csv_has_a_line_a_system_and_no_formula(hostile: Ledger) -> None:
    text = as_csv(hostile, "ja")
    assert text.startswith("\ufeff")
    titles, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert titles[1] == "情報システム名 [2.1.2(1)-1 a), 5.4.1(2)-1 a)]"
    assert len(rows) == len(hostile.rows)
    assert all(len(row) == len(titles) for row in rows)
    assert rows[0][1] == '\'=HYPERLINK("x")'


def test_a_workbook_has_a_sheet_a_language_and_the_findings(hostile: Ledger) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(hostile)))
    assert book.sheetnames == ["情報システム台帳", "Ledger", "所見 Findings"]
    sheet = book["Ledger"]
    assert sheet.max_row == len(hostile.rows) + 2
    assert sheet["B1"].value == "2.1.2(1)-1 a), 5.4.1(2)-1 a)"
    assert sheet["B3"].data_type == "s"
    assert book["所見 Findings"].max_row == len(hostile.findings) + 1


def test_json_has_everything_in_both_languages(hostile: Ledger) -> None:
    found = json.loads(as_json(hostile))
    assert found["schema"] == 1
    assert found["rows"][1]["cells"]["ministry"].keys() == {"ja", "en"}
    assert len(found["findings"]) == len(hostile.findings)
    assert found["day"] == "2026-11-23"


@pytest.mark.browser
def test_the_page_shows_one_language_at_a_time_and_runs_nothing(
    hostile: Ledger, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "ledger.html"
    path.write_text(as_html(hostile), encoding="utf-8")
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    japanese, english = page.locator("section#ja"), page.locator("section#en")
    assert japanese.locator("h1").inner_text() == "情報システム台帳"
    assert not english.is_visible()
    page.get_by_text("English", exact=True).click()
    assert english.is_visible()
    assert not japanese.is_visible()
    assert english.locator("h2 code").count() == len(hostile.rows)
    assert english.get_by_text("<b>&</b>").is_visible()
    assert english.locator("b").count() == 0
    assert said == []
    page.close()
