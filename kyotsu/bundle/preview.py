"""Runs the previews that a bundle is made of, in front of a person's eyes."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from kyotsu.bundle.capture import Capture
from kyotsu.stacks import sequence
from kyotsu.stacks.operations import Operation
from kyotsu.stacks.outcome import Outcome
from kyotsu.stacks.report import Board, closing_table
from kyotsu.stacks.run import Run
from kyotsu.stacks.work import Job, watch
from kyotsu.states.room import Room


@dataclass(frozen=True, kw_only=True)
class Previews:
    """What came of them. Below `run.scratch` each stack has a folder with its files."""

    run: Run
    capture: Capture
    outcomes: list[Outcome]


@contextmanager
def captured(
    job: Job, *, parallel: int, keep: Path | None = None, title: str = "Preview"
) -> Generator[Previews]:
    """Preview the job's stacks, side by side, and yield what came of them.

    `keep` is a folder for the engine's files; without it they are gone afterwards.

    Raises:
        KeyboardInterrupt: it was interrupted; the engines have ended.
    """
    capture = Capture(room=Room.open(job.root, job.settings.name))
    with TemporaryDirectory(prefix="kyotsu-") as temporary:
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
        run, outcomes = watched(job, capture, keep or Path(temporary), parallel, title)
        yield Previews(run=run, capture=capture, outcomes=outcomes)


def watched(
    job: Job, operation: Operation, scratch: Path, parallel: int, title: str
) -> tuple[Run, list[Outcome]]:
    """Carry out an operation on the job's stacks, foundation first, and show what comes of it.

    Raises:
        KeyboardInterrupt: it was interrupted; the engines have ended.
    """
    console = Console()
    with Board(console, len(job.selection.all)) as board:
        run = Run(root=job.root, environment=job.environment, scratch=scratch, report=board.report)
        order = sequence.foundation_first(run, job.selection, operation, parallel=parallel)
        outcomes = watch(run, board, order)
    console.print(closing_table(f"{title} of {job.settings.name}", outcomes))
    if run.halt.asked.is_set():
        raise KeyboardInterrupt
    return run, outcomes
