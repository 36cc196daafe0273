"""`kyotsu site`: the platform's own site, for officers."""

from pathlib import Path
from typing import Annotated

import typer

from kyotsu.desired.options import WORKERS, Root, Workers

app = typer.Typer(no_args_is_help=True, help="The platform's site, for officers.")


@app.callback()
def site() -> None:
    """Keep `build` a sub-command although it is the only one."""


@app.command()
def build(
    out: Annotated[
        Path, typer.Option("--out", help="A folder that is new, empty, or an earlier site.")
    ],
    root: Root = None,
    stage: Annotated[str, typer.Option("--stage", help="The stage that is shown.")] = "prod",
    evidence: Annotated[
        Path | None,
        typer.Option("--evidence", help="Take in what `kyotsu evidence --out` wrote."),
    ] = None,
    workers: Workers = WORKERS,
) -> None:
    """Make one static site of everything that is known of a stage, in Japanese and English.

    Exit status 0: it is in its place. 1: so it is, without the stacks that could not be evaluated.
    2: something is wrong that was declared or asked for, and the folder is as it was. 3: a fault.
    """
    from kyotsu.errors import FAILED
    from kyotsu.site.build import build as build_site
    from kyotsu.site.show import print_site

    built = build_site(root, stage, out, evidence, workers=workers)
    print_site(built, out)
    if built.problems:
        raise typer.Exit(FAILED)
