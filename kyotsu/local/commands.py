"""`kyotsu local up|status|env|down|reset`."""

from typing import Annotated, Literal

import typer

from kyotsu.errors import FAILED
from kyotsu.stacks.options import CORES, Parallel, Root

app = typer.Typer(no_args_is_help=True, add_completion=False)
Provider = Annotated[
    Literal["emulating", "official"],
    typer.Option(
        "--provider",
        help="The plugin that carries resources out: ours, or the installed official one, "
        "pointed at the same emulator.",
    ),
]


@app.command()
def up(provider: Provider = "emulating", parallel: Parallel = CORES, root: Root = None) -> None:
    """Start the local stage, and deploy the foundation and all tenants to it."""
    from kyotsu.local.deploy import deploy

    if not deploy(root, official_provider=provider == "official", parallel=parallel):
        raise typer.Exit(FAILED)


@app.command()
def status(root: Root = None) -> None:
    """Show whether the local stage runs, and what is in it."""
    from kyotsu.local.show import show

    if not show(root):
        raise typer.Exit(FAILED)


@app.command()
def env(root: Root = None) -> None:
    r"""Print the variables for plain `pulumi` commands: eval "$(kyotsu local env)"."""
    import shlex

    from kyotsu.local import stage
    from kyotsu.project import find_root

    for name, value in sorted(stage.running_environment(find_root(root)).variables.items()):
        typer.echo(f"export {name}={shlex.quote(value)}")


@app.command()
def down(root: Root = None) -> None:
    """Stop the emulator. What it holds goes with it; the next `up` builds it anew."""
    from kyotsu.local import stage
    from kyotsu.project import find_root

    was_running = stage.take_down(find_root(root))
    typer.echo("The local stage is stopped." if was_running else "The local stage wasn't running.")


@app.command()
def reset(root: Root = None) -> None:
    """Stop the emulator, and remove all state of the local stage."""
    from kyotsu.local import stage
    from kyotsu.project import find_root

    typer.echo(f"The local stage is stopped, and {stage.forget(find_root(root))} is gone.")
