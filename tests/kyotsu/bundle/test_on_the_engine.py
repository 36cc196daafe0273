"""Proves, on the real engine and the local stage, that what is deployed is what was approved.

Not proved: a backend of another kind than a folder, and AWS itself.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kyotsu.bundle import deploy
from kyotsu.bundle.capture import Capture
from kyotsu.bundle.signing import new_key
from kyotsu.stacks.outcome import Status
from kyotsu.stacks.targets import Target
from kyotsu.states.locks import list_locks
from tests.kyotsu.conftest import copy_project

if TYPE_CHECKING:
    from localcloud.engine.model import Engine
    from tests.kyotsu.conftest import Project

pytestmark = pytest.mark.engine
TENANT = "meti-kenshu"
STACK = f"local.{TENANT}"
FILE = "tenants/meti/kenshu.yaml"


@dataclass(frozen=True)
class Repository:
    """A deployed project under Git, and what its reviewers use."""

    project: Project
    folder: Path

    def git(self, *arguments: str) -> str:
        """Run Git, which must succeed."""
        identity = ["-c", "user.name=Test", "-c", "user.email=test@example.go.jp"]
        done = subprocess.run(
            ["git", *identity, *arguments],
            cwd=self.project.root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def keep_logs(self, days: int) -> None:
        """Commit another retention of the tenant's logs."""
        file = self.project.root / FILE
        kept = [line for line in file.read_text().splitlines() if "log_retention_days" not in line]
        budget = next(n for n, line in enumerate(kept) if "monthly_budget_yen" in line)
        kept.insert(budget + 1, f"    log_retention_days: {days}")
        file.write_text("\n".join(kept) + "\n")
        self.git("commit", "--quiet", "--all", "--message", f"keep logs for {days} days")

    def bundle(self, name: str) -> Path:
        """Preview the tenant and bind it."""
        file = self.folder / name
        key = ["--key", str(self.folder / "key.pem"), "--signer", "pipeline"]
        printed = self.project.must(
            "review", "bundle", "--out", str(file), *key, "--tenant", TENANT
        )
        assert "1 stacks" in printed
        return file

    def retention(self) -> set[int]:
        """Return for how many days the tenant's log groups really keep."""
        account = self.project.account_of(TENANT)
        groups = self.project.client("logs", account).describe_log_groups()["logGroups"]
        return {
            group["retentionInDays"] for group in groups if "application" in group["logGroupName"]
        }


@pytest.fixture(scope="module")
def repository(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    project = copy_project(tmp_path_factory.mktemp("bundle"), only=(TENANT,))
    made = Repository(project, tmp_path_factory.mktemp("review"))
    (project.root / ".gitignore").write_text(".local/\n.venv\n__pycache__/\n")
    public = new_key(made.folder / "key.pem").replace("\n", "\n        ").rstrip()
    (project.root / "signers.yaml").write_text(
        "stages:\n  local:\n    - name: pipeline\n      until: 2099-03-31\n"
        f"      public_key: |\n        {public}\n"
    )
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("add", ".")
    made.git("commit", "--quiet", "--message", "all")
    try:
        project.deploy()
        yield made
    finally:
        project.run("local", "reset")


def test_what_is_approved_is_deployed_and_what_is_not_is_not(repository: Repository) -> None:
    project = repository.project
    repository.keep_logs(545)
    approved = repository.bundle("approved")
    late = repository.bundle("late")
    begun = project.run("up", "--bundle", str(approved))
    assert begun.returncode == 0, begun.stdout
    assert repository.retention() == {545}
    # The state is another one now, also for a bundle that was made at the same time.
    refused = project.run("up", "--bundle", str(late))
    assert refused.returncode == 2
    assert f"the state of {STACK} has changed since the preview" in refused.stdout

    repository.keep_logs(731)
    (project.root / "infra" / "__init__.py").write_text('"""Changed."""\n')
    (project.root / "policies" / "levels.yaml").open("a").write("# changed\n")
    unfit = project.run("up", "--bundle", str(approved))
    assert unfit.returncode == 2
    for sentence in (
        "the files are those of commit",
        "2 files here aren't as they were committed",
        "the policy pack is 0.1.0",
        f"the state of {STACK} has changed",
    ):
        assert sentence in unfit.stdout
    assert repository.retention() == {545}
    repository.git("checkout", "--quiet", "--", ".")

    # A squashed merge: another commit, the same files.
    squashed = repository.bundle("squashed")
    before = repository.git("rev-parse", "HEAD")
    repository.git("commit", "--quiet", "--amend", "--message", "squashed")
    assert repository.git("rev-parse", "HEAD") != before
    project.must("up", "--bundle", str(squashed))
    assert repository.retention() == {731}


def test_a_state_that_changes_at_the_last_moment_stops_the_engine_under_its_lock(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = repository.project
    repository.keep_logs(400)
    file = repository.bundle("raced")
    for name, value in project.environment.items():
        monkeypatch.setenv(name, value)
    job, bundle, capture = deploy.prepare(project.root, "local", file)
    locked: list[bool] = []

    class Raced(Capture):
        """Somebody else's update ends between our last look and the engine's lock."""

        def state(self, target: Target) -> str:
            found = super().state(target)
            locked.append(bool(list(list_locks(self.room.storage, target.stack))))
            return "0" * 64 if locked[-1] else found

    (outcome,) = deploy.carry_out(job, bundle, Raced(room=capture.room), parallel=1)
    assert outcome.status is Status.FAILED
    assert "has changed since the preview that was approved" in outcome.errors[0]
    assert locked[-1], "the engine's first event came before its lock"
    assert repository.retention() == {731}
    assert list(list_locks(capture.room.storage, STACK)) == []
    # Nothing was begun, so the same bundle can still be deployed.
    project.must("up", "--bundle", str(file))
    assert repository.retention() == {400}


def test_what_would_not_be_what_was_approved_is_not_begun(repository: Repository) -> None:
    project = repository.project
    stage = project.run("up", "--stage", "dev", "--bundle", str(repository.folder / "approved"))
    assert stage.returncode == 2
    assert "it is for stage local, and dev was asked for" in stage.stdout
    named = project.run("up", "--tenant", TENANT, "--bundle", str(repository.folder / "approved"))
    assert named.returncode == 2
    assert "a bundle says itself which stacks it is for" in named.stdout
    (project.root / "new.txt").write_text("not committed")
    unclean = project.run(
        "review",
        "bundle",
        "--out",
        "x",
        "--key",
        str(repository.folder / "key.pem"),
        "--signer",
        "pipeline",
        "--tenant",
        TENANT,
    )
    (project.root / "new.txt").unlink()
    assert unclean.returncode == 2
    assert "only what is committed can be approved" in unclean.stdout
