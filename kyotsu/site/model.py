"""What the site shows, as plain values: nothing here is worked out a second time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kyotsu.cost.model import StageCost, TenantCost
from kyotsu.evidence.model import Status
from kyotsu.ledger.model import Finding, Ledger, Row
from kyotsu.prices.book import Book
from kyotsu.roi.model import Result
from kyotsu.site.documents import Documents
from kyotsu.site.look import Look
from kyotsu.site.runs import Ended, Run
from policies.rule import Described
from tenancy.candidate import Assumptions, Candidate
from tenancy.fleet import Fleet
from tenancy.model import Ministry, Tenant
from tenancy.plan import TenantPlan
from tenancy.stage import StageSettings
from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class System:
    """One tenant. What isn't known of it is None, and its pages say so."""

    tenant: Tenant
    ministry: Ministry
    row: Row
    findings: tuple[Finding, ...]
    plan: TenantPlan | None
    """None where it has no environment in the stage."""
    look: Look | None
    problem: str
    """Why there is no look although there is a plan; else empty."""
    cost: TenantCost | None
    states: Mapping[Status, int]
    """How many controls are in each state."""
    last: Ended | None
    """How its last run ended."""

    @property
    def page(self) -> str:
        """The path of its page."""
        return f"systems/{self.tenant.key}.html"

    @property
    def agreement(self) -> str:
        """The path of what is agreed with its ministry."""
        return f"systems/{self.tenant.key}-agreement.html"


@dataclass(frozen=True, kw_only=True)
class Controlled:
    """One control over all stacks."""

    id: str
    summary: Text
    left: Text
    rules: tuple[str, ...]
    stacks: Mapping[Status, tuple[str, ...]]
    """The stacks in each state; only states that some stack is in."""

    @property
    def worst(self) -> Status:
        """The worst state that a stack is in."""
        return next(iter(self.stacks), Status.PERSON)


@dataclass(frozen=True, kw_only=True)
class Framework:
    """One framework over all stacks."""

    name: str
    slug: str
    title: str
    source: str
    controls: tuple[Controlled, ...]

    @property
    def page(self) -> str:
        """The path of its page."""
        return f"evidence/{self.slug}.html"

    def count(self, status: Status) -> int:
        """Return of how many controls this is the worst state."""
        return sum(one.worst == status for one in self.controls)


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The candidates."""

    assumptions: Assumptions
    results: tuple[Result, ...]
    unjudged: tuple[Candidate, ...]
    """Those whose model has no stack in the stage."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """Everything."""

    stage: StageSettings
    today: date
    commit: str | None
    """None where the project is in no repository."""
    uncommitted: bool
    fleet: Fleet
    systems: tuple[System, ...]
    """By key."""
    foundation: Look
    cost: StageCost
    ledger: Ledger
    frameworks: tuple[Framework, ...]
    rules: Mapping[str, Described]
    ranking: Ranking | None
    """None where nobody declared any assumptions or candidates."""
    runs: tuple[Run, ...]
    """Of the stage, the newest first."""
    documents: Documents | None
    """None where no evidence was handed over."""
    book: Book
    problems: Mapping[str, str]
    """Why stacks could not be evaluated."""

    @property
    def here(self) -> tuple[System, ...]:
        """The systems that have an environment in the stage."""
        return tuple(one for one in self.systems if one.plan is not None)

    @property
    def ministries(self) -> Mapping[str, tuple[System, ...]]:
        """The systems of each ministry that has any, by the ministry's key."""
        found: dict[str, tuple[System, ...]] = {}
        for one in sorted(self.systems, key=lambda system: system.tenant.ministry):
            key = one.tenant.ministry
            found[key] = (*found.get(key, ()), one)
        return found
