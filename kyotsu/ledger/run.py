"""Builds a ledger and writes it in the form that was asked for."""

import sys
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from infra.clock import today
from kyotsu.declarations import read_fleet
from kyotsu.errors import UserMistake
from kyotsu.ledger import sources
from kyotsu.ledger.build import ledger
from kyotsu.ledger.facts import facts_of
from kyotsu.ledger.model import Ledger
from kyotsu.ledger.write import Language
from kyotsu.output import write_file
from kyotsu.project import find_root
from tenancy.finding import nearest


def run(
    root: Path | None,
    stage: str,
    form: str,
    language: Language,
    out: Path | None,
    since: str | None,
    *,
    workers: int,
    deployed: bool,
) -> Ledger:
    """Write the ledger, and return it.

    Raises:
        UserMistake: a declaration or an option is wrong.
        WorldFault: the state can't be read, or the file can't be written.
    """
    if form == "xlsx" and out is None:
        raise UserMistake("a workbook is no text for the terminal; say --out ledger.xlsx")
    folder = find_root(root)
    found = build(folder, stage, since, workers=workers, deployed=deployed)
    if form == "table" and out is None:
        from kyotsu.ledger.show import print_ledger

        print_ledger(found, language, Console())
        return found
    content = _content(found, form, language)
    if out is None:
        sys.stdout.write(content.decode())
    else:
        write_file(out, content)
        print(f"{out}: {len(found.rows)} systems, {len(found.findings)} findings")
    return found


def build(root: Path, stage: str, since: str | None, *, workers: int, deployed: bool) -> Ledger:
    """Return the ledger of a stage. Raises as `run`."""
    day = today()
    fleet = read_fleet(root)
    if stage not in fleet.stages:
        raise UserMistake(f"there is no stage {stage}; {nearest(stage, fleet.stages)}")
    settings = fleet.stages[stage]
    opened = (
        sources.deployed(root, settings, workers)
        if deployed
        else sources.desired(root, settings, day, workers)
    )
    with opened as source:
        found = ledger(
            fleet,
            settings,
            day=day,
            basis="deployed" if deployed else "desired",
            facts=((one.stack, facts_of(one, settings.region)) for one in source.graphs),
            problems=source.problems,
        )
    if since is None:
        return found
    from kyotsu.ledger.changes import changes_since

    now = {row.tenant: row for row in found.rows}
    return replace(found, changes=changes_since(root, since, stage, now))


def _content(found: Ledger, form: str, language: Language) -> bytes:
    # The forms that a run doesn't need aren't imported: openpyxl takes a third of a second.
    if form == "xlsx":
        from kyotsu.ledger.workbook import as_xlsx

        return as_xlsx(found)
    if form == "html":
        from kyotsu.ledger.page import as_html

        return as_html(found).encode()
    if form == "table":
        from kyotsu.ledger.show import print_ledger

        console = Console(width=160, record=True, file=None, quiet=True)
        print_ledger(found, language, console)
        return console.export_text().encode()
    from kyotsu.ledger import write

    return (write.as_json(found) if form == "json" else write.as_csv(found, language)).encode()
