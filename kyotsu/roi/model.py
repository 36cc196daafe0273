"""What is compared for one candidate, and what comes out: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kyotsu.prices.cost import Cost
from kyotsu.prices.money import Range
from tenancy.candidate import Candidate
from tenancy.vocabulary import Text

Verdict = Literal["move", "move-if", "stay"]
"""Move in any case; move by the middle of all guesses, but not if all of them go wrong; stay."""


@dataclass(frozen=True, kw_only=True)
class Factor:
    """One number that the result hangs on."""

    name: Text
    value: Range
    guess: bool
    """Whether it was declared as a range; else it is varied by the same part as all others."""

    @property
    def middle(self) -> Decimal:
        """The value that is counted with."""
        return self.value.middle


@dataclass(frozen=True, kw_only=True)
class Swing:
    """What one factor does to the net present value, all others in the middle."""

    name: Text
    guess: bool
    at_low: Decimal
    at_high: Decimal

    @property
    def width(self) -> Decimal:
        """How much it matters."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, kw_only=True)
class Result:
    """One candidate, judged. Amounts are yen, whole; those of a year are of a full one."""

    candidate: Candidate
    model: Cost
    """Of the tenant that is taken as the model, for its fixed cost."""
    use: Cost
    """Of the candidate's own volumes."""
    today: Range
    """A year as it is run now, with staff."""
    here: Range
    """A year here, with staff, without a share of the foundation."""
    share: Range
    """A year's share of the foundation, if it joined now. No new cost: others pay less."""
    marginal: Range
    """What one more tenant costs the platform in a month."""
    once: Range
    """Migration, with staff and the months in both places."""
    npv: Range
    """Net present value, at the worst and the best of all guesses."""
    npv_middle: Decimal
    payback_years: Decimal | None
    """None where it never pays back."""
    break_even: Decimal | None
    """By how many times today's load moving stops to pay; None where load decides nothing."""
    swings: tuple[Swing, ...]
    """The widest first."""
    cash: tuple[Decimal, ...]
    """What moving brings, added up, at the end of each year; the first is the beginning."""
    verdict: Verdict
    unknown: tuple[str, ...]
    """What isn't in the cost here, because its price or volume isn't known."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One fiscal year of a tenant that was a candidate: measured, against its promise."""

    tenant: str
    year: int
    promised_yen: Range
    measured_yen: Range
    promised_hours: Range
    measured_hours: Range
    saved_yen: Range
    """Against before."""
    kept: Literal["kept", "partly", "not"]


@dataclass(frozen=True, kw_only=True)
class Effects:
    """All years that were measured, and promises of which no year was."""

    effects: tuple[Effect, ...]
    unmeasured: Mapping[str, tuple[int, ...]]
    """Fiscal years without data, by tenant."""
