"""`kyotsu cost`: what each tenant costs in a month."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kyotsu.desired.options import WORKERS, Root, Stage, Workers


class Format(StrEnum):
    """How a result is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    HTML = "html"


def cost(
    root: Root = None,
    stage: Stage = "local",
    tenant: Annotated[
        list[str] | None, typer.Option("--tenant", help="Only these; may be given many times.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How it is written.")] = Format.TABLE,
    book: Annotated[
        Path | None, typer.Option("--book", help="The price book. Default: the project's own.")
    ] = None,
    measured: Annotated[
        list[Path] | None,
        typer.Option(
            "--measured",
            help="A file of the cost-and-usage export: its volumes replace declared ones; or many.",
        ),
    ] = None,
    month: Annotated[
        str | None,
        typer.Option("--month", help="The export's month. Default: the newest whole one."),
    ] = None,
    days: Annotated[
        int, typer.Option("--days", min=1, max=455, help="How far metrics are looked back at.")
    ] = 30,
    workers: Workers = WORKERS,
    *,
    from_metrics: Annotated[
        bool,
        typer.Option("--from-metrics", help="CloudWatch's volumes replace declared ones."),
    ] = False,
) -> None:
    """Show what each tenant costs in a month: fixed, by use, and its share of the foundation.

    Prices are the book's, volumes are the tenant files', or those of a month in an export of AWS's
    (CUR 2.0), or CloudWatch's. What has no price or no volume is listed and not counted. Exit
    status 3 where an account could not be looked at; what else there is, is shown.
    """
    from dataclasses import replace

    from infra.clock import today
    from kyotsu.cost import formats, reading, show
    from kyotsu.declarations import read_fleet, read_stage
    from kyotsu.errors import FAULT, UserMistake
    from kyotsu.measured.reading import measured_in
    from kyotsu.prices.book import BOOK, read_book
    from kyotsu.project import find_root
    from kyotsu.tenant.reading import tenant_of

    place = find_root(root)
    fleet = read_fleet(place)
    for key in tenant or ():
        tenant_of(fleet, key)
    if month and not measured:
        raise UserMistake("--month is the month of an export; name its files with --measured")
    if measured and from_metrics:
        raise UserMistake("a volume has one source: give --measured or --from-metrics, not both")
    prices = read_book(book or BOOK)
    found = None
    if from_metrics:
        from kyotsu.measured.metrics import measured_by_metrics

        found = measured_by_metrics(fleet, read_stage(place, stage), days)
    if measured:
        found = measured_in(measured, month, fleet, read_stage(place, stage), prices, today())
    whole = reading.cost_of(place, fleet, stage, book=prices, measured=found, workers=workers)
    shown = whole
    if tenant:
        shown = replace(whole, tenants=tuple(one for one in whole.tenants if one.key in tenant))
    if output is Format.CSV:
        typer.echo(formats.as_csv(shown), nl=False)
    elif output is Format.JSON:
        typer.echo(formats.as_json(shown))
    elif output is Format.HTML:
        typer.echo(formats.as_page(shown, fleet.ministries, prices))
    elif tenant:
        for one in shown.tenants:
            show.print_tenant(one, shown)
        show.print_measured(shown, tenant)
    else:
        show.print_stage(shown)
    if found and found.failed:
        raise typer.Exit(FAULT)
