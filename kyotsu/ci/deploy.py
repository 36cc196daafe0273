"""Deploys what was merged: asks the gate, and then updates as the bundles say, foundation first."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from kyotsu.bundle import deploy as bundles
from kyotsu.bundle.capture import Capture
from kyotsu.bundle.files import Bundle
from kyotsu.bundle.preview import captured
from kyotsu.bundle.update import as_bound
from kyotsu.ci.accounts import with_account
from kyotsu.ci.reviewing import review_captured
from kyotsu.ci.shard import BUNDLE
from kyotsu.errors import UserMistake
from kyotsu.review.model import StackReview
from kyotsu.stacks.outcome import Outcome
from kyotsu.stacks.targets import Selection
from kyotsu.stacks.work import Job


@dataclass(frozen=True, kw_only=True)
class Part:
    """One verified bundle, ready to be deployed."""

    job: Job
    bundle: Bundle
    capture: Capture


def prepare(root: Path, stage: str, folder: Path, wanted: Selection) -> list[Part]:
    """Verify all bundles below a folder, and that together they are for all that is wanted.

    Raises:
        UserMistake: a bundle can't be used, or a stack is in none or in two of them.
        WorldFault: the state can't be read.
    """
    parts: list[Part] = []
    for file in sorted(folder.rglob(BUNDLE)):
        job, bundle, capture = bundles.prepare(root, stage, file)
        parts.append(Part(job=job, bundle=bundle, capture=capture))
    if not parts and wanted.all:
        raise UserMistake(f"there is no bundle below {folder}, so nothing was approved")
    counts = Counter(one.stack for part in parts for one in part.bundle.manifest.stacks)
    twice = sorted(stack for stack, count in counts.items() if count > 1)
    if twice:
        raise UserMistake(f"{', '.join(twice)} is in two bundles; nothing was deployed")
    there = with_account(parts[0].capture.room) if parts else frozenset[str]()
    missing = [
        target.stack
        for target in wanted.all
        if target.stack not in counts and (target.tenant is None or target.tenant in there)
    ]
    if missing:
        raise UserMistake(
            f"no bundle has {', '.join(missing)}, which the change concerns, so its preview didn't "
            "end well; nothing was deployed"
        )
    return sorted(parts, key=lambda part: part.job.selection.foundation is None)


def carry_out(
    parts: Sequence[Part],
    base: str,
    granted: Callable[[list[StackReview]], bool],
    *,
    parallel: int,
) -> list[Outcome] | None:
    """Preview all once more, ask whether that may be deployed, and deploy it.

    The previews of a pull request were made by the pull request's own code; these here are made by
    what was merged, so that classes of change and approvals don't rest on the word of whoever asks.
    None: a preview failed, or it isn't granted; nothing was deployed.

    Raises:
        UserMistake: a preview isn't what was bound.
    """
    stacks: list[StackReview] = []
    with ExitStack() as stack:
        for part in parts:
            previews = stack.enter_context(captured(part.job, parallel=parallel))
            if not all(one.ok for one in previews.outcomes):
                return None
            differing = [
                one.stack for one in part.bundle.manifest.stacks if not as_bound(previews.run, one)
            ]
            if differing:
                raise UserMistake(
                    f"an update of {', '.join(differing)} would change something else than what "
                    "was approved; nothing was deployed"
                )
            stacks += review_captured(part.job.root, previews, base).stacks
    if not granted(stacks):
        return None
    outcomes: list[Outcome] = []
    for part in parts:
        outcomes += bundles.carry_out(
            part.job, part.bundle, part.capture, parallel=parallel, compared=True
        )
        if part.job.selection.foundation is not None and not all(one.ok for one in outcomes):
            break
    return outcomes
