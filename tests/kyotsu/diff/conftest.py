"""A small repository of this project's code and declarations, for comparisons over its history."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[3]
KYOTSU = Path(sys.executable).with_name("kyotsu")


@dataclass(frozen=True)
class Repository:
    """A copy of the project under Git, with a cache of its own."""

    root: Path

    def git(self, *arguments: str) -> str:
        """Run Git, which must succeed."""
        who = ["-c", "user.name=test", "-c", "user.email=test@example.go.jp"]
        done = subprocess.run(
            ["git", *who, *arguments], cwd=self.root, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def kyotsu(
        self, *arguments: str, cache: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the command in it."""
        folder = cache or self.root.parent / "cache"
        return subprocess.run(
            [str(KYOTSU), *arguments],
            cwd=self.root,
            env={**os.environ, "KYOTSU_DESIRED_DIR": str(folder), "COLUMNS": "160"},
            capture_output=True,
            text=True,
            check=False,
        )

    def edit(self, path: str, old: str, new: str) -> int:
        """Replace a text that is there once, and return the line that it is in."""
        file = self.root / path
        text = file.read_text()
        assert text.count(old) == 1, f"{path} has {text.count(old)} times {old!r}"
        file.write_text(text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that the tests of a session share: it's found by content."""
    return tmp_path_factory.mktemp("cache") / "cache"


@pytest.fixture
def repository(tmp_path: Path, cache: Path) -> Repository:
    """The project with one commit and nothing uncommitted."""
    root = tmp_path / "project"
    root.mkdir()
    for path in SOURCE.glob("Pulumi*.yaml"):
        if path.name.count(".") <= 2:
            shutil.copy2(path, root)
    for folder in ("tenancy", "components", "infra", "tenants"):
        shutil.copytree(
            SOURCE / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__", ".*")
        )
    (tmp_path / "cache").symlink_to(cache, target_is_directory=True)
    cache.mkdir(exist_ok=True)
    (root / ".gitignore").write_text("__pycache__/\n.local/\n")
    made = Repository(root)
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("add", ".")
    made.git("commit", "--quiet", "--message", "first")
    return made
