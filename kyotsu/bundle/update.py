"""Updates one stack exactly as a bundle says, or not at all.

The engine's plan keeps it from doing what wasn't planned, but knows nothing of the state that it
begins with. The state is looked at three times: before anything is deployed, before this stack's
preview, and once more when the engine holds the stack's lock. It takes the lock before it reads
the state, and its first event (`preludeEvent`) comes after that and seconds before the program
asks for the first resource (seen in the engine's sources, `diyBackend.Update` and `apply`, version
3.259). Under the lock nobody else can write the state any more, so what is compared then is what
the engine has read; if it differs, the engine is killed at once, before its first step. What stays
open: an engine that would take its first step within a twentieth of a second of its first event.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from kyotsu.bundle.capture import DIGEST, Capture
from kyotsu.bundle.digest import changes_hash
from kyotsu.bundle.model import BoundStack, Manifest, Plans
from kyotsu.stacks import operations
from kyotsu.stacks.engine import Event
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.run import Run
from kyotsu.stacks.targets import Target
from kyotsu.states.locks import release_of

_MOVED: Final = "the state of {stack} has changed since the preview that was approved"
_OTHER: Final = (
    "an update of {stack} would now change something else than what was approved; "
    "preview it again and have that approved"
)


class _Moved(Exception):  # noqa: N818
    """The state isn't the bound one, although the engine holds its lock."""


@dataclass(frozen=True, kw_only=True)
class BoundUpdate:
    """The operation. It previews again, compares, and updates by the plan that was bound.

    `compared`: a preview was just made and compared, and isn't made once more.
    """

    manifest: Manifest
    plans: Plans
    capture: Capture
    compared: bool = False

    def __call__(self, run: Run, target: Target) -> Outcome:
        """Update."""
        bound = next(one for one in self.manifest.stacks if one.stack == target.stack)
        if self.capture.state(target) != bound.state:
            return _refused(target, _MOVED)
        expected = _as_bound(target, bound) if self.compared else self._expected(run, target, bound)
        if expected.status is not Status.CHANGES:
            return expected
        return self._update(run, target, bound)

    def _expected(self, run: Run, target: Target, bound: BoundStack) -> Outcome:
        expected = self.capture(run, target)
        if expected.status not in (Status.CHANGES, Status.UNCHANGED):
            return expected
        if not as_bound(run, bound):
            return _refused(target, _OTHER)
        return expected

    def _update(self, run: Run, target: Target, bound: BoundStack) -> Outcome:
        plan = run.scratch / target.stack / "approved-plan.json"
        plan.parent.mkdir(parents=True, exist_ok=True)
        plan.write_bytes(self.plans[target.stack])
        engines: list[int] = []

        def watched(of: Target, process: int) -> None:
            engines.append(process)
            run.on_engine(of, process)

        try:
            return operations.update_by_plan(
                replace(run, on_engine=watched), target, plan, self._under_lock(target, bound)
            )
        except _Moved:
            release_of(self.capture.room.storage, target.stack, frozenset(engines))
            return _refused(target, _MOVED)

    def _under_lock(self, target: Target, bound: BoundStack) -> Callable[[Event], None]:
        def look(event: Event) -> None:
            if "preludeEvent" in event and self.capture.state(target) != bound.state:
                raise _Moved

        return look


def as_bound(run: Run, bound: BoundStack) -> bool:
    """Whether a preview that was just captured would change what the bound one would."""
    digest = run.scratch / bound.stack / DIGEST
    return changes_hash(digest.read_bytes()) == bound.changes


def _as_bound(target: Target, bound: BoundStack) -> Outcome:
    status = Status.CHANGES if bound.counts else Status.UNCHANGED
    return Outcome(target=target, status=status, counts=bound.counts)


def _refused(target: Target, sentence: str) -> Outcome:
    return Outcome(
        target=target,
        status=Status.FAILED,
        errors=(sentence.format(stack=target.stack) + "; nothing of it was deployed",),
    )
