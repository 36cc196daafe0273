"""Proves which failures are tried again, how often, and what is done in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from kyotsu.fleet.retry import Patience, retryable, with_retries
from kyotsu.stacks.engine import End
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.run import Run
from kyotsu.stacks.targets import Target
from tests.kyotsu.stacks.fake import TARGET, fake_run

AT_ONCE = Patience(attempts=3, wait=0)


def _failed(*errors: str, end: End = End.ITSELF) -> Outcome:
    return Outcome(target=TARGET, status=Status.FAILED, errors=errors, end=end)


@pytest.mark.parametrize(
    "error",
    [
        "operation error EC2: CreateVpc, api error RequestLimitExceeded: Request limit exceeded.",
        "ThrottlingException: Rate exceeded",
        "TooManyRequestsException: too many requests in flight",
        "read tcp 10.0.0.1:1->10.0.0.2:443: read: connection reset by peer",
        "write: broken pipe",
        "net/http: TLS handshake timeout",
        "rpc error: code = Unavailable desc = error reading from server: EOF",
        "dial tcp: lookup sts.amazonaws.com: Temporary failure in name resolution",
    ],
)
def test_what_passes_by_itself_is_tried_again(error: str) -> None:
    assert retryable(_failed(error, "update failed"))


@pytest.mark.parametrize("end", [End.KILLED, End.HUNG])
def test_an_engine_that_was_killed_or_hung_is_tried_again(end: End) -> None:
    assert retryable(_failed("whatever it said", end=end))


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(target=TARGET, status=Status.REFUSED, errors=("ThrottlingException",)),
        Outcome(target=TARGET, status=Status.SKIPPED),
        Outcome(target=TARGET, status=Status.DONE),
        _failed("AccessDenied: not authorized to perform kms:CreateKey"),
        _failed("the stack is currently locked by 1 lock(s)"),
        _failed("ThrottlingException: Rate exceeded", "AccessDenied: not authorized"),
        _failed("connection reset by peer", end=End.INTERRUPTED),
        _failed(),
    ],
)
def test_what_would_fail_again_is_final(outcome: Outcome) -> None:
    assert not retryable(outcome)


class _Operation:
    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)

    def __call__(self, run: Run, target: Target) -> Outcome:
        return self.outcomes.pop(0)


def _nothing(run: Run, target: Target) -> tuple[str, ...]:
    del run, target
    return ()


def test_it_is_tried_until_it_ends_well(tmp_path: Path) -> None:
    cleaned: list[Target] = []
    operation = _Operation(
        _failed("Rate exceeded"),
        _failed(end=End.KILLED),
        Outcome(target=TARGET, status=Status.DONE),
    )

    def clean(run: Run, target: Target) -> tuple[str, ...]:
        cleaned.append(target)
        return ()

    retried = with_retries(operation, AT_ONCE, clean)
    outcome = retried(fake_run(tmp_path, ""), TARGET)
    assert (outcome.status, outcome.attempts) == (Status.DONE, 3)
    assert cleaned == [TARGET, TARGET]


def test_it_is_not_tried_for_ever(tmp_path: Path) -> None:
    operation = _Operation(*[_failed("Rate exceeded")] * 9)
    outcome = with_retries(operation, AT_ONCE, _nothing)(fake_run(tmp_path, ""), TARGET)
    assert (outcome.status, outcome.attempts) == (Status.FAILED, 3)
    assert len(operation.outcomes) == 6


def test_an_interrupted_run_does_not_wait_for_the_next_attempt(tmp_path: Path) -> None:
    run = fake_run(tmp_path, "")
    run.halt.ask()
    operation = _Operation(*[_failed("Rate exceeded")] * 2)
    patient = Patience(attempts=3, wait=3600)
    assert with_retries(operation, patient, _nothing)(run, TARGET).attempts == 1


def test_it_is_not_tried_again_where_that_would_do_harm(tmp_path: Path) -> None:
    operation = _Operation(_failed("it was killed", end=End.KILLED))
    retried = with_retries(operation, AT_ONCE, lambda run, target: ("half created",))
    outcome = retried(fake_run(tmp_path, ""), TARGET)
    assert (outcome.status, outcome.attempts) == (Status.FAILED, 1)
    assert outcome.errors == ("it was killed", "half created")
