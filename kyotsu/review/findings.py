"""What a review concludes from changes: dangers, meanings, verdicts, costs and reach."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from policies.rule import Severity, Text

RANK = {Severity.CRITICAL: 0, Severity.HIGH: 1, Severity.MEDIUM: 2, Severity.LOW: 3}
"""To sort by: the worst first."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A line of a file. `path` is relative to the project's root where it is inside of it."""

    path: str
    line: int
    field: str = ""
    """Of a declaration, such as `environments.prod.log_retention_days`."""


@dataclass(frozen=True, kw_only=True)
class Proven:
    """One sentence about what is proved of a stage, and whether it is good news."""

    text: Text
    holds: bool
    """False where something is violated or not proved."""
    steps: tuple[Text, ...] = ()
    """Of a violation: one packet, and its way hop by hop. Else why it isn't proved."""


class DangerKind(StrEnum):
    """Why a change asks for a second look, the worst first."""

    DATA_LOST = "data-lost"
    """What holds data is destroyed or replaced."""
    PROTECTED = "protected"
    """What is protected would go, so that the engine will refuse; or its protection does."""
    OUTAGE = "outage"
    """Deleted before its replacement is there."""
    RETENTION = "retention"
    """Kept for less long than before."""
    DESTROYED = "destroyed"
    REPLACED = "replaced"
    """Made before the old one is deleted; what names it gets another id."""
    FORGOTTEN = "forgotten"
    """It stays in the cloud, and nobody manages it any more."""
    NOT_KNOWN = "not-known"
    """An operation that this version doesn't know."""


@dataclass(frozen=True, kw_only=True)
class Danger:
    """One change that can hurt. `text` is a whole sentence and says why."""

    kind: DangerKind
    severity: Severity
    urn: str
    text: Text
    reasons: tuple[str, ...] = ()
    """The properties behind it, in the engine's words."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a change means. `text` is a whole sentence; values in it are masked already."""

    code: str
    """Never reused, such as `internet-opened`."""
    severity: Severity
    text: Text
    urns: tuple[str, ...]
    """The resources behind it, the first being where a reader should look."""
    before: str = ""
    after: str = ""
    judged: bool = True
    """False: the change touches this question, and what it means could not be told."""
    stricter: bool = False
    """Less is allowed or reachable than before: good to know, and nothing to fear."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a policy says. Its text is the pack's; title and remedy are known of our own rules."""

    rule: str
    level: str
    """`mandatory`, `advisory`, or what else the engine says."""
    urn: str
    """Empty for the whole stack."""
    text: str
    severity: Severity | None = None
    title: Text | None = None
    remedy: Text | None = None
    exception: str = ""
    """Why it is waived and until when; empty where it isn't."""
    pack: str = ""
    declared: Place | None = None
    """The line that the verdict is about."""

    @property
    def mandatory(self) -> bool:
        """Whether it keeps the change from being deployed."""
        return self.level == "mandatory"


@dataclass(frozen=True, kw_only=True)
class Yen:
    """Yen a month. Both are the same where nothing in it is a guess."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, kw_only=True)
class CostChange:
    """What a stack costs a month for being there, before and after, without tax.

    What is paid by use isn't in it, because a preview doesn't know how much will be used.
    """

    before: Yen
    after: Yen
    book: str
    """The day of the price book's newest price, as 2026-11-01."""
    rate: Decimal
    """Yen to the US dollar."""
    rate_as_of: date
    unpriced: Mapping[str, int] = field(default_factory=dict[str, int])
    """Resources that change and have no price, by type."""
    by_use: tuple[str, ...] = ()
    """The price book's keys of what is paid by use."""
    doubts: int = 0
    """Prices that are old, or of which the day isn't known."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Whom a stack's changes can touch."""

    dependents: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """By the URN of a change, unless it creates: what depends on it, transitively."""
    tenants: tuple[str, ...] = ()
    """The keys of tenants that the stack carries: of a foundation, all that read it."""
    highest_availability: int | None = None
    owners: tuple[Text, ...] = ()
