"""The record of a run: what was asked for, and what came of each stack.

A folder a run, with `run.jsonl` in it: a line an entry, only ever appended, each by one write that
is on the disk before the run goes on. Whatever kills the run, what was written stays, and a last
line that was cut is left out on reading.
"""

import json
import os
import secrets
import socket
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Final

import psutil
from filelock import FileLock, Timeout

from kyotsu.errors import UserMistake, WorldFault
from kyotsu.stacks.outcome import Outcome, Status

FORMAT: Final = 1
RUNS: Final = Path(".local") / "runs"
_FILE: Final = "run.jsonl"
_DONE: Final = (Status.UNCHANGED, Status.CHANGES, Status.DONE, Status.DRIFTED, Status.ABSENT)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a run is for. `stacks` in the order of work, the foundation first."""

    operation: str
    stage: str
    stacks: tuple[str, ...]
    commit: str | None = None
    dirty: bool = False


@dataclass(frozen=True, kw_only=True)
class Engine:
    """A process that a run started. A number alone may be given again; with the time it is one."""

    pid: int
    created: float


@dataclass(frozen=True, kw_only=True)
class Story:
    """What a record tells."""

    id: str
    plan: Plan
    host: str
    started: str
    statuses: Mapping[str, Status] = field(default_factory=dict[str, Status])
    """How each stack ended the last time that it was tried."""
    engines: Mapping[str, tuple[Engine, ...]] = field(default_factory=dict[str, tuple[Engine, ...]])
    ended: bool = False

    @property
    def done(self) -> frozenset[str]:
        """The stacks that need not be tried again."""
        return frozenset(stack for stack, status in self.statuses.items() if status in _DONE)

    @property
    def left(self) -> tuple[str, ...]:
        """The stacks that aren't done, in the order of work."""
        return tuple(stack for stack in self.plan.stacks if stack not in self.done)


class Record:
    """A run's record while the run goes on. Safe to call from any thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()

    @property
    def id(self) -> str:
        """The run's name, by which it is resumed."""
        return self.folder.name

    def outcome(self, outcome: Outcome, seconds: float) -> None:
        """Note how a stack ended, and how long it took with all of its tries."""
        self._append(
            {
                "kind": "outcome",
                "stack": outcome.target.stack,
                "status": outcome.status,
                "counts": dict(outcome.counts),
                "drift": [drift.urn for drift in outcome.drift],
                "refused by": sorted({verdict.rule for verdict in outcome.verdicts}),
                "errors": list(outcome.errors),
                "end": outcome.end,
                "attempts": outcome.attempts,
                "seconds": round(seconds, 1),
            }
        )

    def engine(self, stack: str, pid: int) -> Engine:
        """Note that an engine was started, and return it."""
        try:
            created = psutil.Process(pid).create_time()
        except psutil.NoSuchProcess:  # so soon
            created = 0.0
        self._append({"kind": "engine", "stack": stack, "pid": pid, "created": created})
        return Engine(pid=pid, created=created)

    def begun(self, plan: Plan) -> None:
        """Note what the run is for."""
        self._append(
            {
                "kind": "run",
                "format": FORMAT,
                "operation": plan.operation,
                "stage": plan.stage,
                "stacks": list(plan.stacks),
                "commit": plan.commit,
                "dirty": plan.dirty,
                **_where(),
            }
        )

    def resumed(self) -> None:
        """Note that the run goes on, and where."""
        self._append({"kind": "resumed", **_where()})

    def ended(self) -> None:
        """Note that every stack was tried."""
        self._append({"kind": "ended"})

    def _append(self, entry: Mapping[str, Any]) -> None:
        line = json.dumps({"at": _now(), **entry}, ensure_ascii=False).encode() + b"\n"
        path = self.folder / _FILE
        try:
            with self._lock, path.open("a+b", buffering=0) as file:
                if file.tell() and not _ends_line(path):
                    line = b"\n" + line  # what was cut stays by itself
                if file.write(line) != len(line):
                    raise WorldFault(_full(path, "the disk is full"))
                os.fsync(file.fileno())
        except OSError as error:
            raise WorldFault(_full(path, error.strerror or str(error))) from None


