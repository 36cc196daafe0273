"""`kyotsu preview`, `up`, `refresh` and `destroy`."""

from pathlib import Path

import typer

from kyotsu.errors import FAILED, UserMistake
from kyotsu.stacks.options import (
    CORES,
    BundleFile,
    Confirm,
    Everything,
    Foundation,
    Parallel,
    Root,
    Stage,
    Tenant,
    Yes,
)


def preview(
    stage: Stage = "local",
    tenant: Tenant = None,
    everything: Everything = False,
    foundation: Foundation = False,
    parallel: Parallel = CORES,
    root: Root = None,
) -> None:
    """Show what an update would change, and what the policies think of it."""
    from kyotsu.stacks import operations, work

    job = work.prepare(root, stage, tenant, everything=everything, foundation=foundation)
    _end(work.carry_out(job, operations.preview, parallel=parallel, title=f"Preview of {stage}"))


def up(
    stage: Stage = "local",
    tenant: Tenant = None,
    everything: Everything = False,
    foundation: Foundation = False,
    parallel: Parallel = CORES,
    bundle: BundleFile = None,
    yes: Yes = False,
    root: Root = None,
) -> None:
    """Preview, and where the policies agree, update: the foundation first, then tenants."""
    if bundle is not None:
        if tenant or everything or foundation:
            raise UserMistake("a bundle says itself which stacks it is for; leave the others out")
        _up_by_bundle(root, stage, bundle, parallel=parallel, yes=yes)
        return
    from kyotsu.stacks import operations, work

    job = work.prepare(root, stage, tenant, everything=everything, foundation=foundation)
    if not (job.settings.emulated or yes):
        _ask(f"Update {len(job.selection.all)} stacks of stage {stage}, where policies agree?")
    _end(work.carry_out(job, operations.update, parallel=parallel, title=f"Update of {stage}"))


def refresh(
    stage: Stage = "local",
    tenant: Tenant = None,
    everything: Everything = False,
    foundation: Foundation = False,
    parallel: Parallel = CORES,
    root: Root = None,
) -> None:
    """Read what is really there into the state; the next preview then shows any drift."""
    from kyotsu.stacks import operations, work

    job = work.prepare(root, stage, tenant, everything=everything, foundation=foundation)
    _end(work.carry_out(job, operations.refresh, parallel=parallel, title=f"Refresh of {stage}"))


def destroy(
    stage: Stage = "local",
    tenant: Tenant = None,
    everything: Everything = False,
    foundation: Foundation = False,
    parallel: Parallel = CORES,
    confirm: Confirm = None,
    root: Root = None,
) -> None:
    """Destroy tenants, and last the foundation. Outside of the local stage each is confirmed."""
    if not (tenant or everything or foundation):
        raise UserMistake("say what to destroy: --tenant <ministry>-<system>, or --all")
    from kyotsu.stacks import operations, work
    from kyotsu.stacks.guards import check_confirmed, check_no_tenant_left

    job = work.prepare(root, stage, tenant, everything=everything, foundation=foundation)
    check_confirmed(job.settings, job.selection, confirm or [])
    check_no_tenant_left(job)
    _end(
        work.carry_out(
            job,
            operations.destroy,
            parallel=parallel,
            title=f"Destruction in {stage}",
            foundation_last=True,
        )
    )


def _up_by_bundle(root: Path | None, stage: str, bundle: Path, *, parallel: int, yes: bool) -> None:
    from kyotsu.bundle import deploy

    job, read, capture = deploy.prepare(root, stage, bundle)
    if not (job.settings.emulated or yes):
        _ask(f"Update {len(job.selection.all)} stacks of stage {stage}, as {bundle} says?")
    outcomes = deploy.carry_out(job, read, capture, parallel=parallel)
    _end(all(outcome.ok for outcome in outcomes))


def _ask(question: str) -> None:
    if not typer.confirm(question):
        raise UserMistake("nothing was changed; answer y, or give --yes in a pipeline")


def _end(all_ok: bool) -> None:
    if not all_ok:
        raise typer.Exit(FAILED)
