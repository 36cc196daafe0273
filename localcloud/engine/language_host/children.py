"""The processes that the host has started, and their end."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from io import BufferedReader
from typing import Literal, cast

from localcloud.engine.bound import bound

_SECONDS_TO_END = 5.0
_CHUNK = 1 << 16

Output = tuple[Literal["stdout", "stderr"], bytes]


def python_command(*arguments: str) -> list[str]:
    """Return a command for our interpreter, unbuffered.

    -P keeps the working directory (the user's program) from shadowing modules of the SDK; the
    program's own directory is added when it is run.
    """
    return [sys.executable, "-u", "-P", *arguments]


class Child:
    """A process that ends when the host does, or when it is told to."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        directory: str,
        environment: Mapping[str, str] | None = None,
        piped: bool,
    ) -> None:
        """Start it. `piped` output is read with `outputs`; otherwise it goes where ours goes."""
        pipe = subprocess.PIPE if piped else None
        self._process = subprocess.Popen(
            bound(command),
            cwd=directory or None,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=pipe,
            stderr=pipe,
        )

    def give(self, data: bytes) -> None:
        """Write `data` to its standard input and close that."""
        stdin = self._process.stdin
        if stdin is not None:
            # It may be gone already; its exit status says more than a broken pipe does.
            with suppress(BrokenPipeError):
                stdin.write(data)
            with suppress(BrokenPipeError):
                stdin.close()

    def wait(self) -> int:
        """Return its exit status; minus the signal's number if one ended it."""
        return self._process.wait()

    def outputs(self) -> Iterator[Output]:
        """Yield what it writes, as it comes, until both streams end."""
        pieces: queue.SimpleQueue[Output | None] = queue.SimpleQueue()

        def read(name: Literal["stdout", "stderr"], stream: BufferedReader) -> None:
            while piece := stream.read1(_CHUNK):
                pieces.put((name, piece))
            pieces.put(None)

        running = 2
        for name, stream in (("stdout", self._process.stdout), ("stderr", self._process.stderr)):
            # Popen promises IO[bytes] only; of a pipe it makes a BufferedReader.
            reader = cast(BufferedReader, stream)
            threading.Thread(target=read, args=(name, reader), daemon=True).start()
        while running:
            piece = pieces.get()
            if piece is None:
                running -= 1
            else:
                yield piece

    def end(self) -> None:
        """Ask it to end, and make it end some seconds later. Returns at once."""
        if self._process.poll() is None:
            self._process.terminate()
            late = threading.Timer(_SECONDS_TO_END, self._process.kill)
            late.daemon = True
            late.start()


def describe_status(status: int) -> str:
    """Return a sentence for the exit status of a program that failed."""
    if status >= 0:
        return f"Program exited with non-zero exit code: {status}"
    return f"Program was ended by signal {-status} ({signal.strsignal(-status)})"
