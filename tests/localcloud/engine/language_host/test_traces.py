"""Tracebacks begin at the user's first frame."""

from __future__ import annotations

import asyncio
import runpy
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from localcloud.engine.language_host.traces import user_traceback


def _traceback_of(program: Path) -> str:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - each program raises another
        runpy.run_path(str(program), run_name="__main__")
    return _without_this_file(caught.value)


def _without_this_file(error: BaseException) -> str:
    # A frame of a test is nobody's machinery; under the engine there is none.
    assert error.__traceback__ is not None
    return user_traceback(error.with_traceback(error.__traceback__.tb_next))


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Where a test puts its program."""
    return tmp_path / "__main__.py"


def test_the_machinery_before_the_program_is_left_out(program: Path) -> None:
    program.write_text("raise ValueError('boom')\n", encoding="utf-8")
    assert _traceback_of(program).splitlines() == [
        "Traceback (most recent call last):",
        f'  File "{program}", line 1, in <module>',
        "    raise ValueError('boom')",
        "ValueError: boom",
    ]


def test_frames_after_the_programs_stay(program: Path) -> None:
    program.write_text("import json\njson.loads('{')\n", encoding="utf-8")
    shown = _traceback_of(program)
    assert f'File "{program}", line 2, in <module>' in shown
    assert "json/decoder.py" in shown


def test_the_cause_is_trimmed_too(program: Path) -> None:
    program.write_text(
        "try:\n    {}[1]\nexcept KeyError as e:\n    raise ValueError('boom') from e\n",
        encoding="utf-8",
    )
    shown = _traceback_of(program)
    assert "KeyError: 1" in shown
    assert "runpy" not in shown


def test_a_mistake_in_the_syntax_is_shown(program: Path) -> None:
    program.write_text("if:\n", encoding="utf-8")
    shown = _traceback_of(program)
    assert f'File "{program}", line 1' in shown
    assert "SyntaxError" in shown


def test_a_traceback_that_is_all_machinery_stays_whole() -> None:
    with pytest.raises(ValueError, match="coroutine") as caught:
        asyncio.run(None)  # pyright: ignore[reportArgumentType] - the mistake is the test
    assert "asyncio/runners.py" in _without_this_file(caught.value)


def test_the_machinery_before_a_callback_is_left_out() -> None:
    def callback() -> None:
        raise KeyError("x")

    with ThreadPoolExecutor() as pool, pytest.raises(KeyError) as caught:
        pool.submit(callback).result()
    assert "in callback" in _without_this_file(caught.value).splitlines()[1]
