"""`kyotsu fleet preview|up|refresh|drift|runs|shards|manifests`."""

from pathlib import Path
from typing import Annotated

import typer

from kyotsu.errors import UserMistake
from kyotsu.fleet.options import (
    Attempts,
    Everything,
    MaxFailures,
    Resume,
    Runs,
    Since,
    SkipCheckpoints,
    Timeout,
    pairs,
)
from kyotsu.fleet.request import Request, answer
from kyotsu.stacks.options import CORES, Foundation, Parallel, Root, Stage, Tenant, Yes

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def preview(
    stage: Stage = "local",
    changed_since: Since = None,
    everything: Everything = False,
    tenant: Tenant = None,
    foundation: Foundation = False,
    parallel: Parallel = CORES,
    max_failures: MaxFailures = None,
    attempts: Attempts = 3,
    timeout: Timeout = 60,
    resume: Resume = None,
    runs: Runs = None,
    root: Root = None,
) -> None:
    """Show what an update would change in many stacks, and what the policies think of it."""
    answer(
        "preview",
        Request(
            stage=stage,
            changed_since=changed_since,
            everything=everything,
            tenants=tenant,
            foundation=foundation,
            parallel=parallel,
            max_failures=max_failures,
            attempts=attempts,
            timeout=timeout,
            resume=resume,
            runs=runs,
            root=root,
        ),
    )


@app.command()
def up(
    stage: Stage = "local",
    changed_since: Since = None,
    everything: Everything = False,
    tenant: Tenant = None,
    foundation: Foundation = False,
    parallel: Parallel = CORES,
    max_failures: MaxFailures = None,
    attempts: Attempts = 3,
    timeout: Timeout = 60,
    resume: Resume = None,
    runs: Runs = None,
    root: Root = None,
    yes: Yes = False,
    skip_checkpoints: SkipCheckpoints = False,
) -> None:
    """Update many stacks: the foundation first, then tenants, each where the policies agree."""
    answer(
        "up",
        Request(
            stage=stage,
            changed_since=changed_since,
            everything=everything,
            tenants=tenant,
            foundation=foundation,
            parallel=parallel,
            max_failures=max_failures,
            attempts=attempts,
            timeout=timeout,
            resume=resume,
            runs=runs,
            root=root,
            may_change=yes,
            skip_checkpoints=skip_checkpoints,
        ),
    )


@app.command()
def refresh(
    stage: Stage = "local",
    changed_since: Since = None,
    everything: Everything = False,
    tenant: Tenant = None,
    foundation: Foundation = False,
    parallel: Parallel = CORES,
    max_failures: MaxFailures = None,
    attempts: Attempts = 3,
    timeout: Timeout = 60,
    resume: Resume = None,
    runs: Runs = None,
    root: Root = None,
    yes: Yes = False,
) -> None:
    """Read what is really there into the states of many stacks."""
    answer(
        "refresh",
        Request(
            stage=stage,
            changed_since=changed_since,
            everything=everything,
            tenants=tenant,
            foundation=foundation,
            parallel=parallel,
            max_failures=max_failures,
            attempts=attempts,
            timeout=timeout,
            resume=resume,
            runs=runs,
            root=root,
            may_change=yes,
        ),
    )


@app.command()
def drift(
    stage: Stage = "local",
    changed_since: Since = None,
    everything: Everything = False,
    tenant: Tenant = None,
    foundation: Foundation = False,
    parallel: Parallel = CORES,
    max_failures: MaxFailures = None,
    attempts: Attempts = 3,
    timeout: Timeout = 60,
    resume: Resume = None,
    runs: Runs = None,
    root: Root = None,
) -> None:
    """Say what isn't as it was deployed, and change nothing. Status 4 if there is any."""
    answer(
        "drift",
        Request(
            stage=stage,
            changed_since=changed_since,
            everything=everything,
            tenants=tenant,
            foundation=foundation,
            parallel=parallel,
            max_failures=max_failures,
            attempts=attempts,
            timeout=timeout,
            resume=resume,
            runs=runs,
            root=root,
        ),
    )


