"""Proves the order of stacks, and that what depends on a failure is not tried."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from kyotsu.errors import WorldFault
from kyotsu.stacks.environment import EngineEnvironment
from kyotsu.stacks.halt import Halt
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.run import Run
from kyotsu.stacks.sequence import foundation_first, tenants_first
from kyotsu.stacks.targets import Selection, Target

FOUNDATION = Target(stage="local")
A, B = Target(stage="local", tenant="soumu-a"), Target(stage="local", tenant="soumu-b")
BOTH = Selection(foundation=FOUNDATION, tenants=(A, B))
RUN = Run(
    root=Path(),
    environment=EngineEnvironment(cli=Path("bin/pulumi")),
    scratch=Path(),
    report=lambda target, word: None,
)


class _Operation:
    """Ends well but for the targets it is told to fail on, and remembers the order of calls."""

    def __init__(self, *failing: Target) -> None:
        self.failing = failing
        self.called: list[Target] = []

    def __call__(self, run: Run, target: Target) -> Outcome:
        self.called.append(target)
        status = Status.FAILED if target in self.failing else Status.DONE
        return Outcome(target=target, status=status)


def test_the_foundation_is_done_before_any_tenant() -> None:
    operation = _Operation()
    outcomes = list(foundation_first(RUN, BOTH, operation, parallel=2))
    assert operation.called[0] == FOUNDATION
    assert {outcome.target for outcome in outcomes} == {FOUNDATION, A, B}


def test_tenants_are_not_tried_on_a_foundation_that_failed() -> None:
    operation = _Operation(FOUNDATION)
    outcomes = list(foundation_first(RUN, BOTH, operation, parallel=2))
    assert operation.called == [FOUNDATION]
    assert [outcome.status for outcome in outcomes] == [
        Status.FAILED,
        Status.SKIPPED,
        Status.SKIPPED,
    ]


def test_a_tenant_that_fails_does_not_stop_the_others() -> None:
    outcomes = foundation_first(RUN, BOTH, _Operation(A), parallel=1)
    by_target = {outcome.target: outcome.status for outcome in outcomes}
    assert by_target == {FOUNDATION: Status.DONE, A: Status.FAILED, B: Status.DONE}


def test_a_destruction_ends_with_the_foundation() -> None:
    operation = _Operation()
    list(tenants_first(RUN, BOTH, operation, parallel=2))
    assert operation.called[-1] == FOUNDATION


def test_the_foundation_stays_under_a_tenant_that_could_not_be_destroyed() -> None:
    operation = _Operation(B)
    *_, last = tenants_first(RUN, BOTH, operation, parallel=2)
    assert (last.target, last.status) == (FOUNDATION, Status.SKIPPED)
    assert FOUNDATION not in operation.called


def test_tenants_run_side_by_side() -> None:
    # Both must be in flight at once for either to get past the barrier.
    meeting = Barrier(2, timeout=10)

    def operation(run: Run, target: Target) -> Outcome:
        meeting.wait()
        return Outcome(target=target, status=Status.DONE)

    outcomes = list(
        foundation_first(RUN, Selection(foundation=None, tenants=(A, B)), operation, parallel=2)
    )
    assert all(outcome.ok for outcome in outcomes)


MANY = Selection(
    foundation=None,
    tenants=tuple(Target(stage="local", tenant=f"soumu-{number}") for number in range(9)),
)


def test_after_so_many_failures_nothing_more_is_begun() -> None:
    operation = _Operation(*MANY.tenants)
    outcomes = list(foundation_first(RUN, MANY, operation, parallel=1, max_failures=2))
    assert operation.called == list(MANY.tenants[:2])
    assert [outcome.status for outcome in outcomes[2:]] == [Status.SKIPPED] * 7
    assert outcomes[-1].errors == ("not tried: 2 failed, and the run stops at 2",)


def test_failures_fewer_than_that_stop_nobody() -> None:
    operation = _Operation(MANY.tenants[0])
    outcomes = list(foundation_first(RUN, MANY, operation, parallel=2, max_failures=2))
    assert Counter(outcome.status for outcome in outcomes) == {Status.FAILED: 1, Status.DONE: 8}


def test_an_interrupted_run_begins_nothing_more() -> None:
    halt = Halt()
    run = replace(RUN, halt=halt)
    called: list[Target] = []

    def operation(run: Run, target: Target) -> Outcome:
        called.append(target)
        halt.ask()
        return Outcome(target=target, status=Status.FAILED)

    outcomes = list(foundation_first(run, MANY, operation, parallel=1))
    assert len(called) == 1
    assert outcomes[-1].errors == ("not tried: the run was interrupted",)


def test_an_exception_in_one_stack_asks_the_others_to_end() -> None:
    halt = Halt()

    def operation(run: Run, target: Target) -> Outcome:
        raise WorldFault("the disk is full")

    with pytest.raises(WorldFault):
        list(foundation_first(replace(RUN, halt=halt), MANY, operation, parallel=2))
    assert halt.asked.is_set()
