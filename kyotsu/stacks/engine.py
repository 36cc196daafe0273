"""Runs one command of the engine in a process of its own, within limits, and hears its events.

The Automation API isn't used for this. It can't end an engine that hangs, and it starts six more
processes for each update (docs/adr/0009-fleet-runs.md).
"""

import json
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from kyotsu.stacks import session
from kyotsu.stacks.halt import Halt

Event = Mapping[str, Any]
"""One event of the engine, as `--event-log` writes it: a key tells its kind, such as
`resourcePreEvent`."""

_POLL_SECONDS = 0.05


class End(StrEnum):
    """How an engine ended."""

    ITSELF = "by itself"
    KILLED = "killed"
    """By a signal that we didn't send."""
    HUNG = "hung"
    """It took longer than was allowed, and was ended."""
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long an engine may take, and how long it may then take to stop. In seconds."""

    timeout: float = 3600
    grace: float = 30


@dataclass(frozen=True, kw_only=True)
class Command:
    """What to run. `variables` are the whole environment. `log` is appended to.

    `output` gets the standard output, where it isn't to go to the log.
    """

    arguments: Sequence[str]
    folder: Path
    variables: Mapping[str, str]
    events: Path
    log: Path
    output: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What came of it: the exit status (negative: the signal), and what was printed."""

    end: End
    status: int
    output: str


def run(
    command: Command,
    *,
    limits: Limits,
    halt: Halt,
    on_start: Callable[[int], None],
    on_event: Callable[[Event], None],
) -> Ended:
    """Run a command of the engine to its end, and call `on_event` with each of its events.

    `on_start` is called with the number of its process. Nothing of it is left when this returns.
    """
    command.events.unlink(missing_ok=True)
    reader = _EventReader(command.events)
    with command.log.open("a+b") as log, _output(command, log) as output:
        began = log.seek(0, 2)
        process = subprocess.Popen(
            list(command.arguments),
            cwd=command.folder,
            env=dict(command.variables),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=log,
            start_new_session=True,
        )
        try:
            on_start(process.pid)
            end = _supervise(process, limits, halt, lambda: reader.drain(on_event))
        finally:
            session.end(process.pid)
            process.wait()
        reader.drain(on_event)
        log.seek(began)
        said = log.read().decode(errors="replace")
    return Ended(end=end, status=process.returncode, output=said)


def _output(command: Command, log: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    return nullcontext(log) if command.output is None else command.output.open("wb")


def _supervise(
    process: subprocess.Popen[bytes], limits: Limits, halt: Halt, hear: Callable[[], None]
) -> End:
    deadline = time.monotonic() + limits.timeout
    told: End | None = None
    while True:
        try:
            status = process.wait(_POLL_SECONDS)
        except subprocess.TimeoutExpired:
            hear()
        else:
            return told or (End.KILLED if status < 0 else End.ITSELF)
        if halt.at_once.is_set():
            return told or End.INTERRUPTED
        if told is None and halt.asked.is_set():
            told = End.INTERRUPTED
            process.send_signal(signal.SIGINT)
        if time.monotonic() > deadline:
            if told is End.HUNG:
                return told
            # The engine cancels what it waits for, writes its state and releases its lock.
            told = End.HUNG
            process.send_signal(signal.SIGINT)
            deadline = time.monotonic() + limits.grace


class _EventReader:
    """Reads a file of JSON lines while it is being written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0

    def drain(self, on_event: Callable[[Event], None]) -> None:
        """Hand over each whole line that has come since the last time."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._read)
                fresh = file.read()
        except FileNotFoundError:
            return
        whole = fresh[: fresh.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.splitlines():
            on_event(json.loads(line))
