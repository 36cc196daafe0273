"""What tenants cost: plain values that every format is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kyotsu.prices.cost import Cost
from kyotsu.prices.money import YEN, Range, total
from tenancy.stage.cost import Sharing
from tenancy.vocabulary import Text

RATE_DAYS: Final = 366
"""A rate that is older is still used, and said to be old: budgets are made for a fiscal year."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """The price of a dollar, and its day."""

    yen: Decimal
    as_of: date

    def in_yen(self, usd: Range) -> Range:
        """Return an amount of dollars in whole yen."""
        return (usd * self.yen).rounded(YEN)

    def doubt(self, today: date) -> str | None:
        """Return in a sentence why another rate should be written; None if it needn't be."""
        age = (today - self.as_of).days
        if age < 0:
            return f"the exchange rate is of {self.as_of}, which is still to come"
        if age > RATE_DAYS:
            return f"the exchange rate is of {self.as_of}, {age} days old; the limit is {RATE_DAYS}"
        return None


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
