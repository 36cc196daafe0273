"""Proves the whole path on the real engine: push, preview, comment, approval, merge, deployment.

Git is a bare repository, AWS the local stage, GitHub a server that speaks as its API does. Not
proved: GitHub's own runners, environments and tokens.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kyotsu.bundle.signing import new_key
from tests.kyotsu.ci.github_server import REPOSITORY, GitHub, commit, serving
from tests.kyotsu.conftest import SOURCE, Project, copy_project

if TYPE_CHECKING:
    from localcloud.engine.model import Engine

pytestmark = pytest.mark.engine
TENANT = "meti-kenshu"
STACK = f"local.{TENANT}"
DECLARATION = "tenants/meti/kenshu.yaml"


@dataclass
class Platform:
    """A deployed platform: its repository, its pipeline's workspace and its GitHub."""

    project: Project
    github: GitHub
    folder: Path
    key: Path
    applicant: str = "engineer-1"
    pulls: list[int] = field(default_factory=list[int])

    def git(self, *arguments: str) -> str:
        """Run Git in the workspace, which must succeed."""
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

    def keep_logs(self, days: int) -> str:
        """Commit and push another retention of the tenant's logs, and return the commit."""
        file = self.project.root / DECLARATION
        kept = [line for line in file.read_text().splitlines() if "log_retention_days" not in line]
        at = next(n for n, line in enumerate(kept) if "monthly_budget_yen" in line)
        kept.insert(at + 1, f"    log_retention_days: {days}")
        file.write_text("\n".join(kept) + "\n")
        self.git("commit", "--quiet", "--all", "--message", f"keep logs for {days} days")
        self.git("push", "--quiet", "origin", "HEAD")
        return self.git("rev-parse", "HEAD")

    def preview(self, folder: Path, name: str, *stacks: str) -> str:
        """Run one job of the preview workflow."""
        return self.project.must(
            "ci", "preview", "--base", "origin/main", "--name", name, "--out", str(folder),
            "--key", str(self.key), "--signer", "pipeline", *stacks,
        )  # fmt: skip

    def retention(self) -> set[int]:
        """Return for how many days the tenant's log groups really keep."""
        logs = self.project.client("logs", self.project.account_of(TENANT))
        groups = logs.describe_log_groups(logGroupNamePrefix=self.group)["logGroups"]
        return {group["retentionInDays"] for group in groups}

    @property
    def group(self) -> str:
        """The name of the tenant's log group for its application."""
        return next(
            resource["outputs"]["name"]
            for resource in self.project.resources(STACK)
            if resource["type"] == "aws:cloudwatch/logGroup:LogGroup"
            and resource["outputs"]["name"].endswith("/application")
        )


