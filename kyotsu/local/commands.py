"""`kyotsu local up|status|env|down|reset`."""

import shlex
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from kyotsu.declarations import read_fleet, read_stage
from kyotsu.errors import FAILED
from kyotsu.local import stage
from kyotsu.local.inventory import take_inventory
from kyotsu.project import find_root
from kyotsu.stacks import operations
from kyotsu.stacks.commands import CORES, Parallel, Root, work
from kyotsu.stacks.report import all_ok, closing_table
from kyotsu.stacks.targets import select
from localcloud import emulator
from localcloud.environment import local_directory

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def up(
    provider: Annotated[
        Literal["emulating", "official"],
        typer.Option(
            "--provider",
            help="The plugin that carries resources out: ours on moto, or the installed official "
            "one, pointed at the same moto.",
        ),
    ] = "emulating",
    parallel: Parallel = CORES,
    root: Root = None,
) -> None:
    """Start the local stage, and deploy the foundation and all tenants to it."""
    console = Console()
    folder = find_root(root)
    settings = read_stage(folder, stage.STAGE)
    fleet = read_fleet(folder)
    parts = stage.bring_up(folder, official_provider=provider == "official")
    console.print(
        f"Engine {parts.engine.version} ({parts.engine.source}); "
        f"emulated AWS at {parts.emulator.endpoint}",
        highlight=False,
    )
    if parts.rebuilt:
        console.print("The emulator is new and had lost everything: the stage is built anew.")
    selection = select(fleet, settings, tenants=[], everything=True, foundation=False)
    outcomes = work(folder, settings, selection, operations.update, parallel=parallel)
    console.print(closing_table("Local stage", outcomes))
    if not all_ok(outcomes):
        raise typer.Exit(FAILED)
    inventory = take_inventory(
        stage.checkpoint_of(folder, target.stack) for target in selection.all
    )
    console.print(
        f"{inventory.provisioned} resources provisioned in the emulator, "
        f"{inventory.recorded.total()} only recorded, because the emulator can't make them.",
        highlight=False,
    )
    _print_next_steps(console, selection.tenants[0].stack if selection.tenants else settings.name)


@app.command()
def status(root: Root = None) -> None:
    """Show whether the local stage runs, and what is in it."""
    console = Console()
    folder = find_root(root)
    running = emulator.status(local_directory(folder))
    if running is None:
        console.print("The local stage isn't running; `make up` starts it.")
        raise typer.Exit(FAILED)
    settings = read_stage(folder, stage.STAGE)
    stacks = [settings.name]
    stacks += [f"{settings.name}.{key}" for key in read_fleet(folder).keys_in(settings)]
    checkpoints = {stack: stage.checkpoint_of(folder, stack) for stack in stacks}
    inventory = take_inventory(checkpoints.values())
    console.print(
        f"Emulated AWS at {running.endpoint} (process {running.pid}, since {running.started})\n"
        f"{sum(path.exists() for path in checkpoints.values())} of {len(stacks)} stacks deployed: "
        f"{inventory.provisioned} resources provisioned, "
        f"{inventory.recorded.total()} only recorded",
        highlight=False,
    )
    for token, count in sorted(inventory.recorded.items()):
        console.print(f"  {count:>4} {token}", highlight=False)


@app.command()
def env(root: Root = None) -> None:
    r"""Print the variables for plain `pulumi` commands: eval "$(kyotsu local env)"."""
    folder = find_root(root)
    for name, value in sorted(stage.running_environment(folder).variables.items()):
        typer.echo(f"export {name}={shlex.quote(value)}")


@app.command()
def down(root: Root = None) -> None:
    """Stop the emulator. What it holds goes with it; the next `up` builds it anew."""
    was_running = stage.take_down(find_root(root))
    typer.echo("The local stage is stopped." if was_running else "The local stage wasn't running.")


@app.command()
def reset(root: Root = None) -> None:
    """Stop the emulator, and remove all state of the local stage."""
    folder = find_root(root)
    stage.forget(folder)
    typer.echo(
        f"The local stage is stopped, and {_short(local_directory(folder), folder)} is gone."
    )


def _print_next_steps(console: Console, stack: str) -> None:
    console.print(
        "\nThe local stage is running. Next:\n"
        "  .venv/bin/kyotsu tenant list               who is on the platform\n"
        "  .venv/bin/kyotsu tenant new                declare another system\n"
        '  eval "$(.venv/bin/kyotsu local env)"       then plain Pulumi works:\n'
        f"  pulumi preview --stack {stack}\n"
        "  make down                                  stop it",
        markup=False,
        highlight=False,
    )


def _short(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
