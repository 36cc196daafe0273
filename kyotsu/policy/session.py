"""Loads the pack's rules and levels, and turns their faults into sentences."""

from datetime import date
from pathlib import Path

from kyotsu.errors import UserMistake
from policies.exceptions import Exceptions
from policies.facts import Facts, facts_of, read_facts
from policies.loading import FOLDER, load_session
from policies.session import Session
from tenancy.finding import InvalidDeclarations
from tenancy.fleet import Fleet


def open_session(
    root: Path | None = None, *, dry_run: bool = False, fleet: Fleet | None = None
) -> Session:
    """Return a session with all rules.

    With a fleet, the declarations are not read again for each stack.

    Raises:
        UserMistake: `levels.yaml` or a rule is wrong.
    """

    def facts(place: Path, stack: str, day: date) -> tuple[Facts, Exceptions]:
        return read_facts(place, stack, day) if fleet is None else facts_of(fleet, stack, day)

    try:
        return load_session(root=root or FOLDER.parent, dry_run=dry_run, facts=facts)
    except (InvalidDeclarations, ValueError) as error:
        raise UserMistake(str(error)) from None
