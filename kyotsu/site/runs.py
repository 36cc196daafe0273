"""What the records of fleet runs say of a stage: `kyotsu fleet` keeps them in this project."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from kyotsu.fleet.record import RUNS, Story, stories
from kyotsu.stacks.outcome import Status

SHOWN: Final = 30
"""The newest so many runs are shown."""
_JAPAN: Final = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run. `started` is in Japan's time, to the minute."""

    id: str
    operation: str
    started: str
    commit: str | None
    stacks: int
    counts: Mapping[Status, int]
    left: tuple[str, ...]
    """The stacks that aren't done."""
    ended: bool


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How one stack ended the last time that it was tried."""

    status: Status
    operation: str
    started: str
    run: str


def read_runs(root: Path, stage: str) -> tuple[Story, ...]:
    """Return all runs of a stage that are on record, the newest first."""
    return tuple(one for one in reversed(stories(root / RUNS)) if one.plan.stage == stage)


def shown(of: Sequence[Story]) -> tuple[Run, ...]:
    """Return the runs that the site shows."""
    return tuple(
        Run(
            id=one.id,
            operation=one.plan.operation,
            started=_in_japan(one.started),
            commit=one.plan.commit,
            stacks=len(one.plan.stacks),
            counts=Counter(one.statuses.values()),
            left=one.left,
            ended=one.ended,
        )
        for one in of[:SHOWN]
    )


def last_of_each(of: Sequence[Story]) -> Mapping[str, Ended]:
    """Return how each stack ended the last time, by the stack's name."""
    found: dict[str, Ended] = {}
    for one in of:
        for stack, status in one.statuses.items():
            found.setdefault(
                stack,
                Ended(
                    status=status,
                    operation=one.plan.operation,
                    started=_in_japan(one.started),
                    run=one.id,
                ),
            )
    return found


def _in_japan(written: str) -> str:
    try:
        return f"{datetime.fromisoformat(written).astimezone(_JAPAN):%Y-%m-%d %H:%M}"
    except ValueError:
        return written
