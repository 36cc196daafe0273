"""Begins a run, or takes one up again."""

from pathlib import Path

from rich.console import Console

from kyotsu.errors import UserMistake
from kyotsu.fleet import record
from kyotsu.fleet.carry_out import selection_left
from kyotsu.fleet.choice import Choice, choose
from kyotsu.fleet.record import Plan, Record
from kyotsu.git import head
from kyotsu.project import find_root
from kyotsu.stacks.targets import Selection
from kyotsu.stacks.work import Job, check, ready
from tenancy.stage import StageSettings


class Nothing(Exception):  # noqa: N818 - it is no error
    """There is nothing to do."""


def choose_stacks(
    root: Path | None, stage: str, choice: Choice, console: Console
) -> tuple[Path, StageSettings, Selection]:
    """Return the project's folder, the stage, and the stacks that are meant.

    Raises:
        UserMistake: a declaration is wrong, or what was chosen isn't there.
    """
    folder = find_root(root)
    settings, fleet = check(folder, stage)

    def tell(sentence: str) -> None:
        console.print(sentence, markup=False, highlight=False, soft_wrap=True)

    return folder, settings, choose(folder, fleet, settings, choice, tell)


def new_run(
    root: Path | None,
    stage: str,
    operation: str,
    choice: Choice,
    runs: Path | None,
    console: Console,
) -> tuple[Job, Record]:
    """Return the job for a new run, and its record.

    Raises:
        Nothing: no stack is concerned.
        UserMistake: as of `choose_stacks`.
        WorldFault: there is no engine, or the record can't be written.
    """
    folder, settings, selection = choose_stacks(root, stage, choice, console)
    if not selection.all:
        raise Nothing
    job = ready(folder, settings, selection)
    commit, dirty = head(folder) or (None, False)
    plan = Plan(
        operation=operation,
        stage=stage,
        stacks=tuple(target.stack for target in selection.all),
        commit=commit,
        dirty=dirty,
    )
    kept = record.create(runs or folder / record.RUNS, plan)
    console.print(f"Run {kept.id}: {len(selection.all)} stacks of {stage}.", highlight=False)
    return job, kept


def old_run(
    root: Path | None, operation: str, name: str, runs: Path | None, console: Console
) -> tuple[Job, Record]:
    """Return the job for what a run left undone, and its record.

    Raises:
        Nothing: the run is done.
        UserMistake: there is no such run, or it was for something else.
        WorldFault: there is no engine, or the record can't be written.
    """
    folder = find_root(root)
    if Path(name).name != name:
        raise UserMistake(f"{name!r} is no run's name; `kyotsu fleet runs` lists them")
    kept = Record((runs or folder / record.RUNS) / name)
    story = record.read(kept.folder)
    if story.plan.operation != operation:
        raise UserMistake(
            f"run {name} is a {story.plan.operation}; `kyotsu fleet {story.plan.operation} "
            f"--resume {name}` goes on with it"
        )
    settings, fleet = check(folder, story.plan.stage)
    if not story.left:
        raise Nothing
    selection = selection_left(story)
    here = fleet.keys_in(settings)
    gone = [target.label for target in selection.tenants if target.tenant not in here]
    if gone:
        raise UserMistake(
            f"run {name} was also for {', '.join(gone)}, not in {settings.name} any more; "
            "begin a new run"
        )
    job = ready(folder, settings, selection)
    now = head(folder)
    if now is not None and story.plan.commit is not None and now[0] != story.plan.commit:
        console.print(
            f"The project was at {story.plan.commit[:12]} when this run began, and is at "
            f"{now[0][:12]} now: the stacks that were done then aren't touched again.",
            highlight=False,
            soft_wrap=True,
        )
    kept.resumed()
    console.print(
        f"Run {kept.id} goes on: {len(story.left)} of {len(story.plan.stacks)} stacks are left.",
        highlight=False,
    )
    return job, kept
