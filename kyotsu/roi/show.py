"""Candidates and promises on the terminal."""

from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kyotsu.pages.render import yen
from kyotsu.roi.model import Effects, Result
from tenancy.candidate import Assumptions

VERDICTS: Final = {
    "move": ("move", "green"),
    "move-if": ("move, unless the guesses go wrong", "yellow"),
    "stay": ("stay", "red"),
}
SWINGS: Final = 3


def print_ranking(results: tuple[Result, ...], assumptions: Assumptions) -> None:
    """Print a row a candidate, the one that pays most first, and what is assumed."""
    table = Table(
        title=f"{len(results)} candidates, over {assumptions.years} years", title_justify="left"
    )
    table.add_column("candidate", overflow="fold")
    headings = ("a year today", "a year here", "moving", "net present value", "back after", "load")
    for heading in headings:
        table.add_column(heading, justify="right")
    table.add_column("so")
    for one in results:
        words, style = VERDICTS[one.verdict]
        table.add_row(
            one.candidate.key,
            yen(one.today),
            yen(one.here),
            yen(one.once),
            f"{yen(one.npv_middle)}\n{yen(one.npv)}",
            "never" if one.payback_years is None else f"{one.payback_years} years",
            _load(one),
            Text(words, style),
        )
    console = Console()
    console.print(table)
    for one in results:
        console.print(
            f"{one.candidate.key}: one more tenant costs the platform {yen(one.marginal)} a month;"
            f" its share of the foundation would be {yen(one.share)} a year, which others would"
            f" pay less. It hangs most on {_widest(one)}.",
            highlight=False,
        )
        if one.unknown:
            console.print(
                f"  not in its cost here, because nobody knows how much: {', '.join(one.unknown)}",
                markup=False,
                highlight=False,
            )
    rate = assumptions.discount_percent
    hour = assumptions.staff_yen_per_hour
    console.print(
        f"Assumed: discount {rate.low:f} to {rate.high:f} % ({assumptions.discount_source});"
        f" an hour of staff {hour.low:f} to {hour.high:f} yen ({assumptions.staff_source});"
        " constant prices; use grows with load and nothing else does; the foundation costs the"
        " same with one tenant more.",
        markup=False,
        highlight=False,
    )


def _load(one: Result) -> str:
    if one.break_even is None:
        return "any"
    return f"up to {one.break_even} times" if one.break_even > 0 else "none"


def _widest(one: Result) -> str:
    return ", ".join(
        f"{swing.name.en}{' (a guess)' if swing.guess else ''}" for swing in one.swings[:SWINGS]
    )


def print_effects(found: Effects) -> None:
    """Print what was promised and what came of it, by year; and years without data."""
    table = Table(
        "tenant", "year", "promised", "measured", "hours promised", "hours measured", "saved", "so",
        title="Effects, by fiscal year", title_justify="left",
    )  # fmt: skip
    for one in found.effects:
        table.add_row(
            one.tenant,
            str(one.year),
            yen(one.promised_yen),
            yen(one.measured_yen),
            _hours(one.promised_hours.low, one.promised_hours.high),
            _hours(one.measured_hours.low, one.measured_hours.high),
            yen(one.saved_yen),
            one.kept,
        )
    console = Console()
    console.print(table)
    for tenant, years in found.unmeasured.items():
        console.print(f"{tenant} has no data for {', '.join(map(str, years))}", highlight=False)


def _hours(low: object, high: object) -> str:
    return f"{low}" if low == high else f"{low} – {high}"
