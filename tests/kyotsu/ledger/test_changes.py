"""Proves what a ledger says of changes, in a repository with declarations of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infra.clock import today
from kyotsu.errors import UserMistake
from kyotsu.ledger.build import rows, subjects
from kyotsu.ledger.changes import changes_since
from kyotsu.ledger.model import Changes
from tenancy.load import load_fleet
from tests.kyotsu.ledger.conftest import KEY, ROOT

KYOTSU = Path(sys.executable).with_name("kyotsu")
FILE = "tenants/mhlw/kansen.yaml"


class Repository:
    """A project in Git. Commits are dated, a day each."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(ROOT / "tenants", root / "tenants")
        for path in ROOT.glob("Pulumi*.yaml"):
            shutil.copy2(path, root)
        self.git("init", "--quiet")
        self.commit("Declare the fleet", "2026-04-01")

    def git(self, *arguments: str, day: str = "2026-04-01") -> None:
        identity = ("-c", "user.name=Test", "-c", "user.email=test@example.go.jp")
        stamp = f"{day}T12:00:00+09:00"
        subprocess.run(
            ["git", *identity, *arguments],
            cwd=self.root,
            check=True,
            env={**os.environ, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp},
        )

    def commit(self, message: str, day: str) -> None:
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", message, day=day)

    def edit(self, old: str, new: str, file: str = FILE) -> None:
        path = self.root / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    def since(self, what: str) -> Changes:
        fleet = load_fleet(self.root, today=today())
        now = {row.tenant: row for row in rows(subjects(fleet, fleet.stages["local"]))}
        return changes_since(self.root, what, "local", now)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_nothing_changed(repository: Repository) -> None:
    found = repository.since("HEAD")
    assert (found.cells, found.commits, found.uncommitted, found.unreadable) == ((), (), (), ())


def test_a_field_is_told_with_both_values_and_its_commit(repository: Repository) -> None:
    repository.edit("domain: kansen.example.go.jp", "domain: kansen2.example.go.jp")
    repository.commit("Move to another name", "2026-05-01")
    found = repository.since("2026-04-30")
    ((cell),) = found.cells
    assert (cell.tenant, cell.column) == (KEY, "domain")
    assert cell.before is not None
    assert cell.after is not None
    assert (cell.before.ja, cell.after.ja) == ("kansen.example.go.jp", "kansen2.example.go.jp")
    ((commit),) = found.commits
    assert (commit.tenant, commit.subject, str(commit.day)) == (
        KEY,
        "Move to another name",
        "2026-05-01",
    )
    assert repository.since("2026-05-01").cells == ()


def test_what_is_not_committed_is_told_as_such(repository: Repository) -> None:
    repository.edit("size: medium", "size: medium  # for a reason")
    assert repository.since("HEAD").uncommitted == (KEY,)


def test_a_declaration_that_was_not_valid_then_is_not_told_as_new(repository: Repository) -> None:
    repository.edit("security_class: additional", "security_class: extra")
    repository.commit("Break it", "2026-05-01")
    repository.edit("security_class: extra", "security_class: additional")
    repository.commit("Mend it", "2026-05-02")
    found = repository.since("HEAD~1")
    assert [one for one in found.cells if one.tenant == KEY] == []
    assert any("security_class" in one for one in found.unreadable)


@pytest.mark.parametrize(
    ("since", "message"),
    [
        ("2020-01-01", "no commit is as old as 2020-01-01"),
        ("2026-02-30", "2026-02-30 is no day"),
        ("nope", "Git knows no revision 'nope'"),
    ],
)
def test_a_day_or_revision_that_is_not_there_is_a_sentence(
    repository: Repository, since: str, message: str
) -> None:
    with pytest.raises(UserMistake, match=message):
        repository.since(since)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--format", "xlsx"), "say --out ledger.xlsx"),
        (("--stage", "produ"), "there is no stage produ; did you mean 'prod'"),
        (("--format", "csv", "--out", "no/such/ledger.csv"), "there is no folder no/such"),
        (("--format", "csv", "--out", "tenants"), "tenants is a folder"),
    ],
)
def test_wrong_input_ends_with_a_sentence_and_writes_nothing(
    repository: Repository, arguments: tuple[str, ...], message: str
) -> None:
    done = subprocess.run(
        [str(KYOTSU), "ledger", *arguments],
        cwd=repository.root,
        env={**os.environ, "KYOTSU_DESIRED_DIR": str(ROOT / ".local" / "desired")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(repository.root.glob("*.csv"))
