"""Which failures are worth another try, and the tries themselves."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from kyotsu.stacks.engine import End
from kyotsu.stacks.operations import Operation
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.run import Run
from kyotsu.stacks.targets import Target

_TRANSIENT = re.compile(
    r"throttl|rate ?exceeded|RequestLimitExceeded|TooManyRequests|SlowDown|"
    r"PriorRequestNotComplete|ConcurrentModification|"
    r"connection (?:was )?reset|broken pipe|connection closed|unexpected EOF|i/o timeout|"
    r"TLS handshake timeout|temporary failure in name resolution|RequestTimeout|"
    r"ServiceUnavailable|InternalServer(?:Error|Failure)|"
    r"transport is closing|error reading from server: EOF",
    re.IGNORECASE,
)
"""AWS's words for "later", those of the network, and those of a plugin that died (gRPC).
Source: botocore's retry modes, https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
"""
_REPEATED = re.compile(r"(?:preview|update|refresh|destroy) failed|step application failed")
"""What the engine says of a whole of which it has already said why."""


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How often a stack is tried, and how long is waited before the second try. It doubles."""

    attempts: int = 3
    wait: float = 15


def retryable(outcome: Outcome) -> bool:
    """Whether trying again may help: the engine was killed or hung, or every error passes.

    Never where a policy refused, or the run was interrupted.
    """
    if outcome.status is not Status.FAILED or outcome.end is End.INTERRUPTED:
        return False
    if outcome.end in (End.KILLED, End.HUNG):
        return True
    told = [error for error in outcome.errors if not _is_repetition(error)]
    return bool(told) and all(_TRANSIENT.search(error) for error in told)


def with_retries(
    operation: Operation, patience: Patience, clean: Callable[[Run, Target], tuple[str, ...]]
) -> Operation:
    """Return the operation with its retries.

    `clean` is called before each but the first, and returns why there must be none.
    """

    def retried(run: Run, target: Target) -> Outcome:
        outcome = operation(run, target)
        for attempt in range(2, patience.attempts + 1):
            if not retryable(outcome):
                break
            run.report(target, f"waiting for attempt {attempt} of {patience.attempts}")
            if run.halt.asked.wait(patience.wait * 2 ** (attempt - 2)):
                break
            obstacles = clean(run, target)
            if obstacles:
                return replace(outcome, errors=(*outcome.errors, *obstacles))
            outcome = replace(operation(run, target), attempts=attempt)
        return outcome

    return retried


def _is_repetition(error: str) -> bool:
    """Whether the error only repeats, for the whole, what another said of a part."""
    return _REPEATED.match(error) is not None and _TRANSIENT.search(error) is None
