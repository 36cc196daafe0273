"""A Git revision: what it is called, what of it matters, and its files in a folder of their own."""

import io
import subprocess
import tarfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kyotsu.errors import UserMistake, WorldFault

PROGRAM: Final = ("tenancy", "components", "infra")
_WANTED: Final = ("Pulumi*.yaml", "tenants", *PROGRAM)


@dataclass(frozen=True)
class Revision:
    """A commit of the repository that a project is in."""

    root: Path
    """The project's folder in the working tree."""
    commit: str

    @property
    def short(self) -> str:
        """The commit as people write it."""
        return self.commit[:10]

    def trees(self) -> dict[str, str]:
        """Return Git's own hashes of everything that decides the desired state, by path."""
        listing = git(self.root, "ls-tree", "--full-tree", f"{self.commit}:{_prefix(self.root)}")
        entries = (line.split("\t", 1) for line in listing.splitlines())
        return {
            path: about.split()[2]
            for about, path in entries
            if path in ("tenants", *PROGRAM) or (path.startswith("Pulumi") and path[-5:] == ".yaml")
        }

    def text(self, path: str) -> str | None:
        """Return a file of the revision, or None where it has none."""
        try:
            return git(self.root, "show", f"{self.commit}:{_prefix(self.root)}{path}")
        except UserMistake:
            return None

    @contextmanager
    def exported(self) -> Generator[Path]:
        """Write what matters of the revision to a folder that is gone afterwards."""
        tree = f"{self.commit}:{_prefix(self.root)}"
        packed = _run(self.root, ["archive", "--format=tar", tree, "--", *self.trees()])
        with TemporaryDirectory(prefix="kyotsu-base-") as name:
            folder = Path(name)
            try:
                with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                    archive.extractall(folder, filter="data")
            except OSError as error:
                raise WorldFault(f"cannot write to {folder}: {error.strerror}") from None
            yield folder


def find(root: Path, name: str) -> Revision:
    """Return a revision by any name that Git knows.

    Raises:
        UserMistake: Git doesn't know it, or the folder is in no repository.
    """
    try:
        inside = git(root, "rev-parse", "--show-toplevel")
    except UserMistake:
        raise UserMistake(
            f"{root} is in no Git repository, so there is nothing to compare"
        ) from None
    try:
        commit = git(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
    except UserMistake:
        raise UserMistake(
            f"Git knows no revision {name!r} in {inside.strip()}; give a branch, a tag or a commit "
            "(in a shallow clone: `git fetch --unshallow` first), or `deployed`"
        ) from None
    return Revision(root, commit.strip())


def uncommitted(root: Path) -> int:
    """Return how many files that matter differ from the last commit, new ones included."""
    listing = git(root, "status", "--porcelain", "--untracked-files=all", "--", *_WANTED)
    return len(listing.splitlines())


def changed_files(root: Path, commit: str, folders: Sequence[str] = PROGRAM) -> tuple[str, ...]:
    """Return the files in folders that differ between a commit and the working tree, sorted."""
    differing = git(root, "diff", "--name-only", "--relative", commit, "--", *folders)
    added = git(root, "ls-files", "--others", "--exclude-standard", "--", *folders)
    return tuple(sorted({*differing.splitlines(), *added.splitlines()}))


def git(root: Path, *arguments: str) -> str:
    """Return what Git prints. Raises `UserMistake` with its words where it refuses."""
    return _run(root, arguments).decode("utf-8", "replace")


def _run(root: Path, arguments: Sequence[str]) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", *arguments],
            cwd=root,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise WorldFault("Git isn't on PATH; install it, or compare with `deployed`") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip() or "Git refused"
        raise UserMistake(said)
    return done.stdout


def _prefix(root: Path) -> str:
    """Return the project's folder inside of the repository, with a slash, or nothing."""
    return git(root, "rev-parse", "--show-prefix").strip()
