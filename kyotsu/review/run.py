"""Makes reviews for the command: from previews that it runs, or from files."""

import gc
import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from infra.clock import today
from kyotsu.declarations import read_fleet
from kyotsu.errors import UserMistake
from kyotsu.fleet.choice import Choice, choose
from kyotsu.git import commit_of, head
from kyotsu.project import find_root
from kyotsu.review.build import Knowledge, Opened, review_of
from kyotsu.review.files import previews_of
from kyotsu.review.knowledge.anybody import Anybody
from kyotsu.review.knowledge.platform import Platform
from kyotsu.review.model import Review
from kyotsu.review.proving import proven
from kyotsu.stacks import operations, work
from kyotsu.stacks.outcome import Outcome, Status
from kyotsu.stacks.report import Board, closing_table
from kyotsu.stacks.run import Run
from kyotsu.stacks.sequence import foundation_first
from kyotsu.stacks.targets import Target

KEY = "KYOTSU_REVIEW_KEY"
"""A secret text in the environment. With it, marks of secrets can be compared between reviews."""
DIGEST, EVENTS = "digest.json", "events.jsonl"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for."""

    root: Path | None
    stage: str
    changed_since: str | None
    everything: bool
    tenants: tuple[str, ...]
    foundation: bool
    parallel: int
    keep: Path | None


def run(request: Request) -> tuple[Review, bool]:
    """Preview, and return the review, and whether every preview went well.

    Raises:
        UserMistake: a declaration is wrong, or what was asked for doesn't exist.
        WorldFault: there is no engine, or the local stage isn't running.
        KeyboardInterrupt: it was interrupted; the engines have ended.
    """
    root = find_root(request.root)
    settings, fleet = work.check(root, request.stage)
    console = Console(stderr=True)
    choice = Choice(
        changed_since=request.changed_since,
        everything=request.everything,
        tenants=request.tenants,
        foundation=request.foundation,
    )
    selection = choose(root, fleet, settings, choice, lambda said: console.print(said))
    if not selection.all:
        return Review(stacks=()), True
    job = work.ready(root, settings, selection)
    with TemporaryDirectory(prefix="kyotsu-") as temporary:
        scratch = request.keep or Path(temporary)
        scratch.mkdir(parents=True, exist_ok=True)
        with Board(console, len(selection.all)) as board:
            engines = Run(
                root=root, environment=job.environment, scratch=scratch, report=board.report
            )
            order = foundation_first(engines, selection, _preview, parallel=request.parallel)
            outcomes = work.watch(engines, board, order)
        if engines.halt.asked.is_set():
            raise KeyboardInterrupt
        if any(not outcome.ok for outcome in outcomes):
            console.print(closing_table(f"Previews of {request.stage}", outcomes))
        base = request.changed_since or "HEAD"
        knowledge = Platform(root, fleet, today(), _base(root, base))
        made = reviewed(_opened(scratch, outcomes), knowledge)
    if request.changed_since:
        found = proven(root, request.stage, request.changed_since, made.stacks)
        made = replace(made, proof=found)
    commit = head(root)
    review = replace(made, commit=commit[0] if commit else "", base=request.changed_since or "")
    return review, all(outcome.ok for outcome in outcomes)


def of_files(
    events: Sequence[Path],
    digests: Sequence[Path],
    *,
    incomplete: bool = False,
    root: Path | None = None,
    base: str | None = None,
) -> Review:
    """Return the review of previews that are in files.

    Where this runs in the platform's own project, what its declarations say is added.

    Raises:
        UserMistake: a file is wrong, or two files don't belong together.
    """
    opened = previews_of(events, digests, incomplete=incomplete)
    return reviewed(opened, _knowledge(root, base))


def reviewed(opened: Sequence[Opened], knowledge: Knowledge) -> Review:
    """Return the review of previews, with the key of the environment if there is one."""
    key = os.environ.get(KEY, "").encode() or None
    with _without_collector():
        made = review_of(opened, knowledge, key=key)
    return replace(made, made_at=datetime.now(UTC).replace(microsecond=0))


def _knowledge(root: Path | None, base: str | None) -> Knowledge:
    try:
        folder = find_root(root)
        fleet = read_fleet(folder)
    except UserMistake:
        if root is not None or base is not None:
            raise
        return Anybody()
    return Platform(folder, fleet, today(), None if base is None else commit_of(folder, base))


def _base(root: Path, revision: str) -> str | None:
    try:
        return commit_of(root, revision)
    except UserMistake:
        return None  # outside of Git there are no edits to trace changes to


def _preview(run: Run, target: Target) -> Outcome:
    return operations.preview(run, target, digest=run.scratch / target.stack / DIGEST)


def _opened(scratch: Path, outcomes: Sequence[Outcome]) -> list[Opened]:
    """Return what opens the files of the previews; where one wasn't begun there are none."""
    folders = [scratch / one.target.stack for one in outcomes if one.status is not Status.SKIPPED]
    whole = [one for one in folders if (one / EVENTS).is_file() and (one / DIGEST).is_file()]
    if not whole:
        raise UserMistake("no preview could be begun; see above why")
    pairs = ([folder / name for folder in whole] for name in (EVENTS, DIGEST))
    events, digests = pairs
    return previews_of(events, digests, incomplete=True)


@contextmanager
def _without_collector() -> Generator[None]:
    """Keep the cycle collector from walking millions of values that stay, again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
