"""The private directory that the built CLI is run from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from localcloud.engine.shims import place_beside, write_shims


def test_the_shim_runs_our_host_with_the_given_interpreter(tmp_path: Path) -> None:
    shim = write_shims(tmp_path / "bin", Path(sys.executable))
    answer = subprocess.run([shim], capture_output=True, text=True, check=False)
    assert answer.stderr.startswith("usage: pulumi-language-python")


def test_an_interpreter_with_spaces_in_its_path_is_quoted(tmp_path: Path) -> None:
    shim = write_shims(tmp_path / "bin", Path("/a b/python"))
    assert "exec '/a b/python' -P -m" in shim.read_text(encoding="utf-8")


def test_a_shim_that_is_right_is_left_alone(tmp_path: Path) -> None:
    shim = write_shims(tmp_path, Path(sys.executable))
    os.utime(shim, (0, 0))
    write_shims(tmp_path, Path(sys.executable))
    assert shim.stat().st_mtime == 0


def test_a_shim_for_another_interpreter_is_replaced(tmp_path: Path) -> None:
    write_shims(tmp_path, Path("/old/python"))
    shim = write_shims(tmp_path, Path("/new/python"))
    assert "/new/python" in shim.read_text(encoding="utf-8")


@pytest.fixture
def cli(tmp_path: Path) -> Path:
    """An executable to place."""
    path = tmp_path / "cache" / "pulumi"
    path.parent.mkdir()
    path.write_text("one", encoding="utf-8")
    return path


def test_the_cli_is_linked_not_copied(cli: Path, tmp_path: Path) -> None:
    assert place_beside(cli, tmp_path).samefile(cli)


def test_the_cli_is_copied_across_file_systems(
    cli: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_device(*_: object) -> NoReturn:
        raise OSError("Invalid cross-device link")

    monkeypatch.setattr(Path, "hardlink_to", other_device)
    placed = place_beside(cli, tmp_path)
    assert (placed.read_text(encoding="utf-8"), placed.samefile(cli)) == ("one", False)


def test_a_replaced_cli_is_placed_again(cli: Path, tmp_path: Path) -> None:
    place_beside(cli, tmp_path)
    cli.unlink()
    cli.write_text("another", encoding="utf-8")
    assert place_beside(cli, tmp_path).read_text(encoding="utf-8") == "another"
