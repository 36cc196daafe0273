"""`kyotsu diff`: what a change means for every tenant."""

from enum import StrEnum
from typing import Annotated

import typer

from kyotsu.desired.options import WORKERS, Root, Stage, Workers
from kyotsu.errors import FAULT

DIFFERENT = 4
"""The exit status of `--exit-code` where anything differs or couldn't be compared."""
DEPLOYED = "deployed"


class Format(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "md"


def diff(
    base: Annotated[
        str, typer.Argument(help="A Git revision, or `deployed` for the state in the backend.")
    ],
    root: Root = None,
    stage: Stage = "local",
    form: Annotated[Format, typer.Option("--format", help="table, json or md.")] = Format.TABLE,
    workers: Workers = WORKERS,
    *,
    everything: Annotated[
        bool, typer.Option("--everything", help="Leave nothing out of the table.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with status 4 where anything differs.")
    ] = False,
) -> None:
    """Show which tenants change against a base and how, without an engine.

    Exit status 0: compared. 4: with --exit-code, and something differs or couldn't be compared.
    2: the revision isn't known, or a declaration is wrong. 3: a stack could not be evaluated.
    """
    import json

    from kyotsu.project import find_root

    folder = find_root(root)
    if base == DEPLOYED:
        from kyotsu.diff.against_deployed import with_deployed

        found = with_deployed(folder, stage, workers=workers)
    else:
        from kyotsu.diff.compare import with_revision

        found = with_revision(folder, base, stage, workers=workers)
    if form is Format.JSON:
        from kyotsu.diff.as_json import as_data

        typer.echo(json.dumps(as_data(found), ensure_ascii=False, indent=2))
    elif form is Format.MARKDOWN:
        from kyotsu.diff.markdown import as_markdown

        typer.echo(as_markdown(found), nl=False)
    else:
        from kyotsu.diff.show import print_diff

        print_diff(found, everything=everything)
    if found.faults:
        raise typer.Exit(FAULT)
    if exit_code and not found.same:
        raise typer.Exit(DIFFERENT)
