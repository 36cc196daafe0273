"""Carries out a fleet run: the foundation first, tenants side by side, all of it on record."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from kyotsu.fleet import leftovers, record
from kyotsu.fleet.record import Record, Story
from kyotsu.fleet.recorded import Recorded
from kyotsu.fleet.retry import Patience
from kyotsu.fleet.summary import exit_status, sentence, summary
from kyotsu.stacks import operations, sequence
from kyotsu.stacks.engine import Limits
from kyotsu.stacks.operations import Operation
from kyotsu.stacks.report import Board
from kyotsu.stacks.run import Run
from kyotsu.stacks.targets import Selection, Target
from kyotsu.stacks.work import Job, watch

OPERATIONS: Mapping[str, Operation] = {
    "preview": operations.preview,
    "up": operations.update,
    "refresh": operations.refresh,
    "drift": operations.drift,
}


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a run is carried out."""

    parallel: int
    max_failures: int | None
    limits: Limits
    patience: Patience
    skip_checkpoints: bool = False


def selection_left(story: Story) -> Selection:
    """Return the stacks of a run that aren't done."""
    stage = story.plan.stage
    tenants = [stack.partition(".")[2] for stack in story.left if stack != stage]
    return Selection(
        foundation=Target(stage=stage) if stage in story.left else None,
        tenants=tuple(Target(stage=stage, tenant=key) for key in tenants),
    )


def carry_out(job: Job, operation: str, kept: Record, manner: Manner, console: Console) -> int:
    """Carry out what is left of the run, and return the exit status.

    Raises:
        KeyboardInterrupt: it was interrupted; engines have ended, and the record says what is left.
        UserMistake: another process works on the same run.
        WorldFault: the record can't be written.
    """
    began = time.monotonic()
    storage = leftovers.storage_of(job.root, job.settings)
    with record.held(kept), Board(console, len(job.selection.all)) as board:
        recorded = Recorded(OPERATIONS[operation], kept, manner.patience, job.settings, storage)
        run = Run(
            root=job.root,
            environment=job.environment,
            scratch=kept.folder,
            report=board.report,
            on_engine=recorded.on_engine,
            limits=manner.limits,
            skip_checkpoints=manner.skip_checkpoints,
        )
        outcomes = watch(
            run,
            board,
            sequence.foundation_first(
                run,
                job.selection,
                recorded,
                parallel=manner.parallel,
                max_failures=manner.max_failures,
            ),
        )
        if not run.halt.asked.is_set():
            kept.ended()
    console.print(summary(f"Fleet {operation} of {job.settings.name}", outcomes))
    console.print(sentence(outcomes, time.monotonic() - began), highlight=False)
    if not all(outcome.ok for outcome in outcomes):
        _say_how_to_go_on(kept, operation, console)
    if run.halt.asked.is_set():
        raise KeyboardInterrupt
    return exit_status(outcomes)


def _say_how_to_go_on(kept: Record, operation: str, console: Console) -> None:
    logs = _shown(kept.folder) / "<stack>" / "engine.log"
    for line in (
        f"What the engines said is in {logs}.",
        f"`kyotsu fleet {operation} --resume {kept.id}` does what isn't done.",
    ):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _shown(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
