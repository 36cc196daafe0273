"""How a long step tells what it is doing: to nobody, in plain lines, or as a moving line."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

# A log in CI wants a sign of life, not a line for each of 1,700 packages.
PLAIN_LINE_EVERY_SECONDS = 20.0


class Progress(Protocol):
    """What the bootstrap reports to."""

    def phase(self, title: str, total: int | None = None) -> None:
        """Say that a phase begins, of `total` steps if known."""
        ...

    def step(self, done: int, detail: str = "") -> None:
        """Say that `done` steps of the phase are over."""
        ...

    def note(self, message: str) -> None:
        """Say one thing that should stay readable afterwards."""
        ...


class Silent:
    """Tells nobody."""

    def phase(self, title: str, total: int | None = None) -> None:
        """Do nothing."""

    def step(self, done: int, detail: str = "") -> None:
        """Do nothing."""

    def note(self, message: str) -> None:
        """Do nothing."""


class ConsoleProgress:
    """A moving line on a terminal, a plain line now and then elsewhere. Use it in a `with`."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        self._bar = Bar(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[counted]}"),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[detail]}"),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task: TaskID | None = None
        self._title, self._total = "", None
        self._phase_began = self._line_written = 0.0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def phase(self, title: str, total: int | None = None) -> None:
        """Begin a phase: a new moving line, or one plain line."""
        self._title, self._total = title, total
        self._phase_began = self._line_written = time.monotonic()
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(title, total=total, counted="", detail="")
        if not self._console.is_terminal:
            self._write(title)

    def step(self, done: int, detail: str = "") -> None:
        """Move the line; where there is none, write one every 20 seconds."""
        counted = str(done) if self._total is None else f"{done}/{self._total}"
        if self._task is not None:
            self._bar.update(self._task, completed=done, counted=counted, detail=detail[-48:])
        now = time.monotonic()
        if not self._console.is_terminal and now - self._line_written > PLAIN_LINE_EVERY_SECONDS:
            self._line_written = now
            self._write(f"{self._title}: {counted}, {now - self._phase_began:.0f} s")

    def note(self, message: str) -> None:
        """Write `message` on a line of its own."""
        self._write(message)

    def _write(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)
