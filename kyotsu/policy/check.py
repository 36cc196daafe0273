"""Holds a state or a preview against all rules, without an engine."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import typer
from rich.console import Console

from kyotsu.errors import UserMistake
from kyotsu.output import write_file
from kyotsu.policy import formats
from kyotsu.policy.session import open_session
from kyotsu.policy.snapshot import Snapshot, read_snapshot
from kyotsu.project import find_root
from policies.graph import Graph
from policies.levels import Level
from policies.session import Ruling, Session

PROJECT = "kyotsu"
Form = Literal["table", "json", "sarif", "junit"]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What came of a check. `notes` are sentences on what could not be checked."""

    file: str
    session: Session
    snapshot: Snapshot
    rulings: tuple[Ruling, ...]
    notes: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether no mandatory rule is broken."""
        return not any(ruling.level is Level.MANDATORY for ruling in self.rulings)


def check_file(file: Path, *, form: Form, out: Path | None, root: Path | None) -> bool:
    """Check a file, report, and return whether no mandatory rule is broken.

    Raises:
        UserMistake: the file is no state and no preview, or nothing in it can be checked.
        WorldFault: the report can't be written.
    """
    snapshot = read_snapshot(file)
    session = open_session(find_root(root), dry_run=snapshot.preview)
    checked = check_snapshot(session, snapshot, str(file))
    if form == "table":
        formats.print_table(checked.rulings, checked.notes, Console())
        return checked.ok
    text = {"json": formats.as_json, "sarif": formats.as_sarif, "junit": formats.as_junit}[form](
        checked.session, checked.rulings, checked.notes, checked.file
    )
    if out is None:
        typer.echo(text)
        return checked.ok
    write_file(out, text.encode())
    return checked.ok


def check_snapshot(session: Session, snapshot: Snapshot, file: str) -> Checked:
    """Return what the rules say of a snapshot.

    Raises:
        UserMistake: everything in it is of another cloud.
    """
    foreign = snapshot.foreign
    if foreign and not any(node.type.startswith("aws:") for node in snapshot.nodes):
        raise UserMistake(
            f"{file} has no AWS resource, and no rule is on its types: {_types(foreign)}"
        )
    rulings: list[Ruling] = []
    for node in snapshot.nodes:
        rulings.extend(session.resource(node.type, node.name, node.urn, node.properties))
    notes = list(_notes(session, snapshot))
    if snapshot.project == PROJECT and not snapshot.left_out:
        rulings.extend(session.stack(snapshot.stack, Graph(snapshot.made)))
    order = {Level.MANDATORY: 0, Level.ADVISORY: 1}
    rulings.sort(key=lambda ruling: (order[ruling.level], ruling.rule.id, ruling.urn))
    return Checked(
        file=file,
        session=session,
        snapshot=snapshot,
        rulings=tuple(rulings),
        notes=tuple(notes),
    )


def _notes(session: Session, snapshot: Snapshot) -> Iterator[str]:
    if snapshot.foreign:
        yield f"not checked, because no rule is on these types: {_types(snapshot.foreign)}"
    uncovered = {
        node.type: 1
        for node in snapshot.nodes
        if node.type.startswith("aws:") and not session.covers(node.type)
    }
    if uncovered:
        yield f"only rules on whole stacks look at these types: {', '.join(sorted(uncovered))}"
    if snapshot.left_out:
        yield (
            f"the {len(session.stack_rules)} rules on whole stacks were not run: "
            f"{snapshot.left_out} unchanged resources are not in this preview; "
            "make it with --show-sames"
        )
    elif snapshot.project != PROJECT:
        yield (
            f"the {len(session.stack_rules)} rules on whole stacks were not run: project "
            f"{snapshot.project} has no declarations here"
        )


def _types(counted: dict[str, int]) -> str:
    return ", ".join(f"{token} ({count})" for token, count in sorted(counted.items()))
