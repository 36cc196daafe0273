"""What tenants cost: plain values that every format is made from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kyotsu.measured.model import Measured
from kyotsu.prices.cost import Cost, Known
from kyotsu.prices.money import Range, total
from kyotsu.prices.rate import Rate
from tenancy.stage.cost import Sharing
from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class TenantCost:
    """One tenant in one stage."""

    key: str
    ministry: str
    name: Text
    own: Cost
    """Of what it has and uses itself."""
    share: Range
    """Of the foundation, in dollars and whole cents."""
    budget_yen: int
    """For a month, as declared."""

    @property
    def total(self) -> Range:
        """All of it."""
        return self.own.total + self.share


@dataclass(frozen=True, kw_only=True)
class StageCost:
    """A whole stage."""

    stage: str
    today: date
    rate: Rate
    sharing: Sharing
    foundation: Cost
    tenants: tuple[TenantCost, ...]
    """By key."""
    missing: Mapping[str, str]
    """Tenants whose stack could not be evaluated, and why. They get no share."""
    measured: Measured | None = None
    """Volumes that stand in place of declared ones; None where all are as declared."""

    @property
    def total(self) -> Range:
        """What the stage costs: the tenants' own, and the foundation."""
        return total([tenant.own.total for tenant in self.tenants]) + self.foundation.total

    @property
    def rate_doubt(self) -> str | None:
        """Why the rate should be asked for again."""
        return self.rate.doubt(self.today)

    @property
    def doubts(self) -> tuple[str, ...]:
        """A sentence for each price that is used and is old or has no date."""
        costs = (self.foundation, *(tenant.own for tenant in self.tenants))
        return tuple(sorted({doubt for cost in costs for doubt in cost.doubts}))

    @property
    def known(self) -> Mapping[Known, int]:
        """How many volumes are measured, declared and guessed, over all stacks."""
        costs = (self.foundation, *(tenant.own for tenant in self.tenants))
        return Counter(line.known for cost in costs for line in cost.lines if not line.fixed)
