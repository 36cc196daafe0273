"""Runs an operation over many stacks: the foundation by itself, tenants side by side."""

import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import replace
from threading import Lock

from kyotsu.stacks.operations import Operation
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.run import Run
from kyotsu.stacks.targets import Selection, Target


def foundation_first(
    run: Run,
    selection: Selection,
    operation: Operation,
    *,
    parallel: int,
    max_failures: int | None = None,
) -> Generator[Outcome]:
    """Yield outcomes as they come; tenants are skipped where the foundation failed."""
    all_ok = True
    for outcome in _side_by_side(run, selection.foundations, operation, 1, Brake()):
        all_ok = outcome.ok
        yield outcome
    if all_ok:
        brake = Brake(max_failures)
        yield from _side_by_side(run, selection.tenants, operation, parallel, brake)
    else:
        yield from skipped(selection.tenants, "the foundation failed")


def tenants_first(
    run: Run,
    selection: Selection,
    operation: Operation,
    *,
    parallel: int,
    max_failures: int | None = None,
) -> Generator[Outcome]:
    """Yield outcomes as they come; the foundation is skipped where a tenant failed."""
    all_ok = True
    brake = Brake(max_failures)
    for outcome in _side_by_side(run, selection.tenants, operation, parallel, brake):
        all_ok = all_ok and outcome.ok
        yield outcome
    if all_ok:
        yield from _side_by_side(run, selection.foundations, operation, 1, Brake())
    else:
        yield from skipped(selection.foundations, "a tenant is still there")


def skipped(targets: Sequence[Target], reason: str) -> Generator[Outcome]:
    """Yield an outcome for each target that was not tried."""
    for target in targets:
        yield Outcome(target=target, status=Status.SKIPPED, errors=(reason,))


def _side_by_side(
    run: Run, targets: Sequence[Target], operation: Operation, parallel: int, brake: "Brake"
) -> Generator[Outcome]:
    """Yield outcomes as they come. The caller's thread stays free for signals."""
    with ThreadPoolExecutor(max_workers=max(1, parallel)) as workers:
        futures: list[Future[Outcome]] = [
            workers.submit(_timed(_unless_ended(operation, brake)), run, target)
            for target in targets
        ]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            run.halt.ask()  # whoever listened is gone; engines that run are told to end
            raise


class Brake:
    """Stops a run after so many failures: what isn't begun by then isn't tried. None: never."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._failures = 0
        self._lock = Lock()

    @property
    def reason(self) -> str | None:
        """Why nothing more is tried, or None."""
        if self._most is None or self._failures < self._most:
            return None
        return f"not tried: {self._failures} failed, and the run stops at {self._most}"

    def see(self, outcome: Outcome) -> None:
        """Count the outcome, if it is a failure."""
        with self._lock:
            self._failures += not outcome.ok


def _unless_ended(operation: Operation, brake: Brake) -> Operation:
    def unless_ended(run: Run, target: Target) -> Outcome:
        reason = "not tried: the run was interrupted" if run.halt.asked.is_set() else brake.reason
        if reason is not None:
            return Outcome(target=target, status=Status.SKIPPED, errors=(reason,))
        outcome = operation(run, target)
        brake.see(outcome)
        return outcome

    return unless_ended


def _timed(operation: Operation) -> Callable[[Run, Target], Outcome]:
    def timed(run: Run, target: Target) -> Outcome:
        started = time.monotonic()
        return replace(operation(run, target), seconds=time.monotonic() - started)

    return timed