def create(runs: Path, plan: Plan) -> Record:
    """Begin a record in the folder of runs.

    Raises:
        WorldFault: it can't be written.
    """
    name = f"{datetime.now(tz=UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    try:
        (runs / name).mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise WorldFault(_full(runs / name, error.strerror or str(error))) from None
    record = Record(runs / name)
    record.begun(plan)
    return record


@contextmanager
def held(record: Record) -> Generator[None]:
    """Keep anybody else from working on the same run. The kernel ends this with the process.

    Raises:
        UserMistake: somebody does.
    """
    try:
        with FileLock(record.folder / "lock", timeout=0):
            yield
    except Timeout:
        raise UserMistake(f"run {record.id} is being worked on by another process") from None


def read(folder: Path) -> Story:
    """Return what a run's record tells.

    Raises:
        UserMistake: there is no such run, or its record isn't one of ours.
    """
    try:
        text = (folder / _FILE).read_text("utf-8", errors="replace")
    except FileNotFoundError:
        raise UserMistake(
            f"there is no run {folder.name} in {folder.parent}; `kyotsu fleet runs` lists them"
        ) from None
    entries = list(_entries(text))
    if not entries or entries[0].get("kind") != "run":
        raise UserMistake(f"{folder / _FILE} is no record of a run")
    first = entries[0]
    if first.get("format") != FORMAT:
        raise UserMistake(
            f"run {folder.name} was recorded in format {first.get('format')}, and format {FORMAT} "
            "is known here; resume it with the `kyotsu` that began it, or begin a new run"
        )
    return _story(folder.name, first, entries[1:])


def stories(runs: Path) -> list[Story]:
    """Return all runs in a folder, oldest first; what can't be read is left out."""
    found: list[Story] = []
    for path in sorted(runs.glob(f"*/{_FILE}")):
        try:
            found.append(read(path.parent))
        except UserMistake:
            continue
    return found


def engines_of_runs(root: Path) -> dict[int, str]:
    """Return which run of this project started a process, by its number; the newest counts."""
    return {
        engine.pid: story.id
        for story in stories(root / RUNS)
        for engines in story.engines.values()
        for engine in engines
    }


def _story(name: str, first: Mapping[str, Any], rest: list[dict[str, Any]]) -> Story:
    statuses: dict[str, Status] = {}
    engines: dict[str, tuple[Engine, ...]] = {}
    ended = False
    for entry in rest:
        match entry.get("kind"):
            case "outcome":
                statuses[entry["stack"]] = Status(entry["status"])
            case "engine":
                started = Engine(pid=entry["pid"], created=entry["created"])
                engines[entry["stack"]] = (*engines.get(entry["stack"], ()), started)
            case "resumed":
                ended = False
            case "ended":
                ended = True
            case _:
                continue
    return Story(
        id=name,
        plan=Plan(
            operation=first["operation"],
            stage=first["stage"],
            stacks=tuple(first["stacks"]),
            commit=first["commit"],
            dirty=first["dirty"],
        ),
        host=first["host"],
        started=first["at"],
        statuses=statuses,
        engines=engines,
        ended=ended,
    )


def _entries(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        try:
            entry = json.loads(line)
        except ValueError:  # cut by a kill or a full disk
            continue
        if isinstance(entry, dict):
            yield entry


def _ends_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"


def _where() -> dict[str, Any]:
    return {"host": socket.gethostname(), "pid": os.getpid(), "job": _job()}


def _job() -> str | None:
    """Return the address of the pipeline's job, where GitHub Actions runs this."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    server, repository, run = (os.environ.get(name) for name in names)
    return f"{server}/{repository}/actions/runs/{run}" if server and repository and run else None


def _now() -> str:
    return datetime.now(tz=UTC).isoformat(timespec="seconds")


def _full(path: Path, why: str) -> str:
    return (
        f"the run's record can't be written to {path}: {why}; no further stack is begun. "
        f"Free some space, then `--resume {path.parent.name}` goes on with what isn't done"
    )
