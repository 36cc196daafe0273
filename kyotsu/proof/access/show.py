"""The answer for a terminal: a table of all statements, and what isn't proved in full."""

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from kyotsu.proof.access.answer import Answer
from kyotsu.proof.access.prove import STATEMENTS
from kyotsu.proof.verdict import Outcome, Verdict

_COLOURS = {Outcome.PROVED: "green", Outcome.VIOLATED: "red", Outcome.NOT_PROVED: "yellow"}
_WITNESSES = 3


def print_answer(answer: Answer) -> None:
    """Print the table, each violation with its first witnesses, and each reason for doubt."""
    console = Console()
    counts = answer.counts
    table = Table("statement", "", *(one.value for one in Outcome))
    for column in table.columns[2:]:
        column.justify = "right"
    for statement in STATEMENTS:
        found = counts.get(statement.id, {})
        table.add_row(
            statement.id,
            statement.title.en,
            *(
                Line(str(count), style=_COLOURS[one]) if (count := found.get(one, 0)) else ""
                for one in Outcome
            ),
        )
    console.print(table)
    for one in answer.verdicts:
        if one.outcome is not Outcome.PROVED:
            _print_verdict(console, one)
    if answer.base is not None:
        _print_changes(console, answer)
    _print_summary(console, answer)


def _print_verdict(console: Console, one: Verdict) -> None:
    head = f"\n{one.statement.id} {one.subject}: {one.outcome.value}"
    console.print(head, style=_COLOURS[one.outcome], highlight=False)
    for reason in one.reasons:
        console.print(f"  because {reason.en}", highlight=False, markup=False)
    for witness in one.witnesses[:_WITNESSES]:
        console.print(f"  {witness.title.en}", highlight=False, markup=False)
        for number, step in enumerate(witness.steps, start=1):
            line = f"    {number}. {step.what.en}  {step.at.line}"
            console.print(line, highlight=False, markup=False, soft_wrap=True)
            console.print(f"       {step.at.urn}", style="dim", markup=False, soft_wrap=True)
    rest = len(one.witnesses) - _WITNESSES
    if rest > 0:
        console.print(f"  and {rest} more; --format json has all", highlight=False)


def _print_changes(console: Console, answer: Answer) -> None:
    if not answer.changes:
        console.print(f"\nNo verdict differs from {answer.base}.", highlight=False)
        return
    table = Table("statement", "subject", f"in {answer.base}", "now")
    for one in answer.changes:
        before, after = ("" if each is None else each.value for each in (one.before, one.after))
        table.add_row(one.statement.id, one.subject, before, after)
    console.print(table)


def _print_summary(console: Console, answer: Answer) -> None:
    verdicts = answer.verdicts
    told = {one: sum(each.outcome is one for each in verdicts) for one in Outcome}
    again = sum(one.again for one in answer.proved)
    pairs = answer.tenants * (answer.tenants - 1)
    console.print(
        f"\n{len(verdicts)} verdicts over {answer.tenants} tenants ({pairs:,} ordered pairs): "
        + ", ".join(f"{count} {one.value}" for one, count in told.items())
        + ".",
        highlight=False,
    )
    if again < len(verdicts):
        kept = [one for one in answer.proved if one.untouched is not None]
        console.print(f"{again} proved in this run; {len(kept)} kept, because", highlight=False)
        for reason in dict.fromkeys(one.untouched.en for one in kept if one.untouched):
            count = sum(one.untouched is not None and one.untouched.en == reason for one in kept)
            console.print(f"  {reason} ({count})", highlight=False)
    if answer.not_understood:
        console.print("What couldn't be read, and is never taken for safe:", highlight=False)
        for reason in answer.not_understood:
            console.print(f"  {reason.en}", highlight=False, markup=False)
