"""A month's bill on the terminal."""

from rich.console import Console
from rich.table import Table

from kyotsu.chargeback.model import Chargeback
from kyotsu.pages.render import amount, usd, yen


def print_charged(charged: Chargeback) -> None:
    """Print a row a tenant, what belongs to nobody, and everything that is odd."""
    table = Table(
        title=f"{charged.stage}, {charged.export.month}: {charged.export.lines:,} lines;"
        f" one dollar is {charged.rate.yen} yen as of {charged.rate.as_of}",
        title_justify="left",
    )
    table.add_column("ministry", overflow="fold")
    table.add_column("tenant", overflow="fold")
    for heading in ("own", "of the foundation", "dollars", "yen"):
        # No digit may be lost on a narrow terminal.
        table.add_column(heading, justify="right", overflow="fold")
    for one in charged.tenants:
        table.add_row(
            one.ministry, one.key, usd(one.own), usd(one.share), usd(one.usd), yen(one.yen)
        )
    table.add_section()
    nobody = usd(charged.unallocated_usd)
    table.add_row("", "unallocated", "", "", nobody, yen(charged.unallocated_yen))
    table.add_row("", "the export's total", "", "", usd(charged.total), yen(charged.total_yen))
    console = Console()
    console.print(table)
    for one in charged.unallocated:
        console.print(
            f"unallocated: {amount(one.group.usd, 2)} dollars of {one.group.service}: {one.why}",
            markup=False,
            highlight=False,
        )
    for note in charged.notes:
        console.print(note, markup=False, highlight=False)
