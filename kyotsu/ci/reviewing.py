"""Makes reviews of previews that were just captured."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from infra.clock import today
from kyotsu.bundle.capture import DIGEST, EVENTS
from kyotsu.bundle.preview import Previews
from kyotsu.declarations import read_fleet
from kyotsu.review.files import open_preview
from kyotsu.review.knowledge.platform import Platform
from kyotsu.review.model import Review
from kyotsu.review.reading.join import Preview
from kyotsu.review.run import reviewed
from kyotsu.stacks.outcome import Outcome, Status


def review_captured(root: Path, previews: Previews, base: str | None) -> Review:
    """Return one review of all the stacks whose engine said something. Secrets are masked.

    `base` is the commit that lines of declarations are compared with.
    """
    opened = list(_opened(previews.run.scratch, previews.outcomes))
    if not opened:
        return Review(stacks=())
    return reviewed(opened, Platform(root, read_fleet(root), today(), base))


def _opened(scratch: Path, outcomes: Iterable[Outcome]) -> Iterable[Callable[[], Preview]]:
    for outcome in outcomes:
        events = scratch / outcome.target.stack / EVENTS
        digest = scratch / outcome.target.stack / DIGEST
        if events.is_file() and events.stat().st_size:
            # An engine that failed may have cut its digest short; its events say what it met.
            well = outcome.status in (Status.CHANGES, Status.UNCHANGED)
            yield partial(open_preview, events, digest if well else None, incomplete=not well)
