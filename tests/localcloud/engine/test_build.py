"""The build: what it tells, and each way that it fails."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from localcloud.engine.locate import ensure_engine
from localcloud.engine.model import EngineUnavailable
from localcloud.engine.settings import GO_MODULE, Settings, pinned_version
from tests.localcloud.engine.world import Machine, Recorder

needs_go = pytest.mark.skipif(shutil.which("go") is None, reason="this machine has no Go")


def test_both_halves_tell_their_progress(machine: Machine, recorder: Recorder) -> None:
    machine.put_go()
    ensure_engine(recorder, machine.settings)
    assert recorder.phases[-2:] == [
        ("Building the engine, once (1 of 2): fetching its sources", None),
        ("Building the engine, once (2 of 2): compiling its packages", 2),
    ]
    assert recorder.steps == [(1, "example.org/one v1.0.0"), (1, "one"), (2, "two")]


def test_a_go_that_is_too_old_is_said_so(machine: Machine) -> None:
    machine.put_go(version="go1.21.3")
    with pytest.raises(EngineUnavailable, match=r"is go1\.21\.3; Go 1\.26 or newer is needed"):
        ensure_engine(settings=machine.settings)


def test_a_go_that_fails_is_said_so(machine: Machine) -> None:
    machine.script(machine.bin / "go", "exit 2")
    with pytest.raises(EngineUnavailable, match=r"build from its Go module: .*can't be run"):
        ensure_engine(settings=machine.settings)


def test_the_last_lines_of_a_failed_build_are_shown(machine: Machine) -> None:
    machine.put_go(build="seq 1 40; echo 'undefined: thing' >&2; exit 1")
    with pytest.raises(EngineUnavailable) as caught:
        ensure_engine(settings=machine.settings)
    message = str(caught.value)
    assert "`go build` ended with status 1; its last lines:" in message
    assert "undefined: thing" in message
    assert "\n      26\n" not in message


def test_a_full_disk_is_said_so(machine: Machine) -> None:
    machine.put_go(build="echo 'write /x: no space left on device'; exit 1")
    with pytest.raises(EngineUnavailable, match="no space is left on a disk that is needed"):
        ensure_engine(settings=machine.settings)


def test_a_failed_build_leaves_nothing(machine: Machine) -> None:
    machine.put_go(build="exit 1")
    with pytest.raises(EngineUnavailable):
        ensure_engine(settings=machine.settings)
    assert [p.name for p in machine.settings.cache.iterdir()] == ["3.259.0.lock"]


def test_go_may_change_neither_the_pins_nor_itself(machine: Machine) -> None:
    seen = machine.root / "seen"
    machine.put_go(build=f'echo "$GOFLAGS|$GOTOOLCHAIN|$GOWORK" > {seen}')
    hostile = {**machine.settings.environment, "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "auto"}
    ensure_engine(settings=replace(machine.settings, environment=hostile))
    assert seen.read_text(encoding="utf-8") == "-mod=readonly -buildvcs=false|local|off\n"


def test_the_pins_name_the_tool_and_one_version_of_it() -> None:
    text = (GO_MODULE / "go.mod").read_text(encoding="utf-8")
    assert "tool github.com/pulumi/pulumi/pkg/v3/cmd/pulumi\n" in text
    assert f"github.com/pulumi/pulumi/sdk/v3 v{pinned_version(GO_MODULE)}" in text


def test_pins_without_the_tool_are_refused(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module x\n", encoding="utf-8")
    with pytest.raises(ValueError, match="does not require"):
        pinned_version(tmp_path)


@needs_go
def test_a_real_module_is_really_built(machine: Machine) -> None:
    engine = ensure_engine(settings=_with_module(machine, "fmt.Println(version)"))
    assert engine.source == "built"
    assert engine.cli.stat().st_size > 500_000


@needs_go
def test_what_a_real_compiler_says_is_shown(machine: Machine) -> None:
    with pytest.raises(EngineUnavailable, match="undefined: nothing"):
        ensure_engine(settings=_with_module(machine, "fmt.Println(nothing)"))


def _with_module(machine: Machine, statement: str) -> Settings:
    module = machine.root / "module"
    module.mkdir()
    (module / "go.mod").write_text("module kyotsu.local/tiny\n\ngo 1.21\n", encoding="utf-8")
    (module / "main.go").write_text(
        f'package main\n\nimport "fmt"\n\nvar version = "unset"\n\nfunc main() {{ {statement} }}\n',
        encoding="utf-8",
    )
    # The real Go, with its real cache: a cold standard library takes half a minute.
    return replace(
        machine.settings,
        environment=dict(os.environ),
        go_module=module,
        package="kyotsu.local/tiny",
        version_symbol="main.version",
    )
