"""Carries out one operation on the stacks that were asked for, in front of a person's eyes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from kyotsu.declarations import read_fleet, read_stage
from kyotsu.project import find_root
from kyotsu.stacks import sequence
from kyotsu.stacks.environment import EngineEnvironment, environment_for
from kyotsu.stacks.operations import Operation, Run
from kyotsu.stacks.outcome import Outcome
from kyotsu.stacks.report import Board, closing_table
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
    return Job(
        root=folder,
        settings=settings,
        selection=selection,
        environment=environment_for(folder, settings),
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
    """
    console = Console()
    order = sequence.tenants_first if foundation_last else sequence.foundation_first
    outcomes: list[Outcome] = []
    with Board(console) as board:
        run = Run(root=job.root, environment=job.environment, report=board.report)
        for outcome in order(run, job.selection, operation, parallel=parallel):
            board.done(outcome)
            outcomes.append(outcome)
    console.print(closing_table(title, outcomes))
    return all(outcome.ok for outcome in outcomes)
