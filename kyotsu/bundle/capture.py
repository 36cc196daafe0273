"""A preview of one stack that keeps everything: the digest, the events and the engine's plan."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kyotsu.bundle.digest import changes_hash
from kyotsu.bundle.model import BoundStack
from kyotsu.bundle.state import state_hash
from kyotsu.stacks import operations
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.run import Run
from kyotsu.stacks.targets import Target
from kyotsu.states.locks import list_locks
from kyotsu.states.room import Room

DIGEST, EVENTS, PLAN = "digest.json", "events.jsonl", "plan.json"


@dataclass(frozen=True, kw_only=True)
class Capture:
    """An operation that leaves `<scratch>/<stack>/{digest.json,events.jsonl,plan.json}`.

    Its outcome fails where the state moved while it was read, because previews take no lock.
    """

    room: Room

    def __call__(self, run: Run, target: Target) -> Outcome:
        """Preview."""
        before = self.state(target)
        folder = run.scratch / target.stack
        outcome = operations.preview(run, target, digest=folder / DIGEST, plan=folder / PLAN)
        if outcome.status not in (Status.CHANGES, Status.UNCHANGED):
            return outcome
        if list(list_locks(self.room.storage, target.stack)) or self.state(target) != before:
            return Outcome(
                target=target,
                status=Status.FAILED,
                errors=("another run changed the stack meanwhile; run this again when it is done",),
            )
        return outcome

    def state(self, target: Target) -> str:
        """Return the hash of the stack's state as it is now."""
        return state_hash(self.room.storage, self.room.project, target.stack)

    def bound(self, run: Run, outcome: Outcome) -> BoundStack:
        """Return what binds a preview that this operation made, and that ended well."""
        target = outcome.target
        folder = run.scratch / target.stack
        digest = (folder / DIGEST).read_bytes()
        return BoundStack(
            stack=target.stack,
            state=self.state(target),
            changes=changes_hash(digest),
            digest=hashlib.sha256(digest).hexdigest(),
            events=_sha256(folder / EVENTS),
            plan=_sha256(folder / PLAN),
            counts=dict(outcome.counts),
        )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
