"""`kyotsu ci ...`: what the workflows call."""

from pathlib import Path
from typing import Annotated

import typer

from kyotsu.bundle.commands import Hours, Key, SignerName
from kyotsu.errors import FAILED, UserMistake
from kyotsu.stacks.options import CORES, Everything, Foundation, Parallel, Root, Stage, Tenant

app = typer.Typer(no_args_is_help=True, add_completion=False)
Base = Annotated[
    str, typer.Option("--base", metavar="REVISION", help="What the change is compared with.")
]
Stages = Annotated[
    list[str] | None, typer.Option("--stage", help="A stage; may be given many times.")
]
Pull = Annotated[int, typer.Option("--pull", min=1, help="The pull request's number.")]
Reviews = Annotated[
    Path, typer.Option("--reviews", help="The folder with what all jobs' previews left.")
]


@app.command()
def matrix(
    base: Base,
    stage: Stages = None,
    max_jobs: Annotated[int, typer.Option("--max-jobs", min=1, max=256)] = 20,
    per_job: Annotated[int, typer.Option("--per-job", min=1)] = 5,
    root: Root = None,
) -> None:
    """Print the jobs that preview a change, as a matrix for GitHub Actions."""
    from rich.console import Console

    from kyotsu.ci.matrix import matrix as as_matrix
    from kyotsu.fleet.begin import choose_stacks
    from kyotsu.fleet.choice import Choice

    console = Console(stderr=True)
    selections = {
        name: choose_stacks(root, name, Choice(changed_since=base), console)[2]
        for name in stage or ["local"]
    }
    typer.echo(as_matrix(selections, max_jobs=max_jobs, per_job=per_job))


@app.command()
def preview(
    base: Base,
    out: Annotated[Path, typer.Option("--out", help="The folder for what later jobs need.")],
    name: Annotated[str, typer.Option("--name", help="The job's name in the matrix.")],
    key: Key,
    signer: SignerName,
    stage: Stage = "local",
    tenant: Tenant = None,
    foundation: Foundation = False,
    hours: Hours = 72,
    parallel: Parallel = CORES,
    root: Root = None,
) -> None:
    """Preview a job's stacks, review them, and bind what an update would do."""
    if not (tenant or foundation):
        raise UserMistake("say which stacks: --foundation or --tenant; `kyotsu ci matrix` tells")
    from kyotsu.bundle.signing import open_signer
    from kyotsu.ci.preview import Order
    from kyotsu.ci.preview import preview as carry_out
    from kyotsu.git import commit_of
    from kyotsu.stacks import work

    signs = open_signer(signer, key)
    job = work.prepare(root, stage, tenant, everything=False, foundation=foundation)
    order = Order(
        name=name,
        out=out,
        base=commit_of(job.root, base),
        signer=signs,
        hours=hours,
        parallel=parallel,
    )
    shard = carry_out(job, order)
    if shard.bundle:
        typer.echo(f"Bundle {shard.bundle} is in {out / name}.")
    if shard.waiting:
        typer.echo(f"They have no account yet, and wait for it: {', '.join(shard.waiting)}.")
    if not shard.complete:
        raise typer.Exit(FAILED)


@app.command()
def comment(
    pull: Pull,
    reviews: Reviews,
    whole: Annotated[str, typer.Option("--whole", help="The address of everything.")] = "",
    page: Annotated[
        Path | None, typer.Option("--page", help="The folder for a page of each stage's review.")
    ] = None,
    root: Root = None,
) -> None:
    """Write the one comment of each stage on a pull request, or write it anew in place."""
    from kyotsu.ci.comment import write

    for stage, new in write(root, pull, reviews, whole=whole, page=page):
        how = "was written" if new else "was written anew, in place"
        typer.echo(f"The comment about {stage} {how}.")


@app.command()
def annotate(reviews: Reviews) -> None:
    """Hand the verdicts to GitHub, which shows each at its line of a tenant's file."""
    from kyotsu.ci.annotate import annotate as upload

    typer.echo(f"Handed over: {', '.join(upload(reviews))}.")


