"""The page in Chromium: clicked through by mouse and by keyboard, and checked for barriers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kyotsu.review.html.page import as_html
from kyotsu.review.model import Review
from tests.kyotsu.review.html.reviews import example, review, tenant
from tests.kyotsu.review.html.take_pictures import DOCS, LARGEST, take
from tests.kyotsu.review.html.test_page import hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all tests of this file; each opens its own page in it."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, color_scheme="light")
    yield context.new_page()
    context.close()


def opened(tab: Page, tmp_path: Path, what: Review, language: str = "en") -> list[str]:
    """Open a page; return the list in which everything that goes wrong is written."""
    troubles: list[str] = []
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    tab.on("console", lambda said: troubles.append(said.text))
    tab.on("request", lambda asked: troubles.append(asked.url))
    path = tmp_path / "review.html"
    path.write_text(as_html(what, "ja" if language == "ja" else "en"), encoding="utf-8")
    tab.goto(path.as_uri())
    tab.wait_for_selector("body[data-ready]")
    return [one for one in troubles if one != path.as_uri()]


def names(tab: Page) -> list[str]:
    return sorted(tab.locator("#list .name").all_text_contents())


def wait_for(tab: Page, count: int) -> None:
    """Wait until so many changes are listed. The page's own policy lets nothing be evaluated."""
    from playwright.sync_api import expect

    expect(tab.locator("#list > li")).to_have_count(count)


def shows(tab: Page, what: str) -> Locator:
    """Wait until something is seen, and return it."""
    from playwright.sync_api import expect

    found = tab.locator(what)
    expect(found).to_be_visible()
    return found


def test_search_filters_and_details(tab: Page, tmp_path: Path) -> None:
    assert opened(tab, tmp_path, example()) == []
    assert len(names(tab)) == 7
    tab.fill("#q", "PRIVATE subnet")
    wait_for(tab, 2)
    assert names(tab) == ["private-d", "private-out"]
    tab.click("button[type=reset]")
    wait_for(tab, 7)
    tab.select_option("#f-action", "replace")
    assert names(tab) == ["records"]
    tab.click("#list summary")
    detail = shows(tab, "#list .detail")
    assert "not carried over" in detail.inner_text()
    assert "known after the update" in detail.inner_text()
    assert "secret 1f3a9c2e" in detail.inner_text()
    tab.select_option("#f-action", "")
    tab.select_option("#f-severity", "0")
    assert "records" in names(tab)
    assert "operator" not in names(tab)


def test_a_meaning_leads_to_its_change(tab: Page, tmp_path: Path) -> None:
    opened(tab, tmp_path, example())
    tab.click("#dangers .find")
    wait_for(tab, 1)
    assert names(tab) == ["records"]
    assert tab.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_language_switches_everywhere(tab: Page, tmp_path: Path) -> None:
    opened(tab, tmp_path, example(), "ja")
    assert tab.locator("#h-dangers").inner_text() == "危険"
    assert "7件中7件が該当" in tab.locator("#matches").inner_text()
    tab.check("#lang-en")
    assert tab.locator("#h-dangers").inner_text() == "Dangers"
    assert tab.locator("#matches").inner_text() == "7 of 7 match"
    assert tab.locator("#f-action option").first.inner_text() == "All"
    assert tab.evaluate("document.documentElement.lang") == "en"


def test_the_theme_follows_the_system_and_the_reader(tab: Page, tmp_path: Path) -> None:
    opened(tab, tmp_path, example())
    background = "getComputedStyle(document.body).backgroundColor"
    light = tab.evaluate(background)
    tab.check("#theme-dark")
    dark = tab.evaluate(background)
    assert light != dark
    tab.check("#theme-auto")
    tab.emulate_media(color_scheme="dark")
    assert tab.evaluate(background) == dark
    tab.check("#theme-light")
    assert tab.evaluate(background) == light
    tab.emulate_media(color_scheme="light")


def test_the_keyboard_alone_is_enough(tab: Page, tmp_path: Path) -> None:
    opened(tab, tmp_path, example())
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert tab.evaluate(outline) == "solid"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"
    tab.focus("#q")
    tab.keyboard.type("rds/instance")
    wait_for(tab, 1)
    for _ in range(7):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    tab.keyboard.press("Enter")
    shows(tab, "#list .detail")


def test_hostile_names_stay_text(tab: Page, tmp_path: Path) -> None:
    assert opened(tab, tmp_path, review(tenant((hostile(),)))) == []
    tab.click("#list summary >> nth=0")
    assert tab.evaluate("window.owned") is None
    assert tab.locator("#list img, main img").count() == 0
    # Even markup that got into the page could run nothing.
    tab.evaluate("""() => {
      const one = document.createElement("script");
      one.textContent = "window.owned = 1";
      document.body.append(one);
    }""")
    assert tab.evaluate("window.owned") is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_barrier_is_found(tab: Page, tmp_path: Path, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    opened(tab, tmp_path, example())
    tab.check(f"#theme-{theme}")
    tab.click("#list summary >> nth=0")
    results = Axe().run(tab)
    assert results.violations_count == 0, results.generate_report()


def test_paper_has_all_that_matches_and_no_controls(tab: Page, tmp_path: Path) -> None:
    opened(tab, tmp_path, example())
    tab.emulate_media(media="print")
    assert not tab.locator("#filters").is_visible()
    assert not tab.locator("nav").is_visible()
    assert tab.locator("#dangers").is_visible()
    assert tab.locator("#list li").count() == 7
    tab.emulate_media(media="screen")


def test_without_a_script_summary_and_dangers_are_read(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "review.html"
    path.write_text(as_html(example(), "en"), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert "not carried over" in page.locator("#dangers").inner_text()
    assert "needs JavaScript" in page.locator("#changes").inner_text()
    page.check("#lang-ja")
    assert "引き継がれません" in page.locator("#dangers").inner_text()
    context.close()


def test_the_pictures_of_the_documentation_can_be_taken(browser: Browser, tmp_path: Path) -> None:
    taken = take(browser, tmp_path)
    assert {one.name for one in taken} == {one.name for one in DOCS.glob("review-*.png")}
    assert all(10_000 < one.stat().st_size < LARGEST for one in taken)
