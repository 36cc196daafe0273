"""Proves in Chromium that the site is read without scripts, by keyboard, in the dark, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from kyotsu.site.contents import SECTIONS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PAGES = (
    *(path for path, _ in SECTIONS),
    "systems/soumu-shinsei.html",
    "systems/soumu-shinsei-agreement.html",
    "ministries/soumu.html",
    "evidence/1-aws-fsbp.html",
)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab in which no script runs."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_nothing_is_asked_of_others_and_nothing_is_wrong(tab: Page, built: Path) -> None:
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    for path in PAGES:
        tab.goto((built / "ja" / path).as_uri())
        assert tab.locator("h1").is_visible()
    assert {url for url in asked if not url.startswith(built.as_uri())} == set()
    assert any(url.endswith("/style.css") for url in asked)
    assert said == []


def test_the_style_sheet_is_let_in_by_the_policy(tab: Page, built: Path) -> None:
    tab.goto((built / "ja" / "index.html").as_uri())
    assert tab.locator(".skip").bounding_box() is not None
    box = tab.locator(".skip").bounding_box()
    assert box is not None
    assert box["x"] < 0


def test_the_other_language_is_a_link_to_the_same_page(tab: Page, built: Path) -> None:
    tab.goto((built / "ja" / "systems" / "soumu-shinsei.html").as_uri())
    assert tab.locator("h1").inner_text() == "電子申請受付システム"
    tab.get_by_role("link", name="English").click()
    assert tab.locator("h1").inner_text() == "Online Application Reception System"
    tab.get_by_role("link", name="日本語").click()
    assert tab.locator("h1").inner_text() == "電子申請受付システム"


def test_the_door_leads_in(tab: Page, built: Path) -> None:
    tab.goto((built / "index.html").as_uri())
    tab.wait_for_url("**/ja/index.html")
    assert tab.locator("h1").is_visible()


def test_everything_is_reached_by_keyboard(tab: Page, built: Path) -> None:
    tab.goto((built / "en" / "index.html").as_uri())
    tab.keyboard.press("Tab")
    skip = tab.locator(".skip:focus")
    assert skip.count() == 1
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    tab.keyboard.press("Enter")
    assert tab.url.endswith("#content")
    for _ in range(6 + 1 + 3):  # the tiles, the picture, and into it
        tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/systems/*.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found(
    browser: Browser, built: Path, scheme: Literal["light", "dark"]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme)
    tab = context.new_page()
    lang = "ja" if scheme == "light" else "en"
    for path in PAGES:
        tab.goto((built / lang / path).as_uri())
        results = Axe().run(tab)
        assert results.violations_count == 0, f"{path}\n{results.generate_report()}"
    context.close()


def test_paper_has_the_content_and_no_controls(tab: Page, built: Path) -> None:
    tab.goto((built / "ja" / "systems" / "soumu-shinsei.html").as_uri())
    tab.emulate_media(media="print")
    assert not tab.locator("header nav").is_visible()
    assert not tab.locator(".switch").is_visible()
    assert tab.locator("#ledger").is_visible()
    assert tab.locator("figure svg").first.is_visible()


def test_a_narrow_screen_is_not_scrolled_sideways(browser: Browser, built: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    tab = context.new_page()
    for path in PAGES:
        tab.goto((built / "ja" / path).as_uri())
        wide = tab.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, f"{path} is {wide} wide"
    context.close()
