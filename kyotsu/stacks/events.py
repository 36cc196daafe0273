"""Listens to the engine's event stream and keeps what a person must be told."""

import re
from collections import Counter
from collections.abc import Callable
from threading import Lock

from pulumi.automation import EngineEvent

from kyotsu.stacks.outcome import Verdict

MANDATORY = "mandatory"
# Our pack groups its rules into one policy of each level, whose messages begin with a rule's id.
_RULE = re.compile(r"^([A-Z][A-Z0-9]*-[0-9]+) \(", re.MULTILINE)
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
                rule, message = _rule_and_message(found.policy_name, found.message)
                self.verdicts.append(
                    Verdict(
                        rule=rule,
                        urn=found.resource_urn or "",
                        level=str(found.enforcement_level),
                        message=message,
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


def _rule_and_message(policy: str, message: str) -> tuple[str, str]:
    """Return the rule that a policy speaks for, and its message from there on."""
    found = _RULE.search(message)
    return (found[1], message[found.start() :].strip()) if found else (policy, message.strip())
