"""Proves that shares add up to what was split, to the last digit, for any split."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kyotsu.prices.money import CENT, YEN, Range, rounded, split

AMOUNTS = some.decimals(min_value=-(10**12), max_value=10**12, places=12)
WEIGHTS = some.dictionaries(
    some.text("abcdefgh", min_size=1, max_size=3),
    some.decimals(min_value=0, max_value=10**9, places=6),
    min_size=1,
    max_size=40,
)
UNITS = some.sampled_from([CENT, YEN, Decimal("0.0001")])


@given(AMOUNTS, WEIGHTS, UNITS)
def test_shares_add_up_to_the_amount(
    amount: Decimal, weights: dict[str, Decimal], unit: Decimal
) -> None:
    shares = split(amount, weights, unit)
    assert list(shares) == list(weights)
    assert sum(shares.values(), Decimal(0)) == amount


@given(AMOUNTS, WEIGHTS, UNITS)
def test_no_share_is_a_unit_or_more_beside_its_fair_part(
    amount: Decimal, weights: dict[str, Decimal], unit: Decimal
) -> None:
    whole = sum(weights.values(), Decimal(0))
    for key, share in split(amount, weights, unit).items():
        fair = amount * weights[key] / whole if whole else amount / len(weights)
        assert abs(share - fair) < 2 * unit


def test_the_order_of_names_does_not_matter() -> None:
    weights = {"c": Decimal(1), "a": Decimal(1), "b": Decimal(1)}
    assert split(Decimal("0.10"), weights, CENT) == {
        "a": Decimal("0.04"), "b": Decimal("0.03"), "c": Decimal("0.03"),
    }  # fmt: skip


def test_nobody_and_less_than_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="among nobody"):
        split(Decimal(1), {}, CENT)
    with pytest.raises(ValueError, match="below zero"):
        split(Decimal(1), {"a": Decimal(-1)}, CENT)


def test_halves_go_up_and_large_amounts_keep_their_digits() -> None:
    assert rounded(Decimal("0.125"), CENT) == Decimal("0.13")
    large = Decimal("123456789012345678901234567890.005")
    assert rounded(large, CENT) == Decimal("123456789012345678901234567890.01")


def test_ranges_add_end_by_end() -> None:
    assert Range(Decimal(1), Decimal(2)) + Range.exactly(3) == Range(Decimal(4), Decimal(5))
    assert Range(Decimal(1), Decimal(2)).guessed
    assert not Range.exactly(3).guessed
