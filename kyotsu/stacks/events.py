"""Listens to the engine's event stream and keeps what a person must be told."""

import re
from collections import Counter
from collections.abc import Callable
from threading import Lock
from typing import Any

from kyotsu.stacks.engine import Event
from kyotsu.stacks.outcome import Drift, Verdict

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
        self.drift: list[Drift] = []
        self.complete = False
        """Whether the engine came to its summary."""

    def __call__(self, event: Event) -> None:
        """Take one event."""
        with self._lock:
            if "resourcePreEvent" in event:
                self._steps += 1
                self._on_step(self._steps)
            if "resOutputsEvent" in event:
                self._hear_result(event["resOutputsEvent"]["metadata"])
            if "policyEvent" in event:
                self._hear_verdict(event["policyEvent"])
            if "diagnosticEvent" in event:
                self._hear_diagnostic(event["diagnosticEvent"])
            if "summaryEvent" in event:
                self.complete = True
                self.counts = Counter(event["summaryEvent"].get("resourceChanges") or {})

    @property
    def refused(self) -> bool:
        """Whether a mandatory policy was violated."""
        return any(verdict.level == MANDATORY for verdict in self.verdicts)

    @property
    def changes(self) -> dict[str, int]:
        """Resources that are not as they were, by operation."""
        return {op: count for op, count in self.counts.items() if op not in _UNTOUCHED and count}

    def _hear_result(self, step: dict[str, Any]) -> None:
        """Keep what differs. On a refresh, the operation is what became of the resource."""
        if step["op"] not in _UNTOUCHED:
            self.drift.append(
                Drift(urn=step["urn"], change=step["op"], properties=tuple(step.get("diffs") or ()))
            )

    def _hear_verdict(self, found: dict[str, Any]) -> None:
        rule, message = _rule_and_message(found["policyName"], found["message"])
        self.verdicts.append(
            Verdict(
                rule=rule,
                urn=found.get("resourceUrn") or "",
                level=found["enforcementLevel"],
                message=message,
            )
        )

    def _hear_diagnostic(self, found: dict[str, Any]) -> None:
        message = found["message"].strip()
        if found["severity"] == "error" and message and message not in self.errors:
            self.errors.append(message)


def _rule_and_message(policy: str, message: str) -> tuple[str, str]:
    """Return the rule that a policy speaks for, and its message from there on."""
    found = _RULE.search(message)
    return (found[1], message[found.start() :].strip()) if found else (policy, message.strip())
