"""Proves that the workflows call commands that exist, pin what they use and ask for little.

Not proved: that GitHub runs them; they can't be run elsewhere. `make check` holds them against
GitHub's schema and zizmor's audits.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from kyotsu.cli import app

ROOT = Path(__file__).resolve().parents[3]
FILES = sorted((ROOT / ".github").rglob("*.yml"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: (?:\./\S+|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)")
MAY_WRITE = {
    ("preview.yml", "preview", "id-token"),
    ("preview.yml", "comment", "pull-requests"),
    ("preview.yml", "comment", "security-events"),
    ("deploy.yml", "dev", "id-token"),
    ("deploy.yml", "prod", "id-token"),
    ("deploy-stage.yml", "deploy", "id-token"),
    ("deploy-stage.yml", "show-newcomers", "id-token"),
    ("deploy-stage.yml", "deploy-newcomers", "id-token"),
    ("drift.yml", "drift", "id-token"),
    ("drift.yml", "drift", "issues"),
    ("release-policies.yml", "release", "contents"),
}


def _read(path: Path) -> dict[Any, Any]:
    return yaml.safe_load(path.read_text())


def _jobs(path: Path) -> dict[str, dict[str, Any]]:
    return _read(path)["jobs"]


def _scripts() -> Iterator[tuple[str, str]]:
    for path in WORKFLOWS:
        for job in _jobs(path).values():
            for step in job.get("steps", []):
                if "run" in step:
                    yield path.name, step["run"]


def test_there_is_a_workflow_for_each_part_of_the_path() -> None:
    assert [path.name for path in WORKFLOWS] == [
        "deploy-stage.yml",
        "deploy.yml",
        "drift.yml",
        "preview.yml",
        "release-policies.yml",
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.name))
def test_each_action_is_pinned_by_a_commit_and_says_which_version(path: Path) -> None:
    used = [line.strip(" -") for line in path.read_text().splitlines() if "uses:" in line]
    assert [line for line in used if not PINNED.fullmatch(line)] == []


def test_one_action_has_one_version_everywhere() -> None:
    used = set(re.findall(r"([\w./-]+)@([0-9a-f]{40})", "".join(p.read_text() for p in FILES)))
    assert len({name for name, _ in used}) == len(used)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: str(path.name))
def test_nothing_is_permitted_but_what_a_job_asks_for(path: Path) -> None:
    assert _read(path)["permissions"] == {}
    written = {
        (path.name, name, scope)
        for name, job in _jobs(path).items()
        for scope, level in job["permissions"].items()
        if level == "write"
    }
    assert written == {one for one in MAY_WRITE if one[0] == path.name}


def test_no_expression_comes_into_a_script() -> None:
    assert [name for name, script in _scripts() if "${{" in script] == []


def test_a_forks_code_never_meets_a_token_that_may_write() -> None:
    for path in WORKFLOWS:
        events = _read(path)[True]  # YAML 1.1 takes `on` for a truth
        assert "pull_request_target" not in events
        assert "workflow_run" not in events
    guard = _jobs(ROOT / ".github/workflows/preview.yml")["plan"]["if"]
    assert guard == "github.event.pull_request.head.repo.full_name == github.repository"


def test_stages_are_deployed_one_run_at_a_time_and_never_broken_off() -> None:
    jobs = _jobs(ROOT / ".github/workflows/deploy-stage.yml")
    for name in ("deploy", "deploy-newcomers"):
        assert jobs[name]["concurrency"] == {
            "group": "deploy-${{ inputs.stage }}",
            "cancel-in-progress": False,
        }
        assert jobs[name]["environment"] == "${{ inputs.stage }}"


def test_only_deploying_jobs_take_the_deploying_role() -> None:
    for path in WORKFLOWS:
        for name, job in _jobs(path).items():
            deploys = "DEPLOY_ROLE" in str(job.get("steps"))
            assert deploys == (
                path.name == "deploy-stage.yml" and name in ("deploy", "deploy-newcomers")
            )


def _commands() -> list[list[str]]:
    found: list[list[str]] = []
    for _, script in _scripts():
        plain = re.sub(r"\$\((.*?)\)", r"\n\1\n", script)
        for line in plain.splitlines():
            words = shlex.split(line.split(">>")[0].split("=kyotsu")[-1], comments=True)
            if words and words[0] == "kyotsu":
                found.append(words[1:])
    return found


@pytest.mark.parametrize("words", _commands(), ids=" ".join)
def test_each_command_and_each_of_its_options_exists(words: list[str]) -> None:
    command: Any = typer.main.get_command(app)
    rest = list(words)
    while hasattr(command, "commands") and rest and rest[0] in command.commands:
        command = command.commands[rest.pop(0)]
    assert not hasattr(command, "commands") or command.invoke_without_command, words
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in rest if word.startswith("--")} <= known


def test_all_workflows_together_call_what_is_expected() -> None:
    called = {" ".join(words[:2]) for words in _commands()}
    assert called == {
        "ci annotate",
        "ci approved",
        "ci comment",
        "ci deploy",
        "ci drift",
        "ci matrix",
        "ci newcomers",
        "ci preview",
        "policy release",
        "up --stage",
    }
