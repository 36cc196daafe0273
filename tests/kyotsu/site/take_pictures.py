"""Takes the pictures of the site that the documentation shows.

    python -m tests.kyotsu.site.take_pictures

renews `docs/pictures/site-*.png` from the sample fleet.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs" / "pictures"


def take(browser: Browser, site: Path, folder: Path) -> list[Path]:
    """Write the pictures into a folder, and return their paths."""
    return [
        _picture(browser, site / "ja" / "index.html", folder / "site-overview.png", "light", 1160),
        _picture(
            browser,
            site / "en" / "systems" / "soumu-shinsei.html",
            folder / "site-system.png",
            "dark",
            900,
        ),
    ]


def _picture(
    browser: Browser, page: Path, path: Path, scheme: Literal["light", "dark"], height: int
) -> Path:
    context = browser.new_context(
        viewport={"width": 1180, "height": height}, color_scheme=scheme, java_script_enabled=False
    )
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.screenshot(path=path)
    context.close()
    return path


def main() -> None:
    """Renew the documentation's pictures."""
    from playwright.sync_api import sync_playwright

    from tests.browser import chromium

    kyotsu = Path(sys.executable).with_name("kyotsu")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder, "site")
        subprocess.run([str(kyotsu), "site", "build", "--out", str(site)], cwd=ROOT, check=True)
        browser = playwright.chromium.launch(
            executable_path=chromium.ensure(),
            args=["--disable-dev-shm-usage"],
            chromium_sandbox=os.geteuid() != 0,
        )
        for path in take(browser, site, DOCS):
            print(path.relative_to(ROOT), path.stat().st_size)


if __name__ == "__main__":
    main()
