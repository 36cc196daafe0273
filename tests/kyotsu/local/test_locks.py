"""Proves which locks of the local backend are taken for dead."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

from kyotsu.local.locks import release_dead_locks


def _lock(backend: Path, *, pid: int, hostname: str | None = None) -> Path:
    folder = backend / "locks" / "organization" / "kyotsu" / "local"
    folder.mkdir(parents=True, exist_ok=True)
    lock = folder / f"{pid}.json"
    lock.write_text(json.dumps({"pid": pid, "hostname": hostname or socket.gethostname()}))
    return lock


def _dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_the_lock_of_a_process_that_is_gone_is_released(tmp_path: Path) -> None:
    lock = _lock(tmp_path, pid=_dead_pid())
    assert release_dead_locks(tmp_path) == (lock,)
    assert not lock.exists()


def test_a_recycled_process_number_holds_no_lock(tmp_path: Path) -> None:
    # This test's own process is alive, and no engine.
    lock = _lock(tmp_path, pid=os.getpid())
    assert release_dead_locks(tmp_path) == (lock,)


def test_the_lock_of_a_living_engine_is_kept(tmp_path: Path) -> None:
    engine = tmp_path / "pulumi"
    engine.symlink_to("/bin/sleep")
    process = subprocess.Popen([str(engine), "30"])
    try:
        lock = _lock(tmp_path, pid=process.pid)
        assert release_dead_locks(tmp_path) == ()
        assert lock.exists()
    finally:
        process.kill()
        process.wait()


def test_the_lock_of_another_host_is_kept(tmp_path: Path) -> None:
    lock = _lock(tmp_path, pid=_dead_pid(), hostname="another")
    assert release_dead_locks(tmp_path) == ()
    assert lock.exists()


def test_a_lock_that_cannot_be_read_is_kept(tmp_path: Path) -> None:
    lock = _lock(tmp_path, pid=_dead_pid())
    lock.write_text("{")
    assert release_dead_locks(tmp_path) == ()
    assert lock.exists()
