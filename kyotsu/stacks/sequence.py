"""Runs an operation over many stacks: the foundation by itself, tenants side by side."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import replace

from kyotsu.stacks.operations import Operation, Run
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.targets import Selection, Target


def foundation_first(
    run: Run, selection: Selection, operation: Operation, *, parallel: int
) -> Iterator[Outcome]:
    """Yield outcomes as they come; tenants are skipped where the foundation failed."""
    if selection.foundation is not None:
        outcome = _timed(operation)(run, selection.foundation)
        yield outcome
        if not outcome.ok:
            yield from skipped(selection.tenants, "the foundation failed")
            return
    yield from _side_by_side(run, selection.tenants, operation, parallel)


def tenants_first(
    run: Run, selection: Selection, operation: Operation, *, parallel: int
) -> Iterator[Outcome]:
    """Yield outcomes as they come; the foundation is skipped where a tenant failed."""
    all_ok = True
    for outcome in _side_by_side(run, selection.tenants, operation, parallel):
        all_ok = all_ok and outcome.ok
        yield outcome
    if selection.foundation is None:
        return
    if all_ok:
        yield _timed(operation)(run, selection.foundation)
    else:
        yield from skipped((selection.foundation,), "a tenant is still there")


def skipped(targets: Sequence[Target], reason: str) -> Iterator[Outcome]:
    """Yield an outcome for each target that was not tried."""
    for target in targets:
        yield Outcome(target=target, status=Status.SKIPPED, errors=(reason,))


def _side_by_side(
    run: Run, targets: Sequence[Target], operation: Operation, parallel: int
) -> Iterator[Outcome]:
    with ThreadPoolExecutor(max_workers=max(1, parallel)) as workers:
        futures: list[Future[Outcome]] = [
            workers.submit(_timed(operation), run, target) for target in targets
        ]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            # On Ctrl-C the engines get the signal too and end by themselves; start no more.
            workers.shutdown(wait=False, cancel_futures=True)
            raise


def _timed(operation: Operation) -> Callable[[Run, Target], Outcome]:
    def timed(run: Run, target: Target) -> Outcome:
        started = time.monotonic()
        return replace(operation(run, target), seconds=time.monotonic() - started)

    return timed
