"""`kyotsu proof impact`."""

from enum import StrEnum
from typing import Annotated

import typer

from kyotsu.desired.options import WORKERS, Root, Stage, Workers
from kyotsu.errors import FAILED


class Form(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    JSON = "json"


def impact(
    base: Annotated[str, typer.Argument(help="The Git revision that the guardrails change from.")],
    root: Root = None,
    stage: Stage = "local",
    form: Annotated[Form, typer.Option("--format", help="table or json.")] = Form.TABLE,
    workers: Workers = WORKERS,
    *,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with status 1 where anybody loses something.")
    ] = False,
) -> None:
    """Tell which roles lose which of the actions that they use, by a change of guardrails.

    Exit status 0: told. 1: with --exit-code, and somebody loses something. 2: a declaration is
    wrong, or there is no such revision. 3: the foundation could not be evaluated.
    """
    from kyotsu.project import find_root
    from kyotsu.proof.access.impact.losses import impacts
    from kyotsu.proof.access.impact.show import as_json, print_impacts
    from kyotsu.proof.access.sides import sides

    folder = find_root(root)
    found = sides(folder, stage, base, workers=workers)
    assert found.before is not None  # noqa: S101 - a base was asked for
    told = impacts(found.before, found.after, folder)
    if form is Form.JSON:
        typer.echo(as_json(told, base))
    else:
        print_impacts(told, base)
    if exit_code and told.losses:
        raise typer.Exit(FAILED)
