"""Carries out one operation on the stacks that were asked for, in front of a person's eyes."""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from kyotsu.declarations import read_fleet, read_stage
from kyotsu.project import find_root
from kyotsu.stacks import sequence
from kyotsu.stacks.environment import EngineEnvironment, environment_for
from kyotsu.stacks.halt import on_signals
from kyotsu.stacks.operations import Operation
from kyotsu.stacks.outcome import Outcome
from kyotsu.stacks.report import Board, closing_table
from kyotsu.stacks.run import Run
from kyotsu.stacks.targets import Selection, select
from tenancy.load import Fleet
from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class Job:
    """What was asked for, checked: declarations are valid, stacks are known, an engine is there."""

    root: Path
    settings: StageSettings
    selection: Selection
    environment: EngineEnvironment


def prepare(
    root: Path | None,
    stage: str,
    tenants: Sequence[str] | None,
    *,
    everything: bool,
    foundation: bool,
) -> Job:
    """Check everything that can be checked before an engine starts.

    Raises:
        UserMistake: a declaration is wrong, or a stage or tenant isn't known.
        WorldFault: there is no engine, or the local stage isn't running.
    """
    folder = find_root(root)
    settings, fleet = check(folder, stage)
    selection = select(
        fleet,
        settings,
        tenants=tenants or [],
        everything=everything,
        foundation=foundation,
    )
    return ready(folder, settings, selection)


def ready(root: Path, settings: StageSettings, selection: Selection) -> Job:
    """Return the job for stacks that are known to be there.

    Raises:
        WorldFault: there is no engine, or the local stage isn't running.
    """
    return Job(
        root=root,
        settings=settings,
        selection=selection,
        environment=environment_for(root, settings),
    )


def check(root: Path, stage: str) -> tuple[StageSettings, Fleet]:
    """Return a stage and the fleet, once they are known to be valid.

    Raises:
        UserMistake: a declaration is wrong, or there is no such stage.
    """
    return read_stage(root, stage), read_fleet(root)


def carry_out(
    job: Job, operation: Operation, *, parallel: int, title: str, foundation_last: bool = False
) -> bool:
    """Do it with a live board and a closing table; return whether everything went well.

    `foundation_last` works on the foundation after its tenants, as a destruction must.

    Raises:
        KeyboardInterrupt: it was interrupted; the engines have ended.
    """
    console = Console()
    order = sequence.tenants_first if foundation_last else sequence.foundation_first
    with (
        TemporaryDirectory(prefix="kyotsu-") as scratch,
        Board(console, len(job.selection.all)) as board,
    ):
        run = Run(
            root=job.root,
            environment=job.environment,
            scratch=Path(scratch),
            report=board.report,
        )
        outcomes = watch(run, board, order(run, job.selection, operation, parallel=parallel))
    console.print(closing_table(title, outcomes))
    if run.halt.asked.is_set():
        raise KeyboardInterrupt
    return all(outcome.ok for outcome in outcomes)


def watch(run: Run, board: Board, outcomes: Generator[Outcome]) -> list[Outcome]:
    """Show outcomes as they come, and return them; a signal asks the run to end."""
    seen: list[Outcome] = []
    with on_signals(run.halt), closing(outcomes):
        for outcome in outcomes:
            board.done(outcome)
            seen.append(outcome)
    return seen
