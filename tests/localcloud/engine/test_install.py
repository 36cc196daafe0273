"""Installing: whole or not at all, whoever else is at it, whatever kills it."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from localcloud.engine.locate import ensure_engine
from localcloud.engine.model import Engine, EngineUnavailable
from tests.localcloud.engine.world import Machine, Recorder
from tests.processes import runs

# A build that says that it has begun, and goes on only when it is let.
HELD = "echo $$ > {root}/began; while [ -e {root}/hold ]; do sleep 0.05; done"


def _hold(machine: Machine) -> None:
    (machine.root / "hold").touch()
    machine.put_go(build=HELD.format(root=machine.root))


def _release(machine: Machine) -> None:
    (machine.root / "hold").unlink()


def _until(happened: Callable[[], bool]) -> None:
    # Only a hang ends here; no test is about how long anything takes.
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def _pid_of_build(machine: Machine) -> int:
    began = machine.root / "began"
    _until(lambda: began.exists() and began.read_text(encoding="utf-8").strip() != "")
    return int(began.read_text(encoding="utf-8"))


def _in_own_process(machine: Machine) -> subprocess.Popen[str]:
    settings = machine.settings
    script = textwrap.dedent(
        f"""
        from pathlib import Path
        from localcloud.engine import cli
        from localcloud.engine.settings import Settings
        import os, sys
        settings = Settings(
            version={settings.version!r}, cache=Path({str(settings.cache)!r}),
            environment=dict(os.environ), shims=Path({str(settings.shims)!r}),
            archives={settings.archives!r}, checksums={settings.checksums!r},
        )
        ensure = cli.ensure_engine
        cli.ensure_engine = lambda progress: ensure(progress, settings)
        sys.exit(cli.main(["ensure"]))
        """
    )
    return subprocess.Popen(
        [sys.executable, "-c", script],
        env=dict(settings.environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_killed_run_installs_nothing(machine: Machine) -> None:
    _hold(machine)
    process = _in_own_process(machine)
    _pid_of_build(machine)
    process.kill()
    process.communicate()
    assert not (machine.settings.cache / "3.259.0").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_a_killed_run_takes_its_compiler_along(machine: Machine) -> None:
    _hold(machine)
    process = _in_own_process(machine)
    build = _pid_of_build(machine)
    process.kill()
    process.communicate()
    _until(lambda: not runs(build))


def test_the_run_after_a_killed_one_finishes_and_sweeps_up(machine: Machine) -> None:
    _hold(machine)
    process = _in_own_process(machine)
    _pid_of_build(machine)
    process.kill()
    process.communicate()
    assert machine.leftovers != []
    _release(machine)
    assert ensure_engine(settings=machine.settings).source == "built"
    assert machine.leftovers == []


def test_ctrl_c_ends_the_build_and_leaves_nothing(machine: Machine) -> None:
    _hold(machine)
    process = _in_own_process(machine)
    build = _pid_of_build(machine)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert (process.returncode, said.splitlines()[-1]) == (
        130,
        "Interrupted; the next run goes on from here.",
    )
    assert machine.leftovers == []
    assert not runs(build)


def test_two_runs_at_once_build_once(machine: Machine) -> None:
    _hold(machine)
    got: list[Engine] = []
    first = threading.Thread(target=lambda: got.append(ensure_engine(settings=machine.settings)))
    first.start()
    _pid_of_build(machine)

    class LetsGoWhenItWaits(Recorder):
        def phase(self, title: str, total: int | None = None) -> None:
            super().phase(title, total)
            _release(machine)

    second = LetsGoWhenItWaits()
    got.append(ensure_engine(second, machine.settings))
    first.join()
    assert second.phases == [("Another run is getting the engine: waiting for it", None)]
    assert (sorted(engine.source for engine in got), machine.builds) == (["built", "cache"], 1)


def test_a_damaged_engine_is_replaced(machine: Machine) -> None:
    machine.put_cached()
    (machine.settings.cache / "3.259.0" / "bin" / "pulumi").write_text("", encoding="utf-8")
    machine.put_go()
    assert ensure_engine(settings=machine.settings).source == "built"
    assert machine.leftovers == []


def test_a_manifest_that_cannot_be_read_counts_as_damage(machine: Machine) -> None:
    machine.put_cached()
    (machine.settings.cache / "3.259.0" / "manifest.json").write_text("{", encoding="utf-8")
    machine.put_go()
    assert ensure_engine(settings=machine.settings).source == "built"


def test_an_engine_whose_times_changed_but_not_its_contents_is_whole(machine: Machine) -> None:
    machine.put_cached()
    os.utime(machine.settings.cache / "3.259.0" / "bin" / "pulumi", (0, 0))
    assert ensure_engine(settings=machine.settings).source == "cache"


def test_the_manifest_says_what_was_installed(machine: Machine) -> None:
    machine.put_cached()
    home = machine.settings.cache / "3.259.0"
    manifest = json.loads((home / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["version"] == "3.259.0"
    assert manifest["files"]["pulumi"]["size"] == (home / "bin" / "pulumi").stat().st_size


def test_an_engine_that_is_there_needs_no_writing_in_the_cache(machine: Machine) -> None:
    machine.put_cached()
    (machine.settings.cache / "3.259.0.lock").unlink(missing_ok=True)
    before = sorted(machine.settings.cache.rglob("*"))
    ensure_engine(settings=machine.settings)
    assert sorted(machine.settings.cache.rglob("*")) == before


def test_a_cache_that_cannot_be_written_is_said_so(machine: Machine) -> None:
    machine.put_go()
    in_the_way = machine.root / "in-the-way"
    in_the_way.touch()
    with pytest.raises(EngineUnavailable, match=r"can't be written .*; set KYOTSU_ENGINE_DIR to"):
        ensure_engine(settings=replace(machine.settings, cache=in_the_way / "engine"))


def test_a_full_disk_under_the_cache_is_said_so(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(EngineUnavailable, match="no space is left on a disk that is needed"):
        ensure_engine(settings=machine.settings)


def test_no_draft_is_left_among_the_shims(machine: Machine) -> None:
    machine.put_cached()
    names = sorted(path.name for path in Path(machine.settings.shims).iterdir())
    assert names == ["pulumi", "pulumi-language-python"]
