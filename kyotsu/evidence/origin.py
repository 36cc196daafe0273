"""Which commit and which policies the evidence is about."""

from datetime import datetime
from pathlib import Path
from typing import Literal

from kyotsu.bundle.tools import pack
from kyotsu.evidence.model import Origin
from kyotsu.git import commit_of, git, uncommitted


def origin(root: Path, stage: str, basis: Literal["desired", "deployed"]) -> Origin:
    """Return what is checked out.

    Raises:
        UserMistake: the project is in no repository.
    """
    commit = commit_of(root, "HEAD")
    return Origin(
        stage=stage,
        basis=basis,
        commit=commit,
        committed=datetime.fromisoformat(
            git(root, "show", "--no-patch", "--format=%cI", commit).strip()
        ),
        uncommitted=len(uncommitted(root)),
        pack=pack(root).sha256,
    )
