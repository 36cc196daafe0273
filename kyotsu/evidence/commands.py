"""`kyotsu evidence`: what shows, control by control, that a system is as safe as was promised."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kyotsu.desired.options import WORKERS, Root, Stage, Workers
from kyotsu.errors import FAILED, UserMistake


class Form(StrEnum):
    """A form of evidence."""

    HTML = "html"
    JSON = "json"
    OSCAL = "oscal"
    PDF = "pdf"


def evidence(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TENANT]...", help="Tenants' keys, or `foundation`. Default: all."),
    ] = None,
    root: Root = None,
    stage: Stage = "local",
    out: Annotated[
        Path | None, typer.Option("--out", help="A folder that is new or empty.")
    ] = None,
    forms: Annotated[
        list[Form] | None,
        typer.Option("--format", help="html, json, oscal, pdf. Default: html, json and oscal."),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option("--key", help="What signs: an Ed25519 key's file, or awskms:<key>."),
    ] = None,
    signer: Annotated[
        str | None, typer.Option("--signer", help="The key's name in signers.yaml.")
    ] = None,
    verify: Annotated[
        Path | None, typer.Option("--verify", help="Check a collection instead of making one.")
    ] = None,
    workers: Workers = WORKERS,
    *,
    deployed: Annotated[
        bool, typer.Option("--deployed", help="Judge what is deployed, not desired state.")
    ] = False,
) -> None:
    """Collect the evidence of systems, or verify a collection.

    The same commit and state give the same bytes. Exit status 0: done. 1: a collection isn't as it
    was made. 2: something that was asked for can't be, and nothing was written. 3: a fault.
    """
    if verify is not None:
        _verify(root, verify)
        return
    if out is None:
        raise UserMistake("where to? add --out and a folder that is new or empty")
    from rich.console import Console

    from kyotsu.evidence.run import run

    run(
        root,
        stage,
        names or [],
        tuple(one.value for one in forms or (Form.HTML, Form.JSON, Form.OSCAL)),
        out,
        workers=workers,
        deployed=deployed,
        key=key,
        signer=signer,
        console=Console(),
    )


def _verify(root: Path | None, folder: Path) -> None:
    from kyotsu.evidence.manifest import differences
    from kyotsu.project import find_root

    found = differences(find_root(root), folder)
    for sentence in found:
        typer.echo(sentence)
    if found:
        raise typer.Exit(FAILED)
    typer.echo(f"{folder} is as it was made and signed.")
