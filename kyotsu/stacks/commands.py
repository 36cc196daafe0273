"""`kyotsu preview`, `up`, `refresh` and `destroy`."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kyotsu.declarations import read_fleet, read_stage
from kyotsu.errors import FAILED, UserMistake
from kyotsu.project import find_root
from kyotsu.stacks import operations, sequence
from kyotsu.stacks.environment import environment_for
from kyotsu.stacks.existing import tenant_stacks
from kyotsu.stacks.operations import Operation, Run
from kyotsu.stacks.outcome import Outcome
from kyotsu.stacks.report import Board, all_ok, closing_table
from kyotsu.stacks.targets import Selection, Target, select
from tenancy.stage import StageSettings

Stage = Annotated[str, typer.Option("--stage", help="The stage: local, dev or prod.")]
Tenant = Annotated[
    list[str] | None,
    typer.Option("--tenant", help="A tenant's key, <ministry>-<system>; may be given many times."),
]
Everything = Annotated[
    bool, typer.Option("--all", help="The foundation and every tenant (the default).")
]
Foundation = Annotated[bool, typer.Option("--foundation", help="The stage's foundation.")]
Parallel = Annotated[
    int,
    typer.Option("--parallel", min=1, help="How many tenants are worked on at the same time."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Don't ask before changing dev or prod.")]
Root = Annotated[
    Path | None, typer.Option("--root", help="The project's folder, if not this one or above it.")
]
CORES = max(1, os.cpu_count() or 1)


def preview(
    stage: Stage = "local",
    tenant: Tenant = None,
    everything: Everything = False,
    foundation: Foundation = False,
    parallel: Parallel = CORES,
    root: Root = None,
) -> None:
    """Show what an update would change, and what the policies think of it."""
    folder = find_root(root)
    settings = read_stage(folder, stage)
    selection = _selection(folder, settings, tenant, everything, foundation)
    _finish(
        f"Preview of {stage}",
        work(folder, settings, selection, operations.preview, parallel=parallel),
    )


def up(
    stage: Stage = "local",
    tenant: Tenant = None,
    everything: Everything = False,
    foundation: Foundation = False,
    parallel: Parallel = CORES,
    yes: Yes = False,
    root: Root = None,
) -> None:
    """Preview, and where the policies agree, update: the foundation first, then tenants."""
    folder = find_root(root)
    settings = read_stage(folder, stage)
    selection = _selection(folder, settings, tenant, everything, foundation)
    if not (settings.emulated or yes):
        _confirm(f"Update {len(selection.all)} stacks of stage {stage}, where previews are clean?")
    _finish(
        f"Update of {stage}",
        work(folder, settings, selection, operations.update, parallel=parallel),
    )


def refresh(
    stage: Stage = "local",
    tenant: Tenant = None,
    everything: Everything = False,
    foundation: Foundation = False,
    parallel: Parallel = CORES,
    root: Root = None,
) -> None:
    """Read what is really there into the state; the next preview then shows any drift."""
    folder = find_root(root)
    settings = read_stage(folder, stage)
    selection = _selection(folder, settings, tenant, everything, foundation)
    _finish(
        f"Refresh of {stage}",
        work(folder, settings, selection, operations.refresh, parallel=parallel),
    )


def destroy(
    stage: Stage = "local",
    tenant: Tenant = None,
    everything: Everything = False,
    foundation: Foundation = False,
    parallel: Parallel = CORES,
    confirm: Annotated[
        list[str] | None,
        typer.Option("--confirm", help="Needed outside of the local stage: the name once more."),
    ] = None,
    root: Root = None,
) -> None:
    """Destroy tenants, and last the foundation. Outside of the local stage each is confirmed."""
    if not (tenant or everything or foundation):
        raise UserMistake("say what to destroy: --tenant <ministry>-<system>, or --all")
    folder = find_root(root)
    settings = read_stage(folder, stage)
    selection = _selection(folder, settings, tenant, everything, foundation)
    _check_confirmed(settings, selection, confirm or [])
    if selection.foundation is not None:
        _check_no_tenant_left(folder, settings, selection)
    _finish(
        f"Destruction in {stage}",
        work(folder, settings, selection, operations.destroy, parallel=parallel, last=True),
    )


def work(
    root: Path,
    settings: StageSettings,
    selection: Selection,
    operation: Operation,
    *,
    parallel: int,
    last: bool = False,
) -> list[Outcome]:
    """Carry out one operation on all selected stacks with a live board, and return the outcomes.

    `last` works on the foundation after its tenants, as a destruction must.
    """
    environment = environment_for(root, settings)
    outcomes: list[Outcome] = []
    with Board(Console()) as board:
        run = Run(root=root, environment=environment, report=board.report)
        order = sequence.tenants_first if last else sequence.foundation_first
        results: Iterator[Outcome] = order(run, selection, operation, parallel=parallel)
        for outcome in results:
            board.done(outcome)
            outcomes.append(outcome)
    return outcomes


def _finish(title: str, outcomes: list[Outcome]) -> None:
    Console().print(closing_table(title, outcomes))
    if not all_ok(outcomes):
        raise typer.Exit(FAILED)


def _selection(
    root: Path,
    settings: StageSettings,
    tenant: list[str] | None,
    everything: bool,
    foundation: bool,
) -> Selection:
    return select(
        read_fleet(root),
        settings,
        tenants=tenant or [],
        everything=everything,
        foundation=foundation,
    )


def _confirm(question: str) -> None:
    if not typer.confirm(question):
        raise UserMistake("nothing was changed; answer y, or give --yes in a pipeline")


def _check_confirmed(settings: StageSettings, selection: Selection, confirmed: list[str]) -> None:
    """Refuse to destroy what was not named a second time.

    Raises:
        UserMistake: a selected stack outside of an emulated stage was not confirmed.
    """
    if settings.emulated:
        return
    missing = [target.label for target in selection.all if target.label not in confirmed]
    if missing:
        options = " ".join(f"--confirm {label}" for label in missing)
        raise UserMistake(
            f"this destroys {', '.join(missing)} in {settings.name} for good; "
            f"if that is meant, add {options}"
        )


def _check_no_tenant_left(root: Path, settings: StageSettings, selection: Selection) -> None:
    """Refuse to destroy a foundation under a tenant's feet.

    Raises:
        UserMistake: a tenant's stack exists that isn't destroyed in the same run.
    """
    selected = {target.stack for target in selection.tenants}
    left = [
        stack
        for stack in tenant_stacks(root, settings, environment_for(root, settings))
        if stack not in selected
    ]
    if left:
        names = ", ".join(
            Target(stage=settings.name, tenant=s.split(".", 1)[1]).label for s in left
        )
        raise UserMistake(
            f"the foundation of {settings.name} still carries {names}; "
            "destroy these tenants first, or give --all"
        )
