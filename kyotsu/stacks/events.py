"""Listens to the engine's event stream and keeps what a person must be told."""

from collections import Counter
from collections.abc import Callable
from threading import Lock

from pulumi.automation import EngineEvent

from kyotsu.stacks.outcome import Verdict

MANDATORY = "mandatory"
_UNTOUCHED = {"same", "read", "refresh"}


class Listener:
    """Collects counts, verdicts and errors of one operation; safe to call from several threads."""

    def __init__(self, on_step: Callable[[int], None]) -> None:
        self._on_step = on_step
        self._lock = Lock()
        self._steps = 0
        self.counts: Counter[str] = Counter()
        self.verdicts: list[Verdict] = []
        self.errors: list[str] = []

    def __call__(self, event: EngineEvent) -> None:
        """Take one event."""
        with self._lock:
            if event.resource_pre_event is not None:
                self._steps += 1
                self._on_step(self._steps)
            if event.policy_event is not None:
                found = event.policy_event
                self.verdicts.append(
                    Verdict(
                        rule=found.policy_name,
                        urn=found.resource_urn or "",
                        level=str(found.enforcement_level),
                        message=found.message.strip(),
                    )
                )
            if event.diagnostic_event is not None and event.diagnostic_event.severity == "error":
                message = event.diagnostic_event.message.strip()
                if message and message not in self.errors:
                    self.errors.append(message)
            if event.summary_event is not None:
                self.counts = Counter(
                    {str(op): count for op, count in event.summary_event.resource_changes.items()}
                )

    @property
    def refused(self) -> bool:
        """Whether a mandatory policy was violated."""
        return any(verdict.level == MANDATORY for verdict in self.verdicts)

    @property
    def changes(self) -> dict[str, int]:
        """Resources that are not as they were, by operation."""
        return {op: count for op, count in self.counts.items() if op not in _UNTOUCHED and count}
