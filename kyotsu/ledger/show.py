"""A ledger on the terminal: a table of the fields that tell systems apart, then what is wrong."""

from rich.console import Console
from rich.table import Table

from kyotsu.ledger.model import Changes, Ledger
from kyotsu.ledger.write import Language, said

_SHOWN = ("name", "ministry", "grades", "period", "location")
"""The others are in the other formats, and in `kyotsu tenant show`."""


def print_ledger(ledger: Ledger, language: Language, console: Console) -> None:
    """Print the ledger, its findings and its changes."""
    headings = [one for one in ledger.headings if one.id in _SHOWN]
    table = Table(
        title=f"{ledger.stage}, {ledger.day}: {len(ledger.rows)} systems", title_justify="left"
    )
    table.add_column("id", overflow="fold")
    for heading in headings:
        table.add_column(said(heading.title, language), overflow="fold")
    for row in ledger.rows:
        table.add_row(row.tenant, *(said(row.cells[one.id], language) for one in headings))
    console.print(table)
    if ledger.findings:
        console.print(_findings(ledger, language))
    else:
        console.print(f"Nothing is missing, and nothing contradicts what is {ledger.basis}.")
    if ledger.changes is not None:
        _print_changes(ledger.changes, language, console)


def _findings(ledger: Ledger, language: Language) -> Table:
    table = Table("id", "column", "kind", title="Findings", title_justify="left")
    table.add_column("finding", overflow="fold")
    for one in ledger.findings:
        table.add_row(one.tenant, one.column, one.kind, said(one.message, language))
    return table


def _print_changes(changes: Changes, language: Language, console: Console) -> None:
    table = Table(title=f"Since {changes.since[:10]} of {changes.day}", title_justify="left")
    for heading in ("id", "column", "before", "after"):
        table.add_column(heading, overflow="fold")
    for one in changes.cells:
        before = "" if one.before is None else said(one.before, language)
        after = "" if one.after is None else said(one.after, language)
        table.add_row(one.tenant, one.column, before, after)
    console.print(table if changes.cells else "No field was changed since then.")
    for commit in changes.commits:
        console.print(
            f"{commit.tenant}: {commit.day} {commit.id[:10]} {commit.subject}",
            markup=False,
            highlight=False,
        )
    for tenant in changes.uncommitted:
        console.print(f"{tenant}: changed, and not committed yet", markup=False)
    for finding in changes.unreadable:
        console.print(f"not compared: {finding}", markup=False, highlight=False)
