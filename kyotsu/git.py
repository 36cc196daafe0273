"""What Git says of the project: commits, files of a commit, and what differs from one.

Paths are relative to the project's folder, which may be any folder of a repository.
"""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from kyotsu.errors import UserMistake, WorldFault


class GitRefused(Exception):  # noqa: N818 - it states what is the case
    """Git ended with another status than 0; the message has its own words."""


def git(root: Path, *arguments: str) -> str:
    """Return what Git prints.

    Raises:
        GitRefused: Git can't do what it is asked.
        WorldFault: there is no Git.
    """
    return git_bytes(root, *arguments).decode("utf-8", "replace")


def git_bytes(root: Path, *arguments: str) -> bytes:
    """Return what Git writes, as it is. Raises as `git` does."""
    command = ["git", "-C", str(root), "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        raise WorldFault(
            "Git isn't on PATH, and it is asked what was changed; install it"
        ) from None
    if done.returncode != 0:
        raise GitRefused(done.stderr.decode("utf-8", "replace").strip() or "Git refused")
    return done.stdout


def commit_of(root: Path, revision: str) -> str:
    """Return the commit that a revision stands for, by any name that Git knows.

    Raises:
        UserMistake: Git doesn't know it, or the folder is in no repository.
    """
    return _name_of(root, revision, "commit")


def tree_of(root: Path, revision: str) -> str:
    """Return the hash of all files of a revision, whatever its history. Raises as `commit_of`."""
    return _name_of(root, revision, "tree")


def head(root: Path) -> tuple[str, bool] | None:
    """Return the commit that is checked out, and whether files differ from it; None without Git."""
    try:
        return commit_of(root, "HEAD"), bool(uncommitted(root))
    except (UserMistake, WorldFault):
        return None


def uncommitted(root: Path, wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the files that differ from the last commit, new ones included, of those wanted."""
    return changed_since(root, "HEAD", wanted)


def changed_since(root: Path, commit: str, wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the files that differ between a commit and the working tree, new ones included."""
    differing = names(
        root, "diff", "--name-only", "--no-renames", "--relative", "-z", commit, "--", *wanted
    )
    added = names(root, "ls-files", "--others", "--exclude-standard", "-z", "--", *wanted)
    return tuple(sorted({*differing, *added}))


def text_at(root: Path, commit: str, path: str) -> str | None:
    """Return a file of the project as it was in a commit; None where it wasn't there."""
    try:
        return git(root, "show", f"{commit}:./{path}")
    except GitRefused:
        return None


def names(root: Path, *arguments: str) -> tuple[str, ...]:
    """Return the names that Git lists, one a null byte.

    Raises:
        WorldFault: Git can't.
    """
    try:
        listing = git(root, *arguments)
    except GitRefused as error:
        raise WorldFault(f"git {arguments[0]} failed: {error}") from None
    return tuple(name for name in listing.split("\0") if name)


def _name_of(root: Path, revision: str, kind: str) -> str:
    wanted = f"{revision}^{{{kind}}}"
    try:
        found = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    except GitRefused:
        raise UserMistake(_unknown(root, revision)) from None
    return found.strip()


def _unknown(root: Path, revision: str) -> str:
    try:
        top = git(root, "rev-parse", "--show-toplevel").strip()
    except GitRefused:
        return f"{root} is in no Git repository, so nothing can be compared with {revision!r}"
    return (
        f"Git knows no revision {revision!r} in {top}: give a branch, a tag or a commit "
        "(a shallow clone has the last one only: `git fetch --unshallow`, or `fetch-depth: 0`)"
    )
