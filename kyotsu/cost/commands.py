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
    workers: Workers = WORKERS,
) -> None:
    """Show what each tenant costs in a month: fixed, by use, and its share of the foundation.

    Prices are the book's, volumes are the tenant files'. What has no price or no declared volume is
    listed and not counted.
    """
    from dataclasses import replace

    from kyotsu.cost import formats, reading, show
    from kyotsu.declarations import read_fleet
    from kyotsu.project import find_root
    from kyotsu.tenant.reading import tenant_of

    place = find_root(root)
    fleet = read_fleet(place)
    for key in tenant or ():
        tenant_of(fleet, key)
    whole = reading.cost_of(place, fleet, stage, book=book, workers=workers)
    shown = whole
    if tenant:
        shown = replace(whole, tenants=tuple(one for one in whole.tenants if one.key in tenant))
    if output is Format.CSV:
        typer.echo(formats.as_csv(shown), nl=False)
    elif output is Format.JSON:
        typer.echo(formats.as_json(shown))
    elif output is Format.HTML:
        typer.echo(formats.as_page(shown, fleet.ministries))
    elif tenant:
        for one in shown.tenants:
            show.print_tenant(one, shown)
    else:
        show.print_stage(shown)
