"""The options that commands on desired state share."""

import os
from pathlib import Path
from typing import Annotated, Final

import typer

WORKERS: Final = max(1, os.cpu_count() or 1)

Stage = Annotated[str, typer.Option("--stage", help="The stage: local, dev or prod.")]
Workers = Annotated[
    int, typer.Option("--workers", min=1, help="How many processes evaluate at the same time.")
]
Root = Annotated[
    Path | None, typer.Option("--root", help="The project's folder, if not this one or above it.")
]
