"""A comparison on the terminal: one screen, however many tenants there are."""

from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.text import Text

from kyotsu.diff import words
from kyotsu.diff.grouping import Grouped, Line, group
from kyotsu.diff.model import Diff

_STYLES: Final = {"create": "green", "update": "yellow", "replace": "bold red", "delete": "red"}
_MOST_GROUPS: Final = 8
_MOST_LINES: Final = 12


def print_diff(diff: Diff, *, everything: bool = False) -> None:
    """Print it; `everything` leaves nothing out, however long it gets."""
    console = Console(highlight=False, soft_wrap=True)
    for note in diff.notes:
        console.print(Text(f"note: {note}", "magenta"))
    grouped = group(diff)
    added, removed = grouped.added, grouped.removed
    console.print(
        Text(words.heading(diff, grouped.changed, len(added), len(removed)), style="bold")
    )
    most = None if everything else _MOST_LINES
    if grouped.foundation:
        console.print("\nfoundation")
        _print_lines(console, grouped.foundation, most)
    _print_groups(console, grouped, everything=everything)
    if added:
        console.print(Text(f"\nnew: {words.some(list(added), 10)}", _STYLES["create"]))
    for one in removed:
        lost = sum(change.stateful for change in one.changes)
        tenant = one.stack.partition(".")[2]
        told = f"\ndestroyed: {tenant}, {len(one.changes)} resources, {lost} of them hold data"
        console.print(Text(told, _STYLES["replace"]))
    for name, reason in {**diff.not_compared, **diff.faults}.items():
        console.print(Text(f"\nnot compared: {name}: {reason}", "magenta"))
    if not diff.same:
        console.print(Text(f"\n{words.AUTHORITY}", "dim"))


def _print_groups(console: Console, grouped: Grouped, *, everything: bool) -> None:
    shown = grouped.groups if everything else grouped.groups[:_MOST_GROUPS]
    for one in shown:
        console.print(Text(f"\n{words.who(one)}", "bold"))
        _print_lines(console, one.lines, None if everything else _MOST_LINES)
    if rest := len(grouped.groups) - len(shown):
        console.print(f"\nand {rest:,} more groups: --everything shows them")


def _print_lines(console: Console, lines: Iterable[Line], most: int | None) -> None:
    told = list(lines)
    for line in told[:most]:
        text = Text("  ")
        text.append(f"{words.SIGNS[line.action]:<3} ", _STYLES[line.action])
        text.append(words.subject(line))
        text.append(f"  {words.what(line)}")
        if marks := words.marks(line):
            text.append(f"  {marks}", "bold red")
        if because := words.because(line):
            text.append(f"\n        {because}", "dim")
        console.print(text)
    if most is not None and len(told) > most:
        console.print(f"  and {len(told) - most:,} more changes: --everything shows them")