@app.command("runs")
def list_runs(runs: Runs = None, root: Root = None) -> None:
    """List the runs on record, oldest first."""
    from rich.console import Console

    from kyotsu.fleet.record import RUNS, stories
    from kyotsu.fleet.show import runs_table
    from kyotsu.project import find_root

    folder = runs or find_root(root) / RUNS
    found = stories(folder)
    Console().print(runs_table(found) if found else f"There is no run in {folder}.")


@app.command()
def shards(
    stage: Stage = "local",
    changed_since: Since = None,
    everything: Everything = False,
    tenant: Tenant = None,
    max_jobs: Annotated[
        int, typer.Option("--max-jobs", min=1, max=256, help="The most jobs; GitHub allows 256.")
    ] = 256,
    per_job: Annotated[
        int,
        typer.Option("--per-job", min=1, help="Tenants of a job before another one is opened."),
    ] = 5,
    root: Root = None,
) -> None:
    """Print a GitHub Actions matrix of tenants, several a job. The foundation is in none."""
    from rich.console import Console

    from kyotsu.fleet.begin import choose_stacks
    from kyotsu.fleet.choice import Choice
    from kyotsu.fleet.shards import deal, matrix

    choice = Choice(changed_since=changed_since, everything=everything, tenants=tenant or ())
    _, _, selection = choose_stacks(root, stage, choice, Console(stderr=True))
    keys = [target.tenant or "" for target in selection.tenants]
    typer.echo(matrix(deal(keys, max_jobs=max_jobs, per_job=per_job)))


@app.command()
def manifests(
    repository: Annotated[
        str,
        typer.Option("--repository", help="The Git repository's address, as the cluster has it."),
    ],
    image: Annotated[
        str,
        typer.Option("--image", help="A container image with the CLI, plugins and dependencies."),
    ],
    backend: Annotated[str, typer.Option("--backend", help="The state backend, as s3://bucket.")],
    stage: Stage = "prod",
    branch: Annotated[str | None, typer.Option("--branch", help="Follow this branch.")] = None,
    commit: Annotated[str | None, typer.Option("--commit", help="Deploy this commit.")] = None,
    folder: Annotated[
        str, typer.Option("--folder", help="The project's folder in the repository.")
    ] = ".",
    service_account: Annotated[
        str, typer.Option("--service-account", help="The ServiceAccount of the workspaces.")
    ] = "kyotsu",
    namespace: Annotated[str, typer.Option("--namespace", help="The namespace.")] = "kyotsu",
    secret: Annotated[
        list[str] | None,
        typer.Option("--secret", help="VARIABLE=secret/key: a variable from a Secret."),
    ] = None,
    changed_since: Since = None,
    everything: Everything = False,
    tenant: Tenant = None,
    foundation: Foundation = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", help="The file to write; standard output if not given."),
    ] = None,
    root: Root = None,
) -> None:
    """Write Stack resources for the Pulumi Kubernetes Operator, version 2."""
    from rich.console import Console

    from kyotsu.fleet.begin import choose_stacks
    from kyotsu.fleet.choice import Choice
    from kyotsu.fleet.manifests import Source, all_resources, render

    if (branch is None) == (commit is None):
        raise UserMistake("give --branch or --commit, and not both: what is to be deployed?")
    choice = Choice(
        changed_since=changed_since,
        everything=everything,
        tenants=tenant or (),
        foundation=foundation,
    )
    _, _, selection = choose_stacks(root, stage, choice, Console(stderr=True))
    source = Source(
        repository=repository,
        branch=branch,
        commit=commit,
        folder=folder,
        backend=backend,
        image=image,
        service_account=service_account,
        namespace=namespace,
        secrets=pairs(secret or []),
    )
    text = render(all_resources(selection, source))
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
