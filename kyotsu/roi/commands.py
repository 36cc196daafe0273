"""`kyotsu roi`: whether joining the platform pays, and whether it paid."""

from enum import StrEnum
from typing import Annotated

import typer

from kyotsu.desired.options import WORKERS, Root, Workers

app = typer.Typer(help="Whether joining the platform pays, and whether it paid.")

Stage = Annotated[str, typer.Option("--stage", help="The stage that candidates would join.")]


class Format(StrEnum):
    """How a result is written."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


@app.callback(invoke_without_command=True)
def rank(
    context: typer.Context,
    root: Root = None,
    stage: Stage = "prod",
    output: Annotated[Format, typer.Option("--format", help="How it is written.")] = Format.TABLE,
    workers: Workers = WORKERS,
) -> None:
    """Rank all candidates: cost today against cost here, and whether to move or to stay."""
    if context.invoked_subcommand is not None:
        return
    from infra.clock import today
    from kyotsu.roi import formats, show
    from kyotsu.roi.ranking import rank_all

    declared, results = rank_all(root, stage, workers)
    if output is Format.JSON:
        typer.echo(formats.as_json(results, declared.assumptions))
    elif output is Format.HTML:
        typer.echo(formats.as_page(results, declared.assumptions, today()))
    else:
        show.print_ranking(results, declared.assumptions)


@app.command()
def promise(
    key: Annotated[str, typer.Argument(metavar="CANDIDATE", help="<ministry>-<system>.")],
    root: Root = None,
    stage: Stage = "prod",
    workers: Workers = WORKERS,
) -> None:
    """Write down what a candidate promises, on the day on which it becomes a tenant."""
    from infra.clock import today
    from kyotsu.errors import UserMistake
    from kyotsu.project import find_root
    from kyotsu.roi.promises import write_promise
    from kyotsu.roi.ranking import rank_all
    from tenancy.finding import nearest

    declared, results = rank_all(root, stage, workers)
    found = {one.candidate.key: one for one in results}
    if key not in found:
        raise UserMistake(f"there is no candidate {key!r}; {nearest(key, found)}")
    place = find_root(root)
    path = write_promise(place, found[key], declared.assumptions.staff_yen_per_hour, today())
    typer.echo(f"wrote {path.relative_to(place)}")


@app.command()
def effects(root: Root = None) -> None:
    """Show what tenants promised and what was measured, year by year."""
    from infra.clock import today
    from kyotsu.declarations import read_fleet
    from kyotsu.project import find_root
    from kyotsu.roi.promises import effects as measured
    from kyotsu.roi.reading import read_declared
    from kyotsu.roi.show import print_effects

    place = find_root(root)
    declared = read_declared(place, read_fleet(place))
    print_effects(measured(declared.promises, today()))
