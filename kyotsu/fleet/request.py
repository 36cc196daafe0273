"""What a fleet's command was asked for, and how it answers."""

from dataclasses import dataclass, field
from pathlib import Path

import typer

from kyotsu.errors import UserMistake


@dataclass(frozen=True, kw_only=True)
class Request:
    """The options of a run, as they were given."""

    stage: str
    changed_since: str | None
    everything: bool
    tenants: list[str] | None
    foundation: bool
    parallel: int
    max_failures: int | None
    attempts: int
    timeout: float
    resume: str | None
    runs: Path | None
    root: Path | None
    may_change: bool = field(default=True)
    """The stage may be changed without a question."""
    skip_checkpoints: bool = False


def answer(operation: str, asked: Request) -> None:
    """Carry out the run, and end the command with its exit status.

    Raises:
        KyotsuError: it can't be begun, or not gone on with.
    """
    from rich.console import Console

    from kyotsu.fleet.begin import Nothing, new_run, old_run
    from kyotsu.fleet.carry_out import Manner, carry_out
    from kyotsu.fleet.choice import Choice
    from kyotsu.fleet.retry import Patience
    from kyotsu.stacks.checkpoints import WARNING
    from kyotsu.stacks.engine import Limits

    console = Console()
    choice = Choice(
        changed_since=asked.changed_since,
        everything=asked.everything,
        tenants=asked.tenants or (),
        foundation=asked.foundation,
    )
    if asked.resume is not None and choice != Choice():
        raise UserMistake("--resume knows its stacks from the record; leave the others out")
    try:
        if asked.resume is None:
            job, kept = new_run(asked.root, asked.stage, operation, choice, asked.runs, console)
        else:
            job, kept = old_run(asked.root, operation, asked.resume, asked.runs, console)
    except Nothing:
        console.print("Nothing to do.")
        return
    if not (job.settings.emulated or asked.may_change):
        _ask(f"{operation} {len(job.selection.all)} stacks of stage {job.settings.name}?")
    if asked.skip_checkpoints:
        console.print(WARNING, style="bold yellow")
    manner = Manner(
        parallel=asked.parallel,
        max_failures=asked.max_failures,
        limits=Limits(timeout=asked.timeout * 60),
        patience=Patience(attempts=asked.attempts),
        skip_checkpoints=asked.skip_checkpoints,
    )
    status = carry_out(job, operation, kept, manner, console)
    if status:
        raise typer.Exit(status)


def _ask(question: str) -> None:
    if not typer.confirm(question):
        raise UserMistake("nothing was changed; answer y, or give --yes in a pipeline")
