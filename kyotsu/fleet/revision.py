"""What Git says about the project: which files differ from a revision."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kyotsu.errors import UserMistake, WorldFault


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How the project's folder differs from a commit. Paths are relative to the folder."""

    commit: str
    paths: tuple[str, ...]
    uncommitted: tuple[str, ...]
    """Those of the paths that aren't committed either."""


def difference(root: Path, revision: str) -> Difference:
    """Compare the folder as it is, uncommitted and new files included, with a revision.

    Raises:
        UserMistake: there is no such revision, or the folder isn't in a repository.
    """
    commit = _resolve(root, revision)
    dirty = _uncommitted(root)
    changed = _names(root, "diff", "--name-only", "--no-renames", "--relative", "-z", commit, "--")
    return Difference(
        commit=commit, paths=tuple(sorted({*changed, *dirty})), uncommitted=tuple(sorted(dirty))
    )


def head(root: Path) -> tuple[str, bool] | None:
    """Return the commit that is checked out, and whether files differ from it; None without Git."""
    try:
        return _resolve(root, "HEAD"), bool(_uncommitted(root))
    except (UserMistake, WorldFault):
        return None


def tree(root: Path, commit: str) -> str:
    """Return the hash of all that is in a commit's files, whatever its history is.

    Raises:
        UserMistake: there is no such commit.
    """
    return _name_of(root, commit, "tree")


def text_at(root: Path, commit: str, path: str) -> str | None:
    """Return a file of the project as it was in a commit; None where it wasn't there."""
    done = _git(root, "show", f"{commit}:./{path}")
    return done.stdout if done.returncode == 0 else None


def _resolve(root: Path, revision: str) -> str:
    return _name_of(root, revision, "commit")


def _name_of(root: Path, revision: str, kind: str) -> str:
    done = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{{kind}}}"
    )
    if done.returncode == 0:
        return done.stdout.strip()
    if _git(root, "rev-parse", "--git-dir").returncode != 0:
        raise UserMistake(f"{root} isn't in a Git repository, so nothing can be compared with it")
    raise UserMistake(
        f"Git knows no revision {revision!r} here; in a pipeline, fetch it first "
        "(a shallow clone has the last commit only: `fetch-depth: 0`)"
    )


def _uncommitted(root: Path) -> set[str]:
    return {
        *_names(root, "diff", "--name-only", "--no-renames", "--relative", "-z", "HEAD", "--"),
        *_names(root, "ls-files", "--others", "--exclude-standard", "-z"),
    }


def _names(root: Path, *arguments: str) -> list[str]:
    done = _git(root, *arguments)
    if done.returncode != 0:
        raise WorldFault(f"git {arguments[0]} failed: {done.stderr.strip()}")
    return [name for name in done.stdout.split("\0") if name]


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command: Sequence[str] = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise WorldFault("Git isn't installed, and --changed-since asks it") from None
