"""The emulator's life: started once, told apart from another, ended, and clear when it can't be."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
import psutil
import pytest

from localcloud import emulator
from localcloud.emulator import EmulatorError, EmulatorInfo


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Path]:
    directory = tmp_path / "stage"
    yield directory
    emulator.stop(directory)


def test_it_serves_until_it_is_stopped(local: Path) -> None:
    started = emulator.start(local)
    sts = boto3.client(
        "sts",
        region_name="ap-northeast-1",
        endpoint_url=started.endpoint,
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )
    assert sts.get_caller_identity()["Account"] == "123456789012"
    assert emulator.status(local) == started
    assert emulator.stop(local)
    assert emulator.status(local) is None
    assert not emulator.stop(local)


def test_a_second_start_finds_the_first(local: Path) -> None:
    assert emulator.start(local) == emulator.start(local)


def test_two_starts_at_once_end_with_one(local: Path) -> None:
    with ThreadPoolExecutor(2) as both:
        first, second = both.map(emulator.start, [local, local])
    assert first == second


def test_a_killed_one_is_noticed_and_the_next_is_another_on_the_same_port(local: Path) -> None:
    first = emulator.start(local)
    psutil.Process(first.pid).kill()
    psutil.Process(first.pid).wait()
    assert emulator.status(local) is None
    second = emulator.start(local)
    assert second.instance != first.instance
    assert second.port == first.port
    assert second.moved_from is None


def test_a_recycled_pid_is_not_taken_for_it(local: Path) -> None:
    local.mkdir()
    other = {
        "endpoint": "http://127.0.0.1:1",
        "pid": os.getpid(),
        "instance": "gone",
        "started": "2026-01-01T00:00:00+00:00",
        "created": 1.0,
        "moved_from": None,
    }
    (local / "emulator.json").write_text(json.dumps(other), "utf-8")
    assert emulator.status(local) is None
    assert not emulator.stop(local)


def test_half_a_record_is_no_record(local: Path) -> None:
    local.mkdir()
    (local / "emulator.json").write_text('{"endpoint": ', "utf-8")
    assert emulator.status(local) is None
    assert isinstance(emulator.start(local), EmulatorInfo)


def test_it_moves_from_a_port_that_was_taken_and_says_so(local: Path) -> None:
    first = emulator.start(local)
    emulator.stop(local)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", first.port))
        other.listen()
        second = emulator.start(local)
    assert second.port != first.port
    assert second.moved_from == first.port


def test_a_port_that_was_asked_for_and_is_taken_is_refused(local: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(EmulatorError, match=f"port {port} on 127.0.0.1 is taken"):
            emulator.start(local, port=port)


def test_another_port_than_the_running_one_s_is_refused(local: Path) -> None:
    running = emulator.start(local)
    with pytest.raises(EmulatorError, match=f"already runs on port {running.port}"):
        emulator.start(local, port=running.port + 1)


def test_a_directory_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "stage").write_text("not a directory", "utf-8")
    with pytest.raises(EmulatorError, match="KYOTSU_LOCAL_DIR"):
        emulator.start(tmp_path / "stage")


def test_a_read_only_directory_is_refused(tmp_path: Path) -> None:
    """Run as nobody: root may write everywhere."""
    local = tmp_path / "stage"
    local.mkdir(mode=0o555)
    script = (
        "import os, sys; from pathlib import Path; from localcloud import emulator\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "try: emulator.start(Path(sys.argv[1]))\n"
        "except emulator.EmulatorError as error: print(error)\n"
    )
    for parent in local.parents:
        if parent.is_relative_to("/tmp") and parent != Path("/tmp"):  # noqa: S108 - pytest's own
            parent.chmod(parent.stat().st_mode | 0o055)
    done = subprocess.run(
        [sys.executable, "-c", script, str(local)], capture_output=True, text=True, check=False
    )
    assert "can't be written" in done.stdout, done.stderr


def test_its_record_is_for_its_owner_only(local: Path) -> None:
    emulator.start(local)
    assert (local / "emulator.json").stat().st_mode & 0o777 == 0o600


def test_users_own_credentials_do_not_reach_it(
    local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "real")
    started = emulator.start(local)
    environment = psutil.Process(started.pid).environ()
    assert not [name for name in environment if name.startswith("AWS_")]
