"""`kyotsu proof access` and `kyotsu proof impact`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kyotsu.desired.options import WORKERS, Root, Stage, Workers
from kyotsu.errors import FAILED


class Format(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


Form = Annotated[Format, typer.Option("--format", help="table, json or html.")]
Out = Annotated[
    Path | None, typer.Option("--out", help="Write it here instead of to standard output.")
]


def access(
    since: Annotated[
        str | None, typer.Option("--since", help="Also tell what changed since a Git revision.")
    ] = None,
    root: Root = None,
    stage: Stage = "local",
    form: Form = Format.TABLE,
    out: Out = None,
    workers: Workers = WORKERS,
    *,
    anew: Annotated[
        bool, typer.Option("--anew", help="Prove everything again, whatever is kept.")
    ] = False,
) -> None:
    """Prove who can't do what: between tenants, to guardrails and logs, from outside.

    Exit status 0: all is proved. 1: something is violated or couldn't be proved. 2: a declaration
    is wrong. 3: the foundation could not be evaluated.
    """
    from dataclasses import replace

    from kyotsu.project import find_root
    from kyotsu.proof.access.answer import changed, prove
    from kyotsu.proof.access.sides import sides
    from kyotsu.proof.verdict import Outcome

    found = sides(find_root(root), stage, since, workers=workers)
    cache = None if anew else found.cache
    answer = prove(found.after, cache)
    if found.before is not None:
        before = prove(found.before, cache)
        answer = replace(answer, base=since, changes=changed(before, answer))
    if form is Format.TABLE:
        from kyotsu.proof.access.show import print_answer

        print_answer(answer)
    else:
        from kyotsu.proof.access.formats import as_html, as_json

        _write(as_json(answer) if form is Format.JSON else as_html(answer), out)
    if answer.outcome is not Outcome.PROVED:
        raise typer.Exit(FAILED)


def _write(text: str, out: Path | None) -> None:
    if out is None:
        typer.echo(text)
        return
    from kyotsu.output import write_file

    write_file(out, text.encode("utf-8"))
    typer.echo(f"wrote {out}")
