"""Proves the order of stacks, and that what depends on a failure is not tried."""

from pathlib import Path
from threading import Barrier

from kyotsu.stacks.environment import EngineEnvironment
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
