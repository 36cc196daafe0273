"""What a change of guardrails means, for a terminal and for other programs."""

import json
from collections import defaultdict
from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kyotsu.plain import plain
from kyotsu.proof.access.impact.losses import Impacts, Loss

_SHOWN = 6


def as_json(told: Impacts, base: str) -> str:
    """Return all of it."""
    return json.dumps({"base": base, **plain(told)}, ensure_ascii=False, indent=2)


def print_impacts(told: Impacts, base: str) -> None:
    """Print what is lost by which statement, and by whom."""
    console = Console()
    if told.losses:
        console.print(_table(told.losses))
    for doubt in told.undecided:
        console.print(f"[yellow]{escape(doubt.en)}[/yellow]")
    if told.unknown:
        console.print(
            f"What {len(told.unknown)} roles use isn't known in full, because they have policies "
            "that are unknown or can't be read; only what their other policies name was looked at.",
            highlight=False,
        )
    if told.as_of:
        console.print(
            f"What {len(told.as_of)} policies of AWS's own allow was looked up; AWS may have "
            f"changed them since: {', '.join(map(_short, told.as_of))}.",
            highlight=False,
        )
    losing = len({one.who.en for one in told.losses})
    console.print(
        f"{losing} roles and services lose something that they use, of {told.roles} roles that "
        f"were looked at, against {base}.",
        highlight=False,
    )


def _table(losses: Iterable[Loss]) -> Table:
    """Return alike losses in one row each."""
    table = Table("guardrail", "statement", "on", "loses", "can do less by", "who")
    for column in table.columns:
        column.overflow = "fold"
    alike: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for one in losses:
        where = f"{one.statement}\n{one.at.line}" if one.at.line else one.statement
        on = one.on.en if one.on else ""
        row = (one.guardrail.en, where, on, _listed(one.lost), _listed(one.narrowed))
        alike[row][one.who.en] = None
    for row, who in alike.items():
        table.add_row(*map(escape, row), escape(_listed(tuple(who))))
    return table


def _short(policy: str) -> str:
    return policy.rpartition(":policy/")[2]


def _listed(items: tuple[str, ...]) -> str:
    rest = len(items) - _SHOWN
    return "\n".join((*items[:_SHOWN], *([f"and {rest} more"] if rest > 0 else ())))
