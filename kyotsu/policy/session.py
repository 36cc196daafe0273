"""Loads the pack's rules and levels, and turns their faults into sentences."""

from pathlib import Path

from kyotsu.errors import UserMistake
from policies.loading import FOLDER, load_session
from policies.session import Session
from tenancy.finding import InvalidDeclarations


def open_session(root: Path | None = None, *, dry_run: bool = False) -> Session:
    """Return a session with all rules.

    Raises:
        UserMistake: `levels.yaml` or a rule is wrong.
    """
    try:
        return load_session(root=root or FOLDER.parent, dry_run=dry_run)
    except (InvalidDeclarations, ValueError) as error:
        raise UserMistake(str(error)) from None
