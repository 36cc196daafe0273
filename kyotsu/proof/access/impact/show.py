"""What a change of guardrails means, for a terminal and for other programs."""

import json
from collections import defaultdict

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kyotsu.plain import plain
from kyotsu.proof.access.impact.losses import Impacts

_SHOWN = 6


def as_json(told: Impacts, base: str) -> str:
    """Return all of it."""
    return json.dumps({"base": base, **plain(told)}, ensure_ascii=False, indent=2)


def print_impacts(told: Impacts, base: str) -> None:
    """Print what is lost by which statement, and by whom; alike losses in one row."""
    console = Console()
    if told.losses:
        table = Table("statement", "loses", "can do less by", "who")
        for column in table.columns:
            column.overflow = "fold"
        alike: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
        for one in told.losses:
            where = f"{one.statement}\n{one.at.line}" if one.at.line else one.statement
            alike[where, _listed(one.lost), _listed(one.narrowed)].append(one.who.en)
        for (where, lost, narrowed), who in alike.items():
            table.add_row(escape(where), lost, narrowed, escape(_listed(tuple(who))))
        console.print(table)
    for doubt in told.undecided:
        console.print(f"[yellow]{escape(doubt.en)}[/yellow]")
    if told.unknown:
        console.print(
            f"What {len(told.unknown)} roles use isn't known in full, because they have policies "
            "of AWS's own; only what their other policies name was looked at.",
            highlight=False,
        )
    losing = len({one.who.en for one in told.losses})
    console.print(
        f"{losing} of {told.roles} roles lose something that they use, against {base}.",
        highlight=False,
    )


def _listed(items: tuple[str, ...]) -> str:
    rest = len(items) - _SHOWN
    return "\n".join((*items[:_SHOWN], *([f"and {rest} more"] if rest > 0 else ())))
