"""Proves how the command ends when it can't do what it is asked for. Needs no engine."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kyotsu.conftest import Project


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("preview", "--stage", "produ"), "there is no stage produ; there are dev, local, prod"),
        (("up", "--tenant", "soumu-shinse"), "did you mean soumu-shinsei?"),
        (("destroy",), "say what to destroy"),
        (("destroy", "--stage", "prod", "--tenant", "no-such"), "there is no tenant no-such"),
    ],
)
def test_a_mistake_is_answered_with_a_sentence(
    project: Project, arguments: tuple[str, ...], sentence: str
) -> None:
    done = project.run(*arguments)
    assert done.returncode == 2, done.stdout
    assert sentence in done.stdout
    assert "Traceback" not in done.stdout


def test_outside_of_a_project_it_says_where_it_looked(project: Project) -> None:
    (project.root / "Pulumi.yaml").unlink()
    done = project.run("preview")
    assert done.returncode == 2
    assert f"no Pulumi.yaml at or above {project.root}" in done.stdout


def test_a_broken_stage_file_is_named_by_line_and_field(project: Project) -> None:
    stage = project.root / "Pulumi.local.yaml"
    stage.write_text(stage.read_text().replace("protect: false", "protect: maybe"))
    done = project.run("preview")
    assert done.returncode == 2
    line = stage.read_text().splitlines().index("    protect: maybe") + 1
    assert f"Pulumi.local.yaml:{line}: " in done.stdout
    assert "protect" in done.stdout


def test_the_local_stage_must_run_before_it_can_be_previewed(project: Project) -> None:
    done = project.run("preview")
    assert done.returncode == 3
    assert "the local stage isn't running; `make up` or `kyotsu local up` starts it" in done.stdout


def test_real_stages_need_a_cli_on_path(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("pulumi", path="/usr/bin:/bin"):
        pytest.skip("a Pulumi CLI is installed where this test can't hide it")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    done = project.run("preview", "--stage", "dev")
    assert done.returncode == 3
    assert "stage dev needs Pulumi's CLI on PATH" in done.stdout


def test_the_status_of_a_stage_that_is_down(project: Project) -> None:
    done = project.run("local", "status")
    assert done.returncode == 1
    assert "The local stage isn't running" in done.stdout
