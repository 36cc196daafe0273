"""Compares the working tree with a Git revision: two sides, each evaluated by its own code."""

from collections.abc import Generator, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kyotsu.desired.cache import Cache
from kyotsu.desired.canonical import digest
from kyotsu.desired.graph import FORMAT, Graph
from kyotsu.desired.keys import code_hash, packages
from kyotsu.desired.messages import Planned, Result
from kyotsu.desired.sides import Side, graph_of
from kyotsu.diff.revision import PROGRAM, Revision


@dataclass(kw_only=True)
class Compared:
    """What evaluating both sides gave: results by stack, and what couldn't be said."""

    before: Planned
    after: Planned
    results_before: Mapping[str, Result] = field(default_factory=dict[str, Result])
    results_after: Mapping[str, Result] = field(default_factory=dict[str, Result])
    warnings: tuple[str, ...] = ()
    cache: Cache

    def graph_before(self, stack: str) -> Graph | None:
        """Return the base's graph of a stack that differs; None where it has none."""
        result = self.results_before.get(stack)
        return None if result is None or result.problem else graph_of(self.cache, result)

    def graph_after(self, stack: str) -> Graph | None:
        """Return the working tree's graph of a stack that differs; None where it has none."""
        result = self.results_after.get(stack)
        return None if result is None or result.problem else graph_of(self.cache, result)


@contextmanager
def evaluated(
    root: Path, revision: Revision, stage: str, *, today: date, cache: Path, workers: int
) -> Generator[Compared]:
    """Evaluate what differs, on both sides at the same time.

    A stack whose input is the same on both sides is the same, and isn't evaluated.

    Raises:
        UserMistake: the working tree's declarations are wrong, or the base can't be evaluated.
        WorldFault: a process can't go on.
    """
    kept = Cache(cache)
    with ExitStack() as open_ones:
        after = open_ones.enter_context(Side(root, stage, today=today, cache=cache))
        note_key = _note_key(revision, stage, today)
        noted = _noted(kept, note_key)
        before: Side | None = None
        if noted is None:
            before = _side_of(open_ones, revision, stage, today, cache)
        planned_after = after.planned
        planned_before = before.planned if before else noted
        assert planned_before is not None  # noqa: S101 - there is a side or a note
        if before:
            kept.keep_note(note_key, _as_note(planned_before))
        differing = sorted(
            stack
            for stack in {*planned_before.keys, *planned_after.keys}
            if planned_before.keys.get(stack) != planned_after.keys.get(stack)
        )
        wanted_before = [stack for stack in differing if stack in planned_before.keys]
        wanted_after = [stack for stack in differing if stack in planned_after.keys]
        if before is None:
            found = _from_cache(kept, planned_before, wanted_before)
            if found is None:
                before = _side_of(open_ones, revision, stage, today, cache)
                planned_before = before.planned
        else:
            found = None
        each = workers if before is None else max(1, (workers + 1) // 2)
        with ThreadPoolExecutor(2) as threads:
            rest = threads.submit(_collect, after, wanted_after, each)
            if found is None and before is not None:
                found = _collect(before, wanted_before, each)
            results_after = rest.result()
        warnings = {side.warning for side in (before, after) if side and side.warning}
        yield Compared(
            before=planned_before,
            after=planned_after,
            results_before=found or {},
            results_after=results_after,
            warnings=tuple(sorted(warnings)),
            cache=kept,
        )


def _side_of(
    open_ones: ExitStack, revision: Revision, stage: str, today: date, cache: Path
) -> Side:
    folder = open_ones.enter_context(revision.exported())
    return open_ones.enter_context(Side(folder, stage, today=today, cache=cache, lenient=True))


def _collect(side: Side, stacks: Iterable[str], workers: int) -> dict[str, Result]:
    side.ask(stacks, workers)
    return {result.stack: result for result in side.results()}


def _from_cache(cache: Cache, planned: Planned, stacks: Iterable[str]) -> dict[str, Result] | None:
    """Return what the cache has, if it has all."""
    found: dict[str, Result] = {}
    for stack in stacks:
        entry = cache.entry(planned.keys[stack])
        if entry is None:
            return None
        found[stack] = Result(stack=stack, hash=entry.hash, object=entry.object)
    return found


def _note_key(revision: Revision, stage: str, today: date) -> str:
    """Return the name of the note on what a revision's stacks are.

    A commit's files can't change. What it has no code of its own for is evaluated by this one's.
    """
    trees = revision.trees()
    ours = Path(__file__).resolve().parents[2]
    folders = {} if all(name in trees for name in PROGRAM) else {n: ours / n for n in PROGRAM}
    return digest(
        {
            "format": FORMAT,
            "trees": trees,
            "stage": stage,
            "today": today.isoformat(),
            "code": code_hash(folders),
            "packages": packages(),
        }
    )


def _as_note(planned: Planned) -> dict[str, object]:
    return {
        "keys": dict(planned.keys),
        "findings": list(planned.findings),
        "left_out": list(planned.left_out),
    }


def _noted(cache: Cache, key: str) -> Planned | None:
    note = cache.note(key)
    if note is None:
        return None
    return Planned(
        keys=note["keys"], findings=tuple(note["findings"]), left_out=tuple(note["left_out"])
    )
