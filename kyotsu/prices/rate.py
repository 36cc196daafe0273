"""The exchange rate: dated, as prices are."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kyotsu.prices.money import YEN, Range

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
