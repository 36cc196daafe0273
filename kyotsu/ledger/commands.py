"""`kyotsu ledger`: the information-system ledger, held against what is provisioned."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kyotsu.desired.options import WORKERS, Root, Stage, Workers

DIFFERENT = 4
"""The exit status of `--exit-code` where there is a finding."""


class Format(StrEnum):
    """How the ledger is written."""

    TABLE = "table"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"
    JSON = "json"


class Language(StrEnum):
    """Of the table and of CSV; the other formats have both."""

    JA = "ja"
    EN = "en"


def ledger(
    root: Root = None,
    stage: Stage = "local",
    form: Annotated[
        Format, typer.Option("--format", help="table, csv, xlsx, html or json.")
    ] = Format.TABLE,
    language: Annotated[
        Language, typer.Option("--lang", help="Of the table and of CSV: ja or en.")
    ] = Language.JA,
    out: Annotated[
        Path | None, typer.Option("--out", help="The file to write. xlsx must have one.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", help="Show changes since a day (2026-04-01) or a Git revision."),
    ] = None,
    workers: Workers = WORKERS,
    *,
    deployed: Annotated[
        bool, typer.Option("--deployed", help="Compare with what is deployed, not desired.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with status 4 where there is a finding.")
    ] = False,
) -> None:
    """Write the information-system ledger (情報システム台帳) of a stage.

    Exit status 0: written. 2: a declaration or an option is wrong, and nothing was written.
    3: the state can't be read, or the file can't be written.
    """
    from kyotsu.ledger.run import run

    found = run(
        root, stage, form.value, language.value, out, since, workers=workers, deployed=deployed
    )
    if exit_code and found.findings:
        raise typer.Exit(DIFFERENT)
