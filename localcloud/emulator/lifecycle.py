"""Starting, finding and stopping the emulator of a local stage.

What is known about it is in ``<local dir>/emulator.json``. A process id alone proves nothing (it
may have been given to another process since), so the start time is compared, and the server is
asked for the random instance id that it was started with.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from filelock import FileLock, Timeout

from localcloud.emulator.wsgi import IDENTITY
from localcloud.files import write_atomically

START_SECONDS = 60
LOCK_SECONDS = 90


class EmulatorError(Exception):
    """The emulator can't be started or stopped; shown without a traceback."""


@dataclass(frozen=True, kw_only=True)
class EmulatorInfo:
    """A running emulator."""

    endpoint: str
    """``http://127.0.0.1:<port>``"""
    pid: int
    instance: str
    """Random; another one means that everything that the last one held is gone."""
    started: str
    """ISO 8601, UTC."""
    created: float
    """The process's start time as the system tells it, seconds since the epoch."""
    moved_from: int | None = None
    """The port that it had the last time, where that was taken now."""

    @property
    def port(self) -> int:
        """The port on loopback."""
        return urlsplit(self.endpoint).port or 0


def start(local_dir: Path, *, port: int | None = None) -> EmulatorInfo:
    """Start the emulator, or return the one that runs.

    Without `port` it takes the port that it had the last time, or a free one where that is taken
    (told by `moved_from`) or where there was none. Two starts at once end with one emulator.
    Raises `EmulatorError` where the directory can't be written, a given port is taken, or the
    server doesn't come up.
    """
    with _locked(local_dir):
        running = status(local_dir)
        if running is not None:
            if port is not None and running.port != port:
                raise EmulatorError(
                    f"the emulator already runs on port {running.port}; stop it with "
                    f"`kyotsu local down` before starting it on port {port}"
                )
            return running
        _end(_recorded(local_dir))
        before = _recorded(local_dir)
        remembered = before.port if before else None
        if port is not None and not _free(port):
            raise EmulatorError(
                f"port {port} on 127.0.0.1 is taken by another process; choose another, or none"
            )
        chosen = port or (remembered if remembered and _free(remembered) else _free_port())
        moved = remembered if port is None and remembered not in (None, chosen) else None
        return _spawn(local_dir, chosen, moved)


def status(local_dir: Path) -> EmulatorInfo | None:
    """Return the running emulator of this directory, or None: asks the process and the server."""
    info = _recorded(local_dir)
    if info is None or not _alive(info):
        return None
    return info if instance_at(info.endpoint) == info.instance else None


def stop(local_dir: Path) -> bool:
    """Stop the emulator; everything it holds is gone. False where none ran."""
    if not local_dir.exists():
        return False
    with _locked(local_dir):
        return _end(_recorded(local_dir))


def instance_at(endpoint: str) -> str | None:
    """Return the instance id that an emulator of ours tells here; None for anything else."""
    parts = urlsplit(endpoint)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=5)
    try:
        connection.request("GET", IDENTITY)
        told = json.loads(connection.getresponse().read())
        return str(told["instance"])
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return None
    finally:
        connection.close()


def _recorded(local_dir: Path) -> EmulatorInfo | None:
    try:
        return EmulatorInfo(**json.loads((local_dir / "emulator.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


@contextlib.contextmanager
def _locked(local_dir: Path) -> Generator[None]:
    try:
        local_dir.mkdir(parents=True, exist_ok=True)
        lock = FileLock(local_dir / "emulator.lock", timeout=LOCK_SECONDS)
        lock.acquire()
    except Timeout:
        raise EmulatorError(
            f"another command has been starting or stopping the emulator in {local_dir} for "
            f"{LOCK_SECONDS} s; end that command and try again"
        ) from None
    except OSError as error:
        raise EmulatorError(
            f"{local_dir} can't be written ({error.strerror}); the local stage keeps its state "
            f"there; set KYOTSU_LOCAL_DIR to a directory of yours"
        ) from None
    try:
        yield
    finally:
        lock.release()


def _spawn(local_dir: Path, port: int, moved: int | None) -> EmulatorInfo:
    instance = secrets.token_hex(8)
    shutil.rmtree(local_dir / "journal", ignore_errors=True)  # of emulators that are gone
    command = [sys.executable, "-m", "localcloud.emulator.server"]
    command += ["--port", str(port), "--instance", instance]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "MOTO_"))}
    log = local_dir / "emulator.log"
    try:
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,
            )
        info = EmulatorInfo(
            endpoint=f"http://127.0.0.1:{port}",
            pid=process.pid,
            instance=instance,
            started=datetime.now(UTC).isoformat(timespec="seconds"),
            created=psutil.Process(process.pid).create_time(),
            moved_from=moved,
        )
        # Before it is ready: a start that is interrupted must leave nothing that nobody knows of.
        write_atomically(local_dir / "emulator.json", json.dumps(asdict(info), indent=2))
    except OSError as error:
        raise EmulatorError(f"{local_dir} can't be written ({error.strerror})") from None
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        if instance_at(info.endpoint) == instance:
            return info
        time.sleep(0.05)
    _end(info)
    tail = "\n".join(log.read_text("utf-8", "replace").splitlines()[-5:])
    raise EmulatorError(f"the emulator didn't start on port {port}; the end of {log}:\n{tail}")


def _alive(info: EmulatorInfo) -> bool:
    try:
        process = psutil.Process(info.pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return abs(process.create_time() - info.created) < 1
    except psutil.Error:
        return False


def _end(info: EmulatorInfo | None) -> bool:
    """Stop the process that this tells of, if it is still that process."""
    if info is None or not _alive(info):
        return False
    process = psutil.Process(info.pid)
    with contextlib.suppress(psutil.NoSuchProcess):
        process.terminate()
        try:
            process.wait(5)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(5)
    return True


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
