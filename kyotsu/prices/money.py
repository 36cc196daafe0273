"""Exact amounts: ranges, rounding, and shares that add up to what was split."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from typing import Final, Self

ZERO: Final = Decimal(0)
CENT: Final = Decimal("0.01")
YEN: Final = Decimal(1)
_DIGITS: Final = 60
"""More than any sum here has: a context of 28 would round a large sum without a word."""


@dataclass(frozen=True)
class Range:
    """From the least to the most; both are the same where nothing is a guess."""

    low: Decimal = ZERO
    high: Decimal = ZERO

    @classmethod
    def exactly(cls, value: Decimal | int) -> Self:
        """Return the range of one value."""
        return cls(Decimal(value), Decimal(value))

    @property
    def guessed(self) -> bool:
        """Whether the two ends differ."""
        return self.low != self.high

    @property
    def middle(self) -> Decimal:
        """The value halfway."""
        return (self.low + self.high) / 2

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Range") -> "Range":
        """Subtract end by end: for the same guess before and after a change."""
        return Range(self.low - other.low, self.high - other.high)

    def __mul__(self, factor: Decimal | int) -> "Range":
        return Range(self.low * factor, self.high * factor)

    def rounded(self, unit: Decimal) -> "Range":
        """Return it in whole units, halves up."""
        return Range(rounded(self.low, unit), rounded(self.high, unit))


NOTHING: Final = Range()


def rounded(amount: Decimal, unit: Decimal) -> Decimal:
    """Return an amount in whole units, halves up."""
    with localcontext() as context:
        context.prec = _DIGITS
        return amount.quantize(unit, rounding=ROUND_HALF_UP)


def total(ranges: Sequence[Range]) -> Range:
    """Return the sum."""
    return sum(ranges, NOTHING)


def split(amount: Decimal, weights: Mapping[str, Decimal], unit: Decimal) -> dict[str, Decimal]:
    """Return each one's share of an amount, in whole units, that add up to the amount exactly.

    Each gets its share rounded down; the units that are left go to the largest remainders, equal
    ones by key, so that the same input gives the same shares. What of the amount is less than a
    unit goes with the first of them. Where all weights are zero, everybody gets the same.

    Raises:
        ValueError: there is nobody to split among, or a weight is negative.
    """
    if not weights:
        raise ValueError("an amount can't be split among nobody")
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("a weight is below zero")
    with localcontext() as context:
        context.prec = _DIGITS
        sign = -1 if amount < 0 else 1
        units = (abs(amount) / unit).to_integral_value(ROUND_FLOOR)
        rest = abs(amount) - units * unit
        whole = sum(weights.values(), ZERO)
        exact = {
            key: units * weight / whole if whole else units / len(weights)
            for key, weight in weights.items()
        }
        down = {key: share.to_integral_value(ROUND_FLOOR) for key, share in exact.items()}
        left = int(units - sum(down.values(), ZERO))
        order = sorted(weights, key=lambda key: (down[key] - exact[key], key))
        shares = {
            key: (down[key] + (1 if position < left else 0)) * unit
            for position, key in enumerate(order)
        }
        shares[order[0]] += rest
        return {key: sign * shares[key] for key in weights}


def apportion(amounts: Mapping[str, Decimal], unit: Decimal) -> dict[str, Decimal]:
    """Return amounts in whole units that add up to their sum in whole units.

    Each is rounded down; the units that are left go to the largest remainders, equal ones by key.
    An amount may be below zero, as credits are.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        exact = {key: amount / unit for key, amount in amounts.items()}
        down = {key: value.to_integral_value(ROUND_FLOOR) for key, value in exact.items()}
        wanted = sum(exact.values(), ZERO).to_integral_value(ROUND_HALF_UP)
        left = int(wanted - sum(down.values(), ZERO))
        order = sorted(amounts, key=lambda key: (down[key] - exact[key], key))
        first = set(order[:left])
        return {key: (down[key] + (key in first)) * unit for key in amounts}
