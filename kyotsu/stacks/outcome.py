"""What came of an operation on one stack."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kyotsu.stacks.engine import End
from kyotsu.stacks.targets import Target


class Status(StrEnum):
    """How an operation on one stack ended."""

    UNCHANGED = "unchanged"
    CHANGES = "changes"
    """A preview that found something to do."""
    DONE = "done"
    DRIFTED = "drifted"
    """What is really there isn't what was deployed."""
    ABSENT = "absent"
    """The backend has no such stack: it was never deployed."""
    REFUSED = "refused"
    """A mandatory policy was violated; nothing was changed."""
    FAILED = "failed"
    SKIPPED = "skipped"
    """Not tried, because what it needs had failed or the run was interrupted."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One policy violation: which rule, on what, how it is enforced, and what the rule says."""

    rule: str
    urn: str
    level: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Drift:
    """A resource that isn't as it was deployed: what became of it, and in which properties."""

    urn: str
    change: str
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result for one stack. `counts` are resources by operation, `seconds` wall time.

    `end` tells how the last engine ended, `attempts` how many were tried.
    """

    target: Target
    status: Status
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    verdicts: tuple[Verdict, ...] = ()
    errors: tuple[str, ...] = ()
    drift: tuple[Drift, ...] = ()
    end: End = End.ITSELF
    attempts: int = 1
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether whoever depends on this stack may go on."""
        return self.status in _OK


_OK = (Status.UNCHANGED, Status.CHANGES, Status.DONE, Status.DRIFTED, Status.ABSENT)
