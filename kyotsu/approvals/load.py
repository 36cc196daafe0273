"""Reads `approvals.yaml`, as it is here or as it was in a commit."""

from pathlib import Path

from kyotsu import git
from kyotsu.approvals.model import APPROVALS, Approvals
from kyotsu.declared import parse_declared, read_declared
from kyotsu.errors import UserMistake


def approvals(root: Path) -> Approvals:
    """Return the rules as they are here.

    Raises:
        UserMistake: the file isn't there.
        InvalidFiles: it is wrong.
    """
    return read_declared(root, APPROVALS, Approvals)[0]


def approvals_at(root: Path, commit: str) -> Approvals:
    """Return the rules as they were in a commit: nobody may approve by rules of his own change.

    Raises:
        UserMistake: there were none.
        InvalidFiles: they were wrong.
    """
    text = git.text_at(root, commit, APPROVALS)
    if text is None:
        raise UserMistake(
            f"{APPROVALS} isn't in {commit[:12]}, with which the change is compared, so nobody can "
            "approve it; bring the file to the main branch first"
        )
    return parse_declared(text.encode(), f"{APPROVALS} of {commit[:12]}", Approvals)[0]
