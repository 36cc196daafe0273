"""The comparison itself: today's way of running a system against the platform, year by year.

Discounted cash flows in constant prices. Year 0 is now. What is already paid for on both sides is
left out; the share of the foundation is left out of the comparison, because the foundation costs
the government the same with one tenant more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kyotsu.prices.money import ZERO, Range
from kyotsu.roi.model import Factor, Swing
from tenancy.vocabulary import Text

MONTHS: Final = Decimal(12)
Values = Mapping[str, Decimal]
"""A value for each factor, by its key."""


@dataclass(frozen=True, kw_only=True)
class Economics:
    """One candidate's factors, and what is fixed about it."""

    factors: Mapping[str, Factor]
    """`today:<n>` and `here:<n>` are yearly costs; for the others see `_yearly`."""
    dollars: frozenset[str]
    """The keys of factors that are in dollars."""
    years: int
    renewal_year: int | None
    """When the hardware would be renewed, counted from now; None where that is later than all."""
    months_in_both: int

    def middle(self) -> dict[str, Decimal]:
        """Return all factors in the middle."""
        return {key: factor.middle for key, factor in self.factors.items()}

    def extreme(self, *, best: bool) -> dict[str, Decimal]:
        """Return all guesses at their best, or at their worst, for moving; the rest is known."""
        values = self.middle()
        for key, factor in self.factors.items():
            if factor.guess:
                ends = [self.npv({**values, key: end}) for end in _ends(factor)]
                better = ends[1] >= ends[0]
                values[key] = factor.value.high if better == best else factor.value.low
        return values

    def today(self, values: Values) -> Decimal:
        """Return what a year costs now, in yen."""
        return self._sum(values, "today:") + values["hours-today"] * values["staff"]

    def here(self, values: Values, load: Decimal = Decimal(1)) -> Decimal:
        """Return what a year costs here at a multiple of today's load, in yen."""
        monthly = values["fixed"] + values["use"] * load
        return (
            MONTHS * monthly * values["yen"]
            + self._sum(values, "here:")
            + values["hours-here"] * values["staff"]
        )

    def once(self, values: Values) -> Decimal:
        """Return what moving costs, in yen: it runs in both places for some months."""
        return (
            values["migration"]
            + values["hours-migration"] * values["staff"]
            + self.here(values) * self.months_in_both / MONTHS
        )

    def cash(self, values: Values, load: Decimal = Decimal(1)) -> list[Decimal]:
        """Return what moving brings in each year, from year 0, in yen and not discounted."""
        saving = self.today(values) - self.here(values, load)
        flows = [-self.once(values), *([saving] * self.years)]
        if self.renewal_year is not None:
            flows[self.renewal_year] += values["renewal"]
        return flows

    def npv(self, values: Values, load: Decimal = Decimal(1)) -> Decimal:
        """Return the net present value of moving, in yen."""
        growth = 1 + values["discount"] / 100
        return sum((flow / growth**year for year, flow in enumerate(self.cash(values, load))), ZERO)

    def payback(self, values: Values) -> Decimal | None:
        """Return after how many years what moving cost has come back, not discounted."""
        total = ZERO
        for year, flow in enumerate(self.cash(values)):
            if total < 0 <= total + flow:
                return year - 1 + -total / flow
            total += flow
            if year == 0 and total >= 0:
                return ZERO
        return None

    def break_even(self, values: Values) -> Decimal | None:
        """Return the multiple of today's load at which moving brings nothing.

        Use grows with load, and nothing else does: so the net present value falls in a line.
        """
        none, full = self.npv(values, ZERO), self.npv(values, Decimal(1))
        slope = none - full
        return none / slope if slope > 0 else None

    def swings(self, percent: int) -> tuple[Swing, ...]:
        """Return what each factor does alone, the widest first; known ones vary by `percent`."""
        values = self.middle()
        part = Decimal(percent) / 100
        found: list[Swing] = []
        for key, factor in self.factors.items():
            low, high = factor.value.low, factor.value.high
            if not factor.guess:
                low, high = factor.middle * (1 - part), factor.middle * (1 + part)
            found.append(
                Swing(
                    name=factor.name,
                    guess=factor.guess,
                    at_low=self.npv({**values, key: low}),
                    at_high=self.npv({**values, key: high}),
                )
            )
        return tuple(sorted(found, key=lambda one: (-one.width, one.name.en)))

    def _sum(self, values: Values, beginning: str) -> Decimal:
        return sum(
            (
                value * (values["yen"] if key in self.dollars else 1)
                for key, value in values.items()
                if key.startswith(beginning)
            ),
            ZERO,
        )


def _ends(factor: Factor) -> tuple[Decimal, Decimal]:
    return factor.value.low, factor.value.high


def named(ja: str, en: str, value: Range) -> Factor:
    """Return a factor."""
    return Factor(name=Text(ja=ja, en=en), value=value, guess=value.guessed)
