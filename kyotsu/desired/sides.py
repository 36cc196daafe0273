"""Starts the process of a side, and asks it for graphs."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

from kyotsu.desired.cache import Cache, unpack
from kyotsu.desired.graph import Graph
from kyotsu.desired.messages import Finished, Impossible, Order, Planned, Result, Wanted
from kyotsu.errors import KyotsuError, UserMistake, WorldFault


def cache_folder(root: Path) -> Path:
    """Return where a project's evaluated graphs are kept: `$KYOTSU_DESIRED_DIR`, or `.local`."""
    chosen = os.environ.get("KYOTSU_DESIRED_DIR")
    return Path(chosen) if chosen else root / ".local" / "desired"


class Side:
    """One revision's desired state. Use it as a context: at the end its processes are gone."""

    def __init__(
        self, root: Path, stage: str, *, today: date, cache: Path, lenient: bool = False
    ) -> None:
        self.cache = Cache(cache)
        self.warning: str | None = None
        self._planned: Planned | None = None
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "kyotsu.desired.side", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=_environment(),
            )
        self._pipe = Connection(ours.detach())
        self._send(Order(root=root, stage=stage, today=today, cache=cache, lenient=lenient))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def planned(self) -> Planned:
        """The side's stacks and their keys; the first to ask waits for them.

        Raises:
            UserMistake: its declarations can't be used.
            WorldFault: its process can't go on.
        """
        if self._planned is None:
            answer = self._receive()
            if isinstance(answer, Impossible):
                raise _as_error(answer)
            assert isinstance(answer, Planned)  # noqa: S101 - the protocol
            self._planned = answer
        return self._planned

    def ask(self, stacks: Iterable[str], workers: int) -> None:
        """Let stacks be evaluated; `results` tells of each."""
        self._send(Wanted(stacks=tuple(stacks), workers=workers))

    def results(self) -> Iterator[Result]:
        """Yield what was asked for, as it comes."""
        while not isinstance(answer := self._receive(), Finished):
            assert isinstance(answer, Result)  # noqa: S101 - the protocol
            yield answer
        self.warning = answer.warning

    def graph(self, result: Result) -> Graph:
        """Return the graph of a result.

        Raises:
            WorldFault: somebody cleared the cache meanwhile.
        """
        return graph_of(self.cache, result)

    def _send(self, message: object) -> None:
        with suppress(BrokenPipeError):  # `_receive` says what became of the process
            self._pipe.send(message)

    def _receive(self) -> object:
        try:
            return self._pipe.recv()
        except (EOFError, ConnectionResetError):
            status = self._process.wait()
            raise WorldFault(
                f"the process that evaluates the program ended with status {status}; "
                "what it wrote is above; run this again"
            ) from None


def graph_of(cache: Cache, result: Result) -> Graph:
    """Return the graph of a result, from the cache or from the result itself.

    Raises:
        WorldFault: somebody cleared the cache meanwhile.
    """
    packed = cache.packed(result.object) if result.packed is None else result.packed
    if packed is None:
        raise WorldFault(
            f"the cache in {cache.folder} was cleared while it was used; run this again"
        )
    return unpack(packed)


def _environment() -> dict[str, str]:
    """Return this process's environment, in which byte code is kept: it saves each start."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONHASHSEED": "0"}


def _as_error(answer: Impossible) -> KyotsuError:
    kind = UserMistake if answer.exit_status == UserMistake.exit_status else WorldFault
    return kind(answer.message)