@app.command()
def gate(pull: Pull, reviews: Reviews, stage: Stage = "local", root: Root = None) -> None:
    """Say whether a pull request may be deployed now, and if not, why. Status 1 if not."""
    from rich.console import Console

    from kyotsu.ci.gate import ask, table
    from kyotsu.ci.github import answers, connect
    from kyotsu.ci.shard import joined, shards
    from kyotsu.project import find_root

    stacks = joined(shards(reviews, stage)).stacks
    repository = connect()
    with answers(f"show pull request {pull}"):
        request = repository.get_pull(pull)
    verdict = ask(find_root(root), stage, request, stacks)
    Console().print(table(verdict, f"Pull request {pull}, stage {stage}"))
    if not verdict.decision.granted:
        raise typer.Exit(FAILED)


@app.command()
def deploy(
    bundles: Annotated[Path, typer.Option("--bundles", help="The folder with the bundles.")],
    stage: Stage = "local",
    parallel: Parallel = CORES,
    root: Root = None,
) -> None:
    """Deploy the commit that is checked out, if it was approved, and exactly as it was."""
    from kyotsu.ci.merged import deploy_merged

    if not deploy_merged(root, stage, bundles, parallel=parallel):
        raise typer.Exit(FAILED)


@app.command()
def approved(root: Root = None) -> None:
    """Print where the bundles of the commit that is checked out are, for $GITHUB_OUTPUT."""
    from kyotsu.ci.merged import preview_run

    number, run = preview_run(root)
    typer.echo(f"pull={number}\nrun={run}")


@app.command()
def newcomers(stage: Stage = "local", root: Root = None) -> None:
    """Print the tenants that have an account and nothing in it, as options of `ci preview`."""
    from kyotsu.ci.accounts import newcomers as found
    from kyotsu.stacks.targets import select
    from kyotsu.stacks.work import check
    from kyotsu.states.room import Room

    room = Room.open(root, stage)
    settings, fleet = check(room.root, stage)
    everything = select(fleet, settings, tenants=(), everything=True, foundation=False)
    typer.echo(" ".join(f"--tenant {key}" for key in found(room, everything.tenants)))


@app.command()
def drift(
    stage: Stage = "local",
    tenant: Tenant = None,
    everything: Everything = False,
    foundation: Foundation = False,
    parallel: Parallel = CORES,
    root: Root = None,
) -> None:
    """Keep one issue for each stack that isn't as it was deployed; close it when it is again."""
    from tempfile import TemporaryDirectory

    from kyotsu.bundle.preview import watched
    from kyotsu.ci.drift import keep_issues
    from kyotsu.ci.github import connect
    from kyotsu.stacks import operations, work

    job = work.prepare(root, stage, tenant, everything=everything, foundation=foundation)
    repository = connect()
    with TemporaryDirectory(prefix="kyotsu-") as scratch:
        _, outcomes = watched(job, operations.drift, Path(scratch), parallel, "Drift")
    kept = keep_issues(repository, outcomes)
    for word, stacks in (("opened", kept.opened), ("kept", kept.renewed), ("closed", kept.closed)):
        if stacks:
            typer.echo(f"Issues {word}: {', '.join(stacks)}.")
    if not all(outcome.ok for outcome in outcomes):
        raise typer.Exit(FAILED)


@app.command()
def codeowners(
    write: Annotated[bool, typer.Option("--write", help="Renew .github/CODEOWNERS.")] = False,
    root: Root = None,
) -> None:
    """Print CODEOWNERS as approvals.yaml makes it, or renew the file."""
    from kyotsu.approvals.codeowners import CODEOWNERS
    from kyotsu.approvals.codeowners import codeowners as generated
    from kyotsu.approvals.load import approvals
    from kyotsu.project import find_root

    folder = find_root(root)
    text = generated(approvals(folder))
    if write:
        (folder / CODEOWNERS).parent.mkdir(exist_ok=True)
        (folder / CODEOWNERS).write_text(text, encoding="utf-8")
    else:
        typer.echo(text, nl=False)
