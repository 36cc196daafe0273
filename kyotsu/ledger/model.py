"""A ledger as plain values: columns, a row a system, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A column: its id, the items of the unified standards (R7) that ask for it, its title."""

    id: str
    items: tuple[str, ...]
    title: Text


@dataclass(frozen=True, kw_only=True)
class Row:
    """One system. `cells` are by the ids of the columns; `file` is its declaration."""

    tenant: str
    file: str
    cells: Mapping[str, Text]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that is missing from a row, or that contradicts what is provisioned."""

    tenant: str
    column: str
    kind: Literal["missing", "contradiction", "unchecked"]
    message: Text


@dataclass(frozen=True, kw_only=True)
class CellChange:
    """A cell that was changed since a commit; None where the system wasn't, or isn't, there."""

    tenant: str
    column: str
    before: Text | None
    after: Text | None


@dataclass(frozen=True, kw_only=True)
class Commit:
    """A commit that touched a system's declaration."""

    tenant: str
    id: str
    day: date
    subject: str


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What changed since a commit, and by which commits."""

    since: str
    """The commit, whole."""
    day: date
    """Of that commit."""
    cells: tuple[CellChange, ...]
    commits: tuple[Commit, ...]
    """Newest first, by tenant."""
    uncommitted: tuple[str, ...]
    """The tenants whose files differ from the last commit."""
    unreadable: tuple[str, ...]
    """Findings of declarations that were not valid then: their changes can't be told."""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The ledger of a stage on a day."""

    stage: str
    day: date
    basis: Literal["desired", "deployed"]
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    changes: Changes | None = None
