"""`kyotsu proof access`, end to end on the sample fleet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kyotsu.cli import app
from kyotsu.errors import UserMistake

from .conftest import ROOT, Stage


@pytest.fixture
def run(evaluated: Path, sample: Stage, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("KYOTSU_DESIRED_DIR", str(evaluated))
    return CliRunner()


def _arguments(*more: str) -> list[str]:
    return ["proof", "access", "--root", str(ROOT), *more]


def test_the_sample_fleet_is_proved_in_each_form(run: CliRunner) -> None:
    as_json = run.invoke(app, _arguments("--format", "json"), catch_exceptions=False)
    assert as_json.exit_code == 0
    assert json.loads(as_json.stdout)["access"]["outcome"] == "proved"
    html = run.invoke(app, _arguments("--format", "html"), catch_exceptions=False)
    assert html.exit_code == 0
    assert "他のテナントの誰も" in html.stdout
    table = run.invoke(app, _arguments(), catch_exceptions=False)
    assert "ACC-7" in table.stdout


def test_one_tenant_alone_can_be_asked_about(run: CliRunner) -> None:
    found = run.invoke(
        app, _arguments("--format", "json", "--tenant", "mof-shunou"), catch_exceptions=False
    )
    verdicts = json.loads(found.stdout)["access"]["verdicts"]
    assert {one["subject"] for one in verdicts} == {"mof-shunou"}


def test_a_tenant_that_is_none_is_refused_with_the_nearest(run: CliRunner) -> None:
    with pytest.raises(UserMistake, match="there is no tenant mof-shuno in stage local"):
        run.invoke(app, _arguments("--tenant", "mof-shuno"), catch_exceptions=False)
