"""What a command and its sides' processes tell each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

MISTAKE: Final = 2
FAULT: Final = 3


@dataclass(frozen=True, kw_only=True)
class Order:
    """Which side it is. `lenient` goes on without the tenants whose declarations are wrong."""

    root: Path
    stage: str
    today: date
    cache: Path
    lenient: bool


@dataclass(frozen=True, kw_only=True)
class Planned:
    """The stacks of a side: keys by name; and what was left out, with the reason."""

    keys: Mapping[str, str]
    findings: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """Tenants."""


@dataclass(frozen=True, kw_only=True)
class Impossible:
    """Nothing can be evaluated; the message says why, and whose fault it is by exit status."""

    message: str
    exit_status: int


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The stacks that are to be evaluated now."""

    stacks: tuple[str, ...]
    workers: int


@dataclass(frozen=True, kw_only=True)
class Result:
    """One stack's graph: in the cache as `object`, or, where that can't be written, as it is."""

    stack: str
    hash: str = ""
    object: str = ""
    packed: bytes | None = None
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Finished:
    """All that was wanted is done. `warning` tells of a cache that can't be written."""

    warning: str | None
