"""Proves how the fleet's commands end where no engine is needed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from kyotsu.fleet import record
from kyotsu.fleet.record import Plan
from kyotsu.fleet.summary import exit_status
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.targets import Target

if TYPE_CHECKING:
    from tests.kyotsu.conftest import Project

PLAN = Plan(operation="up", stage="local", stacks=("local",))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("fleet", "up"), "say which stacks"),
        (("fleet", "up", "--all", "--tenant", "soumu-shinsei"), "say which stacks"),
        (("fleet", "up", "--tenant", "soumu-shinse"), "did you mean soumu-shinsei?"),
        (("fleet", "up", "--changed-since", "HEAD"), "is in no Git repository"),
        (("fleet", "up", "--resume", "x", "--all"), "--resume knows its stacks"),
        (("fleet", "up", "--resume", "x"), "there is no run x"),
        (("fleet", "up", "--resume", "../x"), "is no run's name"),
        (("stack", "unlock", "local.soumu-shinsei"), "local.soumu-shinsei isn't locked"),
        (("stack", "repair", "local", "--found", "x"), "--found wants URN=ID"),
    ],
)
def test_a_mistake_is_answered_with_a_sentence(
    project: Project, arguments: tuple[str, ...], sentence: str
) -> None:
    done = project.run(*arguments)
    assert done.returncode == 2, done.stdout
    assert sentence in done.stdout
    assert "Traceback" not in done.stdout


def test_a_run_is_resumed_by_the_command_that_began_it(project: Project) -> None:
    kept = record.create(project.root / record.RUNS, PLAN)
    done = project.run("fleet", "drift", "--resume", kept.id)
    assert done.returncode == 2
    assert f"`kyotsu fleet up --resume {kept.id}`" in done.stdout.replace("\n", " ")
    assert f"{kept.id}" in project.must("fleet", "runs")


def test_a_tenant_that_is_gone_since_stops_a_resumed_run(project: Project) -> None:
    plan = Plan(operation="up", stage="local", stacks=("local.moj-gone",))
    kept = record.create(project.root / record.RUNS, plan)
    done = project.run("fleet", "up", "--resume", kept.id)
    assert done.returncode == 2
    assert "was also for moj-gone" in done.stdout


def test_shards_are_one_line_and_nothing_else(project: Project) -> None:
    lines = project.must("fleet", "shards", "--all", "--per-job", "2").splitlines()
    assert len(lines) == 1
    assert len(json.loads(lines[0])["include"]) == 3


def test_manifests_are_a_stack_for_each(project: Project) -> None:
    source = ("--repository", "https://git.example.go.jp/k.git", "--image", "i", "--backend", "b")
    text = project.must("fleet", "manifests", "--all", *source, "--branch", "main")
    assert len(list(yaml.safe_load_all(text))) == 7
    refused = project.run("fleet", "manifests", "--all", *source)
    assert refused.returncode == 2
    assert "give --branch or --commit" in refused.stdout


def _exit(*statuses: Status) -> int:
    target = Target(stage="local")
    return exit_status([Outcome(target=target, status=status) for status in statuses])


def test_exit_statuses() -> None:
    assert _exit(Status.UNCHANGED, Status.CHANGES, Status.DONE, Status.ABSENT) == 0
    assert _exit(Status.DONE, Status.DRIFTED) == 4
    for status in (Status.FAILED, Status.REFUSED, Status.SKIPPED):
        assert _exit(Status.DRIFTED, status) == 1
