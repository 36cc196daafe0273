"""The options that all commands on stacks have."""

import os
from pathlib import Path
from typing import Annotated

import typer

CORES = max(1, os.cpu_count() or 1)

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
BundleFile = Annotated[
    Path | None,
    typer.Option(
        "--bundle", help="Deploy what `kyotsu review bundle` bound, or nothing if anything differs."
    ),
]
Confirm = Annotated[
    list[str] | None,
    typer.Option("--confirm", help="Needed outside of the local stage: each name once more."),
]
Root = Annotated[
    Path | None, typer.Option("--root", help="The project's folder, if not this one or above it.")
]
