"""How soon a page with many changes is there: drawing it, and its first paint in Chromium.

    python -m bench.review_page [--changes 10000] [--runs 5]

The browser is headless, reaches no network, and opens the file anew in a fresh context each time.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from kyotsu.review.findings import Danger, DangerKind
from kyotsu.review.html.page import as_html
from kyotsu.review.model import Action, Change, Outcome, Review, StackReview, Subject, Value
from policies.rule import Severity, Text

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TYPES = ("aws:s3/bucket:Bucket", "aws:iam/role:Role", "aws:ec2/subnet:Subnet", "aws:kms/key:Key")
ACTIONS = (Action.CREATE, Action.UPDATE, Action.REPLACE, Action.DELETE)
STACKS = 200
_PAINTED = """() => {
  const found = performance.getEntriesByName("first-contentful-paint")[0];
  return found ? found.startTime : null;
}"""


def review_of(changes: int) -> Review:
    """Return a review of so many changes, over `STACKS` tenants."""
    each = changes // STACKS
    return Review(stacks=tuple(_stack(number, each) for number in range(STACKS)))


def _stack(number: int, count: int) -> StackReview:
    name = f"soumu-system{number:03}"
    resources = tuple(_change(f"prod.{name}", one) for one in range(count))
    dangers = tuple(
        Danger(
            kind=DangerKind.DATA_LOST,
            severity=Severity.CRITICAL,
            urn=one.urn,
            text=Text(
                ja=f"{one.name} を作り直します。中のデータは引き継がれません。",
                en=f"Replaces {one.name}; the data in it is not carried over.",
            ),
        )
        for one in resources
        if one.action is Action.REPLACE
    )
    return StackReview(
        subject=Subject(project="kyotsu", stack=f"prod.{name}", stage="prod", tenant=name),
        outcome=Outcome.CHANGES,
        counts={"update": count},
        resources=resources,
        dangers=dangers,
    )


def _change(stack: str, number: int) -> Change:
    token, action = TYPES[number % len(TYPES)], ACTIONS[number % len(ACTIONS)]
    inputs = {f"property{one}": f"value {one} of {number}" for one in range(12)}
    inputs["policy"] = '{"Version": "2012-10-17", "Statement": []}' * 20
    return Change(
        urn=f"urn:pulumi:{stack}::kyotsu::kyotsu:tenant:Environment${token}::resource{number}",
        type=token,
        name=f"resource{number}",
        action=action,
        steps=(str(action),),
        before=None if action is Action.CREATE else inputs,
        after=None if action is Action.DELETE else inputs,
        values=(Value(path="property0", before="old", after="new"),)
        if action in (Action.UPDATE, Action.REPLACE)
        else (),
    )


def _opened(browser: Browser, path: Path) -> tuple[float, float]:
    """Return the seconds until a page is searchable, and until its first paint."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    tab = context.new_page()
    begun = time.perf_counter()
    tab.goto(path.as_uri())
    tab.wait_for_selector("body[data-ready]")
    taken = time.perf_counter() - begun
    paint = float(tab.evaluate(_PAINTED)) / 1000
    context.close()
    return taken, paint


def main() -> None:
    """Measure, and print what was measured."""
    from playwright.sync_api import sync_playwright

    from tests.browser.chromium import ensure

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    review = review_of(chosen.changes)
    begun = time.perf_counter()
    page = as_html(review)
    drawn = time.perf_counter() - begun
    painted: list[float] = []
    listed: list[float] = []
    empty: list[float] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "review.html"
        path.write_text(page, encoding="utf-8")
        blank = Path(folder) / "empty.html"
        blank.write_text(as_html(Review(stacks=())), encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=ensure(),
            args=["--disable-dev-shm-usage", "--proxy-server=127.0.0.1:9"],
            chromium_sandbox=os.geteuid() != 0,
        )
        for _ in range(chosen.runs):
            taken, paint = _opened(browser, path)
            listed.append(taken)
            painted.append(paint)
            empty.append(_opened(browser, blank)[1])
        browser.close()
    print(f"{chosen.changes:,} changes in {STACKS} stacks, {len(page) / 1e6:.1f} MB")
    print(f"drawn in {drawn:.2f} s")
    print(f"first paint after {median(painted):.2f} s (worst {max(painted):.2f} s)")
    print(f"first paint of a page without a change: {median(empty):.2f} s")
    print(f"all listed and searchable after {median(listed):.2f} s (worst {max(listed):.2f} s)")


if __name__ == "__main__":
    main()
