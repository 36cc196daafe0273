"""Which engine is taken, of those that could be had."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from localcloud.engine.locate import ensure_engine, find_engine
from localcloud.engine.model import EngineUnavailable
from tests.localcloud.engine.world import Machine, Recorder, Release


def test_a_new_enough_cli_on_path_is_taken_with_its_host(machine: Machine) -> None:
    cli = machine.put_pulumi("3.300.1")
    engine = ensure_engine(settings=machine.settings)
    assert (engine.source, engine.cli, engine.version) == ("path", cli, "3.300.1")
    assert engine.path_dirs == (machine.bin,)


def test_an_official_host_is_never_hidden_by_ours(machine: Machine) -> None:
    machine.put_pulumi("3.300.1")
    ensure_engine(settings=machine.settings)
    assert not machine.settings.shims.exists()


def test_a_cli_on_path_without_a_host_gets_ours_beside_it(machine: Machine) -> None:
    machine.put_pulumi("3.300.1", host=False)
    engine = ensure_engine(settings=machine.settings)
    assert engine.path_dirs == (machine.settings.shims,)
    assert sorted(p.name for p in machine.settings.shims.iterdir()) == [
        "pulumi",
        "pulumi-language-python",
    ]


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        ("3.258.9", "3.259.0 or newer of version 3 is needed"),
        ("4.0.0", "3.259.0 or newer of version 3 is needed"),
        ("unknown", "which is not a version"),
    ],
)
def test_a_cli_on_path_of_another_version_is_passed_over(
    machine: Machine, version: str, reason: str
) -> None:
    machine.put_pulumi(version)
    with pytest.raises(EngineUnavailable, match=reason):
        ensure_engine(settings=machine.settings)


def test_a_cli_on_path_that_fails_is_passed_over(machine: Machine) -> None:
    machine.script(machine.bin / "pulumi", "exit 1")
    with pytest.raises(EngineUnavailable, match="can't be run"):
        ensure_engine(settings=machine.settings)


def test_the_version_of_a_binary_on_path_is_asked_for_once(machine: Machine) -> None:
    asked = machine.root / "asked"
    cli = machine.put_pulumi("3.259.0")
    with cli.open("a", encoding="utf-8") as file:
        file.write(f"echo once >> {asked}\nexit 0\n" + "#" * 1_000_000)
    for _ in range(3):
        ensure_engine(settings=machine.settings)
    assert asked.read_text(encoding="utf-8") == "once\n"


def test_the_version_of_a_replaced_binary_is_asked_for_again(machine: Machine) -> None:
    padding = "\nexit 0\n" + "#" * 1_000_000
    for version in ("3.259.0", "3.260.0"):
        cli = machine.put_pulumi(version)
        with cli.open("a", encoding="utf-8") as file:
            file.write(padding)
        os.utime(cli, ns=(0, int(version.split(".")[1])))
        assert ensure_engine(settings=machine.settings).version == version


def test_the_cache_is_taken_before_the_download(
    online: Machine, release: Release, official: bytes
) -> None:
    online.put_cached()
    release.asked.clear()
    release.offer(official)
    assert ensure_engine(settings=online.settings).source == "cache"
    assert release.asked == []


def test_the_download_is_taken_before_the_build(
    online: Machine, release: Release, official: bytes
) -> None:
    online.put_go()
    release.offer(official)
    engine = ensure_engine(settings=online.settings)
    assert (engine.source, online.builds) == ("download", 0)


def test_the_official_host_of_a_download_is_used(
    online: Machine, release: Release, official: bytes
) -> None:
    release.offer(official)
    engine = ensure_engine(settings=online.settings)
    assert engine.path_dirs == (online.settings.cache / "3.259.0" / "bin",)


def test_the_build_is_taken_when_nothing_else_is_open(machine: Machine) -> None:
    machine.put_go()
    engine = ensure_engine(settings=machine.settings)
    assert (engine.source, engine.version, machine.builds) == ("built", "3.259.0", 1)


def test_a_build_is_kept(machine: Machine) -> None:
    machine.put_go()
    ensure_engine(settings=machine.settings)
    assert ensure_engine(settings=machine.settings).source == "cache"
    assert machine.builds == 1


def test_a_machine_without_any_way_is_told_of_each_and_of_what_helps(machine: Machine) -> None:
    with pytest.raises(EngineUnavailable) as caught:
        ensure_engine(settings=machine.settings)
    message = str(caught.value)
    for part in (
        "on PATH: no `pulumi` there",
        "in the engine cache: nothing in",
        "official download: http://127.0.0.1:1/releases",
        "build from its Go module: no `go` on PATH",
        "put Pulumi 3.259.0 or newer on PATH",
        "put Go 1.26 or newer on PATH",
        "KYOTSU_ENGINE_DIR",
    ):
        assert part in message


def test_a_way_that_is_closed_is_noted_at_once(machine: Machine, recorder: Recorder) -> None:
    machine.put_go()
    ensure_engine(recorder, machine.settings)
    assert len(recorder.notes) == 1
    assert recorder.notes[0].startswith("Engine: official download: http://127.0.0.1:1/")


def test_what_this_project_put_on_path_is_not_taken_for_the_machines(machine: Machine) -> None:
    machine.put_cached()
    engine = ensure_engine(settings=machine.settings)
    environment = engine.environment(machine.settings.environment)
    again = ensure_engine(settings=replace(machine.settings, environment=environment))
    assert again.source == "cache"


def test_the_environment_of_an_engine_finds_it_first(machine: Machine) -> None:
    machine.put_cached()
    engine = ensure_engine(settings=machine.settings)
    path = engine.environment({"PATH": "/usr/bin", "LANG": "C"})
    assert path == {"PATH": f"{machine.settings.shims}:/usr/bin", "LANG": "C"}


def test_finding_gets_nothing(machine: Machine) -> None:
    machine.put_go()
    assert find_engine(machine.settings) is None
    assert (machine.builds, machine.settings.cache.exists()) == (0, False)


def test_a_shim_directory_that_cannot_be_written_is_said_so(machine: Machine) -> None:
    machine.put_cached()
    blocked = replace(machine.settings, shims=_file(machine.root / "blocked") / "bin")
    with pytest.raises(EngineUnavailable, match="Make that directory writable"):
        ensure_engine(settings=blocked)


def _file(path: Path) -> Path:
    path.write_text("", encoding="utf-8")
    return path
