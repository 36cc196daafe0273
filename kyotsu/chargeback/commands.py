"""`kyotsu chargeback`: charges a month's bill to the tenants that caused it."""

from pathlib import Path
from typing import Annotated

import typer

from kyotsu.desired.options import Root


def chargeback(
    month: Annotated[str, typer.Option("--month", help="The month of the bill, such as 2026-10.")],
    export: Annotated[
        list[Path],
        typer.Option("--export", help="A file of the export (.parquet, .csv, .csv.gz); or many."),
    ],
    root: Root = None,
    stage: Annotated[str, typer.Option("--stage", help="The stage that is billed.")] = "prod",
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Write each ministry's invoice here, as Excel and HTML."),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Charge a month of AWS's cost-and-usage export (CUR 2.0) to its tenants.

    The parts add up to the export's total to the cent. What belongs to nobody is shown, and never
    spread.
    """
    from dataclasses import replace

    from infra.clock import today
    from kyotsu.chargeback.allocate import charge
    from kyotsu.chargeback.export import read_export
    from kyotsu.chargeback.formats import as_json as json_text
    from kyotsu.chargeback.invoices import write_invoices
    from kyotsu.chargeback.reading import owners_of
    from kyotsu.chargeback.show import print_charged
    from kyotsu.declarations import read_fleet, read_stage
    from kyotsu.prices.rate import Rate
    from kyotsu.project import find_root

    place = find_root(root)
    fleet = read_fleet(place)
    settings = read_stage(place, stage)
    rate = Rate(yen=settings.cost.yen_per_usd, as_of=settings.cost.as_of)
    read = read_export(export, month)
    charged = charge(read, owners_of(fleet, settings), rate, settings.cost.sharing)
    if doubt := rate.doubt(today()):
        charged = replace(charged, notes=(*charged.notes, doubt))
    written = write_invoices(charged, fleet, out) if out else ()
    if as_json:
        typer.echo(json_text(charged))
        return
    print_charged(charged)
    for path in written:
        typer.echo(f"wrote {path}")
