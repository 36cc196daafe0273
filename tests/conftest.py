"""The engine for the tests that need it, or a loud account of what was left out without it."""

from __future__ import annotations

import os
from functools import cache

import pytest

from localcloud.engine.locate import ensure_engine
from localcloud.engine.model import Engine, EngineUnavailable
from localcloud.engine.progress import ConsoleProgress

_left_out: list[str] = []


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
    _left_out.append(item.nodeid)
    pytest.skip("no engine; see the end of the report")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly how many tests were left out for the lack of an engine, and why."""
    if not _left_out:
        return
    terminalreporter.section(f"{len(_left_out)} TESTS LEFT OUT: NO ENGINE", red=True, bold=True)
    terminalreporter.line(str(_engine_or_reason()))


@pytest.fixture(scope="session")
def engine() -> Engine:
    """Pulumi's engine. Only tests marked `engine` may ask for it."""
    found = _engine_or_reason()
    assert isinstance(found, Engine), found
    return found
