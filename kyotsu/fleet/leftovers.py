"""What a run that was killed left behind: engines at work, locks, and unfinished states."""

import time
from collections.abc import Iterable
from pathlib import Path

import psutil
import yaml

from kyotsu.errors import WorldFault
from kyotsu.fleet.record import Engine
from kyotsu.stacks import session
from kyotsu.stacks.run import Run
from kyotsu.stacks.targets import Target
from kyotsu.states.backend import backend_url
from kyotsu.states.locks import release_of
from kyotsu.states.pending import states
from kyotsu.states.repair import repair
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


def settle(
    storage: Storage | None, run: Run, target: Target, settings: StageSettings
) -> tuple[str, ...]:
    """Mend the state that a killed engine left; return why the stack must not be tried again.

    An engine takes what is pending in its state for not created, and creates it once more. So each
    creation is settled first: looked for by its name, or known to be adopted by its provider.
    """
    if storage is None:
        return (
            (
                "its engine was killed, and whether it left anything half created can't be read "
                f"from this backend; see `pulumi stack export -s {target.stack}`, then resume"
            ),
        )
    project = str(yaml.safe_load((run.root / "Pulumi.yaml").read_text("utf-8"))["name"])
    found = (
        state.pending
        for state in states(storage, project, target.stage)
        if state.stack == target.stack
    )
    pending = next(found, ())
    if not pending:
        return ()
    # The local stage's provider notes what it creates, and adopts it at the next update.
    mended = repair(run, target, pending, {}, clear=settings.emulated)
    if mended.ok:
        return ()
    if not mended.unknown:
        return mended.errors
    return (
        *mended.errors,
        (
            f"{len(mended.unknown)} resources may have been created or not; "
            f"`kyotsu stack repair {target.stack}` tells which, then resume"
        ),
    )


def _is_alive(engine: Engine) -> bool:
    try:
        process = psutil.Process(engine.pid)
        return (
            process.status() != psutil.STATUS_ZOMBIE
            and abs(process.create_time() - engine.created) < 1
        )
    except psutil.NoSuchProcess:
        return False
