"""The engine and the browser for tests, or a loud account of what was left out without them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler.loadfile import LoadFileScheduling

from localcloud.engine.locate import ensure_engine
from localcloud.engine.model import Engine, EngineUnavailable
from localcloud.engine.progress import ConsoleProgress
from tests.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The same examples in each run, however slow the machine: a pipeline must not fail by chance.
# Other ones are tried with `pytest --hypothesis-profile default`.
settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parent.parent
_NO_ENGINE = "no engine: "
_NO_BROWSER = "no browser: "


@cache
def _engine_or_reason() -> Engine | str:
    try:
        with ConsoleProgress() as progress:
            return ensure_engine(progress)
    except EngineUnavailable as error:
        return f"{_NO_ENGINE}{error}"


@cache
def _browser_or_reason() -> Path | str:
    path = chromium.find()
    return Path(path) if path else f"{_NO_BROWSER}run python -m tests.browser.chromium"


# What a marker asks for, and how it is found: a text says why there is none.
_NEEDS: dict[str, Callable[[], object]] = {
    "engine": _engine_or_reason,
    "browser": _browser_or_reason,
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out a test whose engine or browser can't be had; with CI=true let it fail."""
    for marker, look in _NEEDS.items():
        if item.get_closest_marker(marker) is None:
            continue
        reason = look()
        if not isinstance(reason, str):
            continue
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI=true, and {reason}", pytrace=False)
        pytest.skip(reason)


class _ByFile(LoadFileScheduling):
    """Gives whole files to workers, and all files that share the whole local stage to one."""

    def _split_scope(self, nodeid: str) -> str:
        path = super()._split_scope(nodeid)
        return "the whole stage" if _shares_the_stage(path) else path


@cache
def _shares_the_stage(path: str) -> bool:
    return "whole_stage" in (ROOT / path).read_text(encoding="utf-8")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _ByFile:
    """Let the stage come up once, although there are several workers."""
    return _ByFile(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly how many tests were left out for the lack of an engine or a browser, and why."""
    # Read off the reports, because the tests may have run in other processes.
    told = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])]
    for missing in (_NO_ENGINE, _NO_BROWSER):
        reasons = [reason for reason in told if missing in reason]
        if reasons:
            title = f"{len(reasons)} TESTS LEFT OUT: {missing.strip(': ').upper()}"
            terminalreporter.section(title, red=True, bold=True)
            terminalreporter.line(reasons[0].partition(missing)[2])


@pytest.fixture(scope="session")
def engine() -> Engine:
    """Pulumi's engine. Only tests marked `engine` may ask for it."""
    found = _engine_or_reason()
    assert isinstance(found, Engine), found
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium, which reaches no network. Only tests marked `browser` may ask for it.

    It goes with its module: as long as Playwright runs, its event loop runs in the main thread, and
    no test that starts a loop of its own could come after it in the same process.
    """
    from playwright.sync_api import sync_playwright

    path = _browser_or_reason()
    assert isinstance(path, Path), path
    # Chromium refuses its sandbox to root, and a container's shared memory is too small for it.
    switches = ["--disable-dev-shm-usage", "--proxy-server=127.0.0.1:9"]
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=path, args=switches, chromium_sandbox=os.geteuid() != 0
        )
