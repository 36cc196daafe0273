"""A Git revision: what of it matters, and its files in a folder of their own."""

import io
import tarfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kyotsu.errors import WorldFault
from kyotsu.git import commit_of, git, git_bytes, text_at, uncommitted

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
        listing = git(self.root, "ls-tree", "--full-tree", self._tree)
        entries = (line.split("\t", 1) for line in listing.splitlines())
        return {
            path: about.split()[2]
            for about, path in entries
            if path in ("tenants", *PROGRAM) or (path.startswith("Pulumi") and path[-5:] == ".yaml")
        }

    def text(self, path: str) -> str | None:
        """Return a file of the revision, or None where it has none."""
        return text_at(self.root, self.commit, path)

    @contextmanager
    def exported(self) -> Generator[Path]:
        """Write what matters of the revision to a folder that is gone afterwards."""
        packed = git_bytes(self.root, "archive", "--format=tar", self._tree, "--", *self.trees())
        with TemporaryDirectory(prefix="kyotsu-base-") as name:
            folder = Path(name)
            try:
                with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                    archive.extractall(folder, filter="data")
            except OSError as error:
                raise WorldFault(f"cannot write to {folder}: {error.strerror}") from None
            yield folder

    @property
    def _tree(self) -> str:
        """The project's folder in the commit."""
        return f"{self.commit}:{git(self.root, 'rev-parse', '--show-prefix').strip()}"


def find(root: Path, name: str) -> Revision:
    """Return a revision by any name that Git knows. Raises as `kyotsu.git.commit_of` does."""
    return Revision(root, commit_of(root, name))


def not_committed(root: Path) -> int:
    """Return how many files that matter differ from the last commit, new ones included."""
    return len(uncommitted(root, _WANTED))
