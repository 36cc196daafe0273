"""The command that the Makefile calls."""

from __future__ import annotations

from pathlib import Path

import pytest

from localcloud.engine import cli
from localcloud.engine.model import Engine
from localcloud.engine.progress import Progress
from localcloud.engine.settings import Settings

ENGINE = Engine(
    cli=Path("/e/pulumi"), version="3.259.0", source="cache", path_dirs=(Path("/e"), Path("/f"))
)


def _ensures(_: Progress) -> Engine:
    return ENGINE


def _finds(_: Settings) -> Engine | None:
    return ENGINE


def _finds_none(_: Settings) -> Engine | None:
    return None


def test_ensure_says_in_one_line_what_is_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "ensure_engine", _ensures)
    assert cli.main(["ensure"]) == 0
    assert capsys.readouterr().out == "Pulumi 3.259.0, from the engine cache: /e/pulumi\n"


def test_ensure_ends_with_3_where_none_can_be_had(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("KYOTSU_ENGINE_DIR", str(tmp_path / "file" / "cache"))
    assert cli.main(["ensure"]) == 3
    assert "can't be had here. What was tried:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["where"], "/e/pulumi\n"),
        (["where", "--path"], "/e:/f\n"),
        (["version"], "3.259.0 (pinned: 3.259.0)\n"),
    ],
)
def test_what_is_present_is_told(
    arguments: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cli, "find_engine", _finds)
    assert (cli.main(arguments), capsys.readouterr().out) == (0, said)


def test_asking_for_what_is_absent_ends_with_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "find_engine", _finds_none)
    assert cli.main(["where"]) == 3
    assert "ensure` gets one" in capsys.readouterr().err
