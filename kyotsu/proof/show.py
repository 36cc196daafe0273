"""A proof at the terminal."""

from collections import Counter

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from kyotsu.proof import words
from kyotsu.proof.proof import Proof
from kyotsu.proof.verdict import OUTCOMES, Outcome, Verdict, Witness
from tenancy.vocabulary import Text

COLOURS = {Outcome.PROVED: "green", Outcome.VIOLATED: "red", Outcome.NOT_PROVED: "yellow"}
SHOWN = 20
"""How many open verdicts are told whole, unless everything is asked for."""


def print_proof(proof: Proof, *, everything: bool = False) -> None:
    """Print the statements with their counts, then all that isn't proved."""
    console = Console()
    console.print(_summary(proof))
    opened = proof.open()
    for verdict in opened if everything else opened[:SHOWN]:
        console.print(_told(verdict))
    if len(opened) > SHOWN and not everything:
        console.print(f"and {len(opened) - SHOWN} more; --everything shows them")
    if everything:
        for verdict in proof.verdicts:
            if verdict.outcome is Outcome.PROVED:
                console.print(_told(verdict))
    for note in proof.notes:
        console.print(f"[yellow]{escape(_said(note))}[/yellow]")
    if proof.base is not None:
        console.print(_changed(proof))
    if proof.checked is not None:
        colour = "red" if proof.checked.differs else "green"
        console.print(f"[{colour}]{escape(_said(words.checked(proof.checked)))}[/{colour}]")
        for text in proof.checked.differs:
            console.print(f"[red]{escape(text)}[/red]")
    reasons = Counter((text.ja, text.en) for text in proof.kept.values())
    for (_, reason), count in reasons.most_common():
        console.print(f"not proved again: {count} systems; {escape(reason)}")


def _summary(proof: Proof) -> Table:
    table = Table(title=f"{proof.stage}: {proof.outcome}")
    table.add_column("", no_wrap=True)
    table.add_column("statement", overflow="fold")
    for outcome in Outcome:
        table.add_column(str(outcome), justify="right")
    for statement in proof.statements:
        counts = proof.counts(statement)
        table.add_row(
            statement.id,
            f"{escape(statement.title.ja)}\n{escape(statement.title.en)}",
            *(f"[{COLOURS[one]}]{counts[one]:,}[/]" if counts[one] else "0" for one in Outcome),
        )
    return table


def _told(verdict: Verdict) -> Tree:
    said = OUTCOMES[verdict.outcome]
    tree = Tree(
        f"[{COLOURS[verdict.outcome]}]{verdict.statement.id} {said.ja} / {said.en}[/]"
        f" {escape(verdict.subject)}: {escape(verdict.statement.title.en)}"
    )
    for witness in verdict.witnesses:
        _add(tree, witness)
    for reason in verdict.reasons:
        tree.add(escape(_said(reason)))
    for source in verdict.rests_on:
        tree.add(escape(f"{source.urn.rpartition('::')[2]}  {source.line}"))
    return tree


def _add(tree: Tree, witness: Witness) -> None:
    branch = tree.add(escape(_said(witness.title)))
    for step in witness.steps:
        place = step.at.urn.rpartition("::")[2]
        branch.add(f"{escape(_said(step.what))} [dim]{escape(place)} {escape(step.at.line)}[/dim]")


def _said(text: Text) -> str:
    return text.ja if text.ja == text.en else f"{text.ja} / {text.en}"


def _changed(proof: Proof) -> Table:
    table = Table("statement", "subject", "before", "now", title=f"changed since {proof.base}")
    for one in proof.changed:
        table.add_row(one.statement, escape(one.subject), str(one.before), str(one.after))
    if not proof.changed:
        table.add_row("", "nothing", "", "")
    return table
