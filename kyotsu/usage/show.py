"""Use on the terminal."""

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from kyotsu.pages.render import usd, yen
from kyotsu.prices.money import Range
from kyotsu.prices.rate import Rate
from kyotsu.usage.model import Compared, Found


def print_usage(
    found: Sequence[Found], compared: Sequence[Compared], failed: Sequence[str], rate: Rate
) -> None:
    """Print what could be saved, what was measured, and what could not be looked at."""
    console = Console()
    savings = sorted(
        (one for one in found if one.kind not in ("no-data", "no-price")),
        key=lambda one: (-(one.saves or Decimal(0)), one.tenant, one.what),
    )
    table = Table(title="What a month could save", title_justify="left")
    for heading in ("tenant", "what", "is", "because"):
        table.add_column(heading, overflow="fold")
    table.add_column("saves", justify="right")
    for one in savings:
        saves = "no price" if one.saves is None else usd(one.saves)
        table.add_row(one.tenant, one.what, one.kind, one.why, saves)
    console.print(table)
    whole = sum((one.saves for one in savings if one.saves is not None), Decimal(0))
    in_yen = yen(rate.in_yen(Range.exactly(whole)))
    console.print(f"All of it {usd(whole)} ({in_yen}) a month.", highlight=False)
    if compared:
        volumes = Table("tenant", "volume", "declared", "measured", "", title="Volumes of a month")
        for one in compared:
            word = "" if one.fits else "write what was measured"
            declared = one.declared or "nothing"
            volumes.add_row(one.tenant, one.volume, declared, str(one.measured), word)
        console.print(volumes)
    for one in found:
        if one.kind in ("no-data", "no-price"):
            console.print(f"{one.tenant}: {one.what}: {one.why}", markup=False, highlight=False)
    for sentence in failed:
        console.print(sentence, markup=False, highlight=False)
