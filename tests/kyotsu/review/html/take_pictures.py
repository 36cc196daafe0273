"""Takes the pictures of the page that the documentation shows.

    python -m tests.kyotsu.review.html.take_pictures

renews `docs/pictures/review-*.png` from the example of the tests.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from kyotsu.review.html.page import as_html
from tests.kyotsu.review.html.reviews import example

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DOCS = Path(__file__).resolve().parents[4] / "docs" / "pictures"
LARGEST = 300_000
"""Bytes of one picture."""


def take(browser: Browser, folder: Path) -> list[Path]:
    """Write the pictures into a folder, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _picture(browser, folder / "review-summary.png", "ja", "light", "top"),
        _picture(browser, folder / "review-network.png", "en", "light", "#network figure"),
        _picture(browser, folder / "review-change.png", "en", "dark", "#changes"),
    ]


def _picture(
    browser: Browser, path: Path, language: Literal["ja", "en"], theme: str, what: str
) -> Path:
    context = browser.new_context(viewport={"width": 1100, "height": 860})
    tab = context.new_page()
    with TemporaryDirectory() as folder:
        page = Path(folder) / "review.html"
        page.write_text(as_html(example(), language), encoding="utf-8")
        tab.goto(page.as_uri())
        tab.wait_for_selector("body[data-ready]")
        tab.check(f"#theme-{theme}")
        if what == "#changes":
            tab.fill("#q", "aws:rds/instance:Instance::records")
            tab.locator("#list .name", has_text="records").click()
            tab.wait_for_selector("#list .detail")
        if what == "top":
            tab.screenshot(path=path)
        else:
            tab.locator(what).first.screenshot(path=path)
    context.close()
    return path


def main() -> None:
    """Renew the documentation's pictures."""
    from playwright.sync_api import sync_playwright

    from tests.browser.chromium import ensure

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=ensure(),
            args=["--disable-dev-shm-usage", "--proxy-server=127.0.0.1:9"],
            chromium_sandbox=os.geteuid() != 0,
        )
        for path in take(browser, DOCS):
            print(path, path.stat().st_size)
        browser.close()


if __name__ == "__main__":
    main()
