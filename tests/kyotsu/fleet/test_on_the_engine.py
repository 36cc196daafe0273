"""Proves, on the real engine and the local stage, what kills and drift do to a fleet run.

Not proved: that a provider other than the local stage's finds again what it made before a kill.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.kyotsu.conftest import copy_project
from tests.processes import engines_below

if TYPE_CHECKING:
    from localcloud.engine.model import Engine
    from tests.kyotsu.conftest import Project

pytestmark = pytest.mark.engine
TENANT = "meti-kenshu"
STACK = f"local.{TENANT}"


@pytest.fixture(scope="module")
def stage(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A running stage with one tenant, in a Git repository. Tests leave it deployed."""
    project = copy_project(tmp_path_factory.mktemp("fleet"), only=(TENANT,))
    (project.root / ".gitignore").write_text(".local/\n.venv\n__pycache__/\n")
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "all"]):
        identity = ["-c", "user.name=Test", "-c", "user.email=test@example.go.jp"]
        subprocess.run(["git", *identity, *arguments], cwd=project.root, check=True)
    try:
        project.deploy()
        yield project
    finally:
        project.run("local", "reset")


def test_nothing_is_done_where_nothing_changed(stage: Project) -> None:
    assert "Nothing to do" in stage.must("fleet", "up", "--changed-since", "HEAD")


def test_a_changed_tenant_is_previewed_with_the_foundation(stage: Project) -> None:
    declaration = stage.root / "tenants" / "meti" / "kenshu.yaml"
    before = declaration.read_text()
    declaration.write_text(f"{before}\n# a comment changes nothing that is deployed\n")
    try:
        output = stage.must("fleet", "preview", "--changed-since", "HEAD")
    finally:
        declaration.write_text(before)
    assert "1 changed files aren't committed" in output
    assert "2 stacks" in output
    assert "2 unchanged" in output


def test_drift_is_told_by_resource_and_the_state_left_as_it_is(stage: Project) -> None:
    assert stage.run("fleet", "drift", "--tenant", TENANT).returncode == 0
    logs = stage.client("logs", stage.account_of(TENANT))
    group = next(
        resource["outputs"]
        for resource in stage.resources(STACK)
        if resource["type"] == "aws:cloudwatch/logGroup:LogGroup"
    )
    state = _checkpoint(stage).read_bytes()
    logs.put_retention_policy(logGroupName=group["name"], retentionInDays=1)
    try:
        found = stage.run("fleet", "drift", "--tenant", TENANT)
    finally:
        logs.put_retention_policy(
            logGroupName=group["name"], retentionInDays=int(group["retentionInDays"])
        )
    assert found.returncode == 4, found.stdout
    assert re.search(r"update aws:cloudwatch/logGroup:LogGroup \S+ retentionInDays", found.stdout)
    assert _checkpoint(stage).read_bytes() == state


def test_what_previews_say_before_a_tenant_is_there_is_proved(
    stage: Project, tmp_path: Path
) -> None:
    """Most of its ids aren't known then; that they are follows from the same resources."""
    stage.must("destroy", "--tenant", TENANT)
    stage.pulumi("stack", "init", "--no-select", STACK)
    for stack in ("local", STACK):
        (tmp_path / f"{stack}.json").write_text(stage.preview(stack))
    stage.must("proof", "all", "--previews", str(tmp_path))
    (tmp_path / "local.json").unlink()
    refused = stage.run("proof", "all", "--previews", str(tmp_path))
    assert refused.returncode == 2
    assert "there is no preview of stack local, the foundation" in refused.stdout


def test_an_engine_that_is_killed_is_tried_again_and_makes_nothing_twice(stage: Project) -> None:
    stage.must("destroy", "--tenant", TENANT)
    running = stage.start("fleet", "up", "--tenant", TENANT)
    _wait_until_creating(stage)
    engines_below(running.pid)[0].kill()
    output, _ = running.communicate(timeout=1200)
    assert running.returncode == 0, output
    assert "1 retries" in output
    _assert_whole(stage)


def test_a_run_that_is_killed_is_resumed(stage: Project) -> None:
    stage.must("destroy", "--tenant", TENANT)
    running = stage.start("fleet", "up", "--all", "--parallel", "1")
    _wait_until_creating(stage)
    running.kill()
    output, _ = running.communicate(timeout=600)
    run = re.search(r"Run (\S+):", output)
    assert run is not None, output
    resumed = stage.must("fleet", "up", "--resume", run[1])
    assert "1 of 2 stacks are left" in resumed  # the foundation was done
    assert "foundation" not in resumed
    assert "Nothing to do" in stage.must("fleet", "up", "--resume", run[1])
    _assert_whole(stage)


def test_a_dead_runs_lock_and_pending_operations_are_shown_and_mended(stage: Project) -> None:
    stage.must("destroy", "--tenant", TENANT)
    running = stage.start("up", "--tenant", TENANT)
    _wait_until_creating(stage)
    engine = engines_below(running.pid)[0]
    refused = stage.run("stack", "unlock", STACK)
    assert refused.returncode == 2
    assert f"locked by a living engine, process {engine.pid}" in refused.stdout
    engine.kill()
    running.communicate(timeout=600)

    assert "dead" in stage.must("stack", "locks")
    assert "1 of 1 locks removed" in stage.must("stack", "unlock", STACK)
    assert "No stack of local is locked" in stage.must("stack", "locks")
    if stage.run("stack", "pending").returncode == 1:
        assert "Nothing is pending" in stage.must("stack", "repair", STACK)
    stage.must("stack", "pending")
    stage.must("up", "--tenant", TENANT)
    _assert_whole(stage)


def _checkpoint(project: Project) -> Path:
    return project.home / "backend" / ".pulumi" / "stacks" / "kyotsu" / f"{STACK}.json"


def _latest(project: Project) -> dict[str, Any]:
    return json.loads(_checkpoint(project).read_text())["checkpoint"]["latest"]


def _wait_until_creating(project: Project) -> None:
    deadline = time.monotonic() + 240
    while True:
        try:
            if len(_latest(project).get("resources") or ()) > 8:
                return
        except (OSError, ValueError, KeyError, TypeError):
            pass
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)


def _assert_whole(project: Project) -> None:
    """Everything is deployed, once, and nothing is left open."""
    assert "unchanged" in project.must("preview", "--tenant", TENANT)
    assert not _latest(project).get("pending_operations")
    ec2 = project.client("ec2", project.account_of(TENANT))
    ours = [vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc["IsDefault"]]
    assert ours == [project.outputs(STACK)["vpc_id"]]
    assert not list((project.home / "backend").rglob("locks/**/*.json"))
