"""What a person sees of a long step."""

from __future__ import annotations

import io
import itertools

import pytest
from rich.console import Console

from localcloud.engine import progress
from localcloud.engine.progress import ConsoleProgress


def _shown(terminal: bool) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=120)
    with ConsoleProgress(console) as shown:
        shown.phase("Compiling", 1700)
        shown.step(850, "example.org/package")
        shown.note("[a] note")
    return out.getvalue()


def test_a_log_gets_a_line_a_phase_and_the_notes() -> None:
    assert _shown(terminal=False) == "Compiling\n[a] note\n"


def test_a_log_gets_a_sign_of_life_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count(step=21)
    monkeypatch.setattr(progress.time, "monotonic", lambda: float(next(clock)))
    assert _shown(terminal=False) == "Compiling\nCompiling: 850/1700, 21 s\n[a] note\n"


def test_a_terminal_gets_a_line_with_count_and_package() -> None:
    shown = _shown(terminal=True)
    assert "850/1700" in shown
    assert "example.org/package" in shown
