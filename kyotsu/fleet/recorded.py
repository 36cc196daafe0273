"""An operation that goes on record, with its retries."""

import contextlib
import shutil
import time
from collections import defaultdict

from kyotsu.fleet import leftovers, record
from kyotsu.fleet.record import Engine, Record
from kyotsu.fleet.retry import Patience, with_retries
from kyotsu.stacks.operations import Operation
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.run import Run
from kyotsu.stacks.targets import Target
from kyotsu.states.storage import Storage
from tenancy.stage import StageSettings


class Recorded:
    """Tries an operation as often as is worth it, and notes each engine and what came of it.

    `storage` is the backend's, or None; it is where engines that died left locks and states.
    """

    def __init__(
        self,
        operation: Operation,
        kept: Record,
        patience: Patience,
        settings: StageSettings,
        storage: Storage | None,
    ) -> None:
        self._settings = settings
        self._attempt = with_retries(operation, patience, self._clean)
        self._kept = kept
        self._storage = storage
        self._engines = defaultdict[str, list[Engine]](list)
        for stack, found in record.read(kept.folder).engines.items():
            self._engines[stack].extend(found)

    def on_engine(self, target: Target, pid: int) -> None:
        """Note that an engine was started."""
        self._engines[target.stack].append(self._kept.engine(target.stack, pid))

    def __call__(self, run: Run, target: Target) -> Outcome:
        """Carry out the operation on one stack."""
        began = time.monotonic()
        # Engines are known already where this run resumes an earlier one.
        obstacles = self._clean(run, target) if self._engines[target.stack] else ()
        if obstacles:
            outcome = Outcome(target=target, status=Status.FAILED, errors=obstacles)
        else:
            outcome = self._attempt(run, target)
        self._kept.outcome(outcome, time.monotonic() - began)
        self._tidy(outcome)
        return outcome

    def _clean(self, run: Run, target: Target) -> tuple[str, ...]:
        """Clear away what earlier engines left; return why the stack must not be tried again."""
        engines = tuple(self._engines[target.stack])
        leftovers.outlive(run, target, engines)
        leftovers.release(self._storage, target, engines)
        return leftovers.settle(self._storage, run, target, self._settings)

    def _tidy(self, outcome: Outcome) -> None:
        """Keep what the engine said of a stack only where it may be needed."""
        folder = self._kept.folder / outcome.target.stack
        with contextlib.suppress(OSError):
            shutil.rmtree(folder if outcome.ok else folder / "home")