@pytest.fixture(scope="module")
def platform(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    folder = tmp_path_factory.mktemp("platform")
    (folder / "work").mkdir()
    copied = copy_project(folder / "work", only=(TENANT,))
    with serving() as github:
        variables = {
            "GITHUB_API_URL": github.address,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_TOKEN": "secret-token",
        }
        project = Project(root=copied.root, variables=variables)
        key = folder / "key.pem"
        public = new_key(key).replace("\n", "\n        ").rstrip()
        (project.root / "signers.yaml").write_text(
            "stages:\n  local:\n    - name: pipeline\n      until: 2099-03-31\n"
            f"      public_key: |\n        {public}\n"
        )
        approvals = (SOURCE / "approvals.yaml").read_text()
        (project.root / "approvals.yaml").write_text(approvals)
        (project.root / ".gitignore").write_text(".local/\n.venv\n__pycache__/\n")
        made = Platform(project, github, folder, key)
        subprocess.run(
            ["git", "init", "--quiet", "--bare", "--initial-branch=main", folder / "origin.git"],
            check=True,
        )
        made.git("init", "--quiet", "--initial-branch=main")
        made.git("remote", "add", "origin", str(folder / "origin.git"))
        made.git("add", ".")
        made.git("commit", "--quiet", "--message", "all")
        made.git("push", "--quiet", "origin", "main")
        try:
            project.deploy()
            yield made
        finally:
            project.run("local", "reset")


def _tells(text: str, number: int) -> bool:
    """Whether a text has a number by itself, and not in one of its hashes."""
    return re.search(rf"\b{number}\b", text) is not None


def _pull_request(platform: Platform) -> tuple[int, Path]:
    """Push twice: a comment is written, then written anew; return the number and the bundles."""
    project, github = platform.project, platform.github
    base = platform.git("rev-parse", "HEAD")
    platform.git("switch", "--quiet", "--create", "longer-logs")
    first = platform.keep_logs(545)
    number = github.open_pull(platform.applicant, first, base, [commit(first, platform.applicant)])
    github.files[number] = [{"filename": DECLARATION, "sha": "x"}]

    matrix = json.loads(project.must("ci", "matrix", "--base", "origin/main").splitlines()[-1])
    assert matrix["include"] == [
        {"stage": "local", "name": "foundation", "stacks": "--foundation"},
        {"stage": "local", "name": "1-of-1", "stacks": f"--tenant {TENANT}"},
    ]
    reviews = platform.folder / "first"
    platform.preview(reviews, "all", "--foundation", "--tenant", TENANT)
    page = platform.folder / "pages"
    comment = ["ci", "comment", "--pull", str(number), "--reviews"]
    said = project.must(*comment, str(reviews), "--page", str(page))
    assert "The comment about local was written." in said
    assert "<html" in (page / "local.html").read_text()
    (written,) = github.comments_of(number)
    assert _tells(written["body"], 545)
    assert "経済産業省の承認者の承認がありません" in written["body"]

    second = platform.keep_logs(731)
    github.pulls[number]["head"]["sha"] = second
    github.commits[number].append(commit(second, platform.applicant))
    reviews = platform.folder / "second"
    for job in matrix["include"]:
        platform.preview(reviews, job["name"], *job["stacks"].split())
    assert "in place" in project.must(*comment, str(reviews))
    (written,) = github.comments_of(number)
    assert _tells(written["body"], 731)
    assert not _tells(written["body"], 545)
    assert (reviews / "1-of-1" / "review.sarif").is_file()
    return number, reviews


def test_what_is_approved_is_deployed_on_merge(platform: Platform) -> None:
    project, github = platform.project, platform.github
    number, reviews = _pull_request(platform)
    head = github.pulls[number]["head"]["sha"]
    first = github.commits[number][0]["sha"]
    gate = ["ci", "gate", "--pull", str(number), "--reviews", str(reviews)]

    github.review(number, platform.applicant, "APPROVED", head)
    github.review(number, "meti-approver-1", "APPROVED", first)
    refused = project.run(*gate)
    assert refused.returncode == 1
    assert "meti-approver-1 approved" in refused.stdout  # an older commit

    early = project.run("ci", "deploy", "--bundles", str(reviews))
    assert early.returncode == 2
    assert "brought in by no merged pull request" in early.stdout

    platform.git("switch", "--quiet", "main")
    platform.git("merge", "--quiet", "--squash", "longer-logs")
    platform.git("commit", "--quiet", "--message", "Keep logs longer")
    github.merge(number, platform.git("rev-parse", "HEAD"))
    unapproved = project.run("ci", "deploy", "--bundles", str(reviews))
    assert unapproved.returncode == 1, unapproved.stdout
    assert "Nothing was deployed." in unapproved.stdout
    assert platform.retention() == {400}

    for account in ("meti-approver-1", "platform-approver-1", "security-approver-1"):
        github.review(number, account, "APPROVED", head)
    granted = project.must(*gate)
    assert "meti-approver-1 approved for the approvers" in granted

    stale = project.run("ci", "deploy", "--bundles", str(platform.folder / "first"))
    assert stale.returncode == 2
    assert "the files are those of commit" in stale.stdout
    half = project.run("ci", "deploy", "--bundles", str(reviews / "foundation"))
    assert half.returncode == 2
    assert f"no bundle has {STACK}" in half.stdout
    assert platform.retention() == {400}

    deployed = project.must("ci", "deploy", "--bundles", str(reviews))
    assert "meti-approver-1 approved" in deployed
    assert platform.retention() == {731}
    again = project.run("ci", "deploy", "--bundles", str(reviews))
    assert again.returncode == 2
    assert f"the state of {STACK} has changed since the preview" in again.stdout


def test_drift_opens_an_issue_and_closes_it(platform: Platform) -> None:
    project, github = platform.project, platform.github
    logs = project.client("logs", project.account_of(TENANT))
    (before,) = platform.retention()
    logs.put_retention_policy(logGroupName=platform.group, retentionInDays=1)
    drift = ["ci", "drift", "--tenant", TENANT]
    assert f"Issues opened: {STACK}." in project.must(*drift)
    (issue,) = (one for one in github.issues.values() if STACK in one["title"])
    assert "retentionInDays" in issue["body"]
    logs.put_retention_policy(logGroupName=platform.group, retentionInDays=before)
    assert f"Issues closed: {STACK}." in project.must(*drift)
    assert issue["state"] == "closed"
