"""The engine for the tests that need it, or a loud account of what was left out without it."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler.loadfile import LoadFileScheduling

from localcloud.engine.locate import ensure_engine
from localcloud.engine.model import Engine, EngineUnavailable
from localcloud.engine.progress import ConsoleProgress

# The same examples in each run: a pipeline must not fail by chance. Other ones are tried with
# `pytest --hypothesis-profile default`.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parent.parent
_NO_ENGINE = "no engine: "


@cache
def _engine_or_reason() -> Engine | str:
    try:
        with ConsoleProgress() as progress:
            return ensure_engine(progress)
    except EngineUnavailable as error:
        return str(error)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out a test marked `engine` where none can be had; with CI=true let it fail."""
    if item.get_closest_marker("engine") is None:
        return
    found = _engine_or_reason()
    if isinstance(found, Engine):
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI=true, and {found}", pytrace=False)
    pytest.skip(f"{_NO_ENGINE}{found}")


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
    """Say loudly how many tests were left out for the lack of an engine, and why."""
    # Read off the reports, because the tests may have run in other processes.
    reasons = [
        reason.partition(_NO_ENGINE)[2]
        for report in terminalreporter.stats.get("skipped", [])
        if _NO_ENGINE in (reason := str(report.longrepr[2]))
    ]
    if reasons:
        terminalreporter.section(f"{len(reasons)} TESTS LEFT OUT: NO ENGINE", red=True, bold=True)
        terminalreporter.line(reasons[0])


@pytest.fixture(scope="session")
def engine() -> Engine:
    """Pulumi's engine. Only tests marked `engine` may ask for it."""
    found = _engine_or_reason()
    assert isinstance(found, Engine), found
    return found
