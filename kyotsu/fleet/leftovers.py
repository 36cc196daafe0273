"""What engines of this run that were killed left behind: locks, and engines that outlived us."""

import time
from collections.abc import Iterable
from pathlib import Path

import psutil

from kyotsu.errors import WorldFault
from kyotsu.fleet.record import Engine
from kyotsu.stacks import session
from kyotsu.stacks.run import Run
from kyotsu.stacks.targets import Target
from kyotsu.states.backend import backend_url
from kyotsu.states.locks import release_of
from kyotsu.states.storage import Storage, open_storage
from tenancy.stage import StageSettings

_POLL_SECONDS = 0.2


def storage_of(root: Path, settings: StageSettings) -> Storage | None:
    """Return the backend's files; None where the backend frees the locks of the dead by itself."""
    try:
        return open_storage(backend_url(root, settings))
    except WorldFault:
        return None


def outlive(run: Run, target: Target, engines: Iterable[Engine]) -> None:
    """Wait for engines that a killed run left working; end those that take longer than allowed.

    They have sessions of their own, so they weren't killed with it, and finish what they began.
    """
    deadline = time.monotonic() + run.limits.timeout
    for engine in engines:
        while _is_alive(engine):
            run.report(target, f"an engine of the earlier run still works (process {engine.pid})")
            if time.monotonic() > deadline or run.halt.at_once.is_set():
                session.end(engine.pid)
            time.sleep(_POLL_SECONDS)


def release(storage: Storage | None, target: Target, engines: Iterable[Engine]) -> None:
    """Remove the locks that these engines, all dead by now, left on a stack."""
    if storage is not None:
        release_of(storage, target.stack, frozenset(engine.pid for engine in engines))


def _is_alive(engine: Engine) -> bool:
    try:
        process = psutil.Process(engine.pid)
        return (
            process.status() != psutil.STATUS_ZOMBIE
            and abs(process.create_time() - engine.created) < 1
        )
    except psutil.NoSuchProcess:
        return False
