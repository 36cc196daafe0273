"""Proves the comparison by hand-counted cases, and properties that hold for any numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kyotsu.prices.money import NOTHING, Range
from kyotsu.roi.economics import Economics, named

THOUSAND = Range.exactly(1000)
AMOUNTS = some.decimals(min_value=0, max_value=10**8, places=2)


def exactly(value: Decimal | int) -> Range:
    return Range.exactly(value)


def economics(
    *,
    today: Range = THOUSAND,
    here: Range = NOTHING,
    fixed: Range = NOTHING,
    use: Range = NOTHING,
    migration: Range = NOTHING,
    renewal: Range = NOTHING,
    discount: Range = NOTHING,
    years: int = 5,
    renewal_year: int | None = None,
    months: int = 0,
) -> Economics:
    values = {
        "fixed": fixed, "use": use, "yen": exactly(100), "discount": discount,
        "staff": exactly(10), "hours-today": exactly(0), "hours-here": exactly(0),
        "hours-migration": exactly(0), "migration": migration, "renewal": renewal,
        "today:0": today, "here:0": here,
    }  # fmt: skip
    return Economics(
        factors={key: named(key, key, value) for key, value in values.items()},
        dollars=frozenset(),
        years=years,
        renewal_year=renewal_year,
        months_in_both=months,
    )


def test_net_present_value_is_the_discounted_sum() -> None:
    found = economics(discount=exactly(10), years=2, migration=exactly(500))
    expected = Decimal(-500) + 1000 / Decimal("1.1") + 1000 / Decimal("1.21")
    assert found.npv(found.middle()) == expected


def test_a_year_here_is_twelve_months_in_yen() -> None:
    found = economics(fixed=exactly(2), use=exactly(1), here=exactly(7))
    assert found.here(found.middle()) == 12 * 3 * 100 + 7
    assert found.here(found.middle(), Decimal(3)) == 12 * 5 * 100 + 7


def test_renewal_is_saved_in_its_year_and_two_places_cost_twice() -> None:
    found = economics(renewal=exactly(900), renewal_year=2, here=exactly(600), months=6)
    assert found.cash(found.middle()) == [-300, 400, 1300, 400, 400, 400]


@pytest.mark.parametrize(
    ("migration", "expected"), [(2500, "2.5"), (1000, "1"), (0, "0"), (9999, None)]
)
def test_payback_is_when_the_money_is_back(migration: int, expected: str | None) -> None:
    found = economics(migration=exactly(migration))
    payback = found.payback(found.middle())
    assert payback == (None if expected is None else Decimal(expected))


def test_staying_is_right_where_here_is_dearer() -> None:
    found = economics(here=exactly(2000), migration=exactly(10))
    assert found.npv(found.middle()) < 0
    assert found.payback(found.middle()) is None


@given(AMOUNTS, AMOUNTS, AMOUNTS, some.decimals(1, 100, places=2))
def test_at_the_break_even_load_moving_brings_nothing(
    today: Decimal, migration: Decimal, fixed: Decimal, use: Decimal
) -> None:
    found = economics(
        today=exactly(today), migration=exactly(migration), fixed=exactly(fixed), use=exactly(use),
        discount=exactly(4), months=3,
    )  # fmt: skip
    values = found.middle()
    load = found.break_even(values)
    assert load is not None
    # Moving is counted at today's load in both; only what comes after it grows.
    assert abs(found.npv(values, load)) < Decimal("0.0001")


def test_without_use_the_load_decides_nothing() -> None:
    found = economics()
    assert found.break_even(found.middle()) is None


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_the_middle_lies_between_the_worst_and_the_best(
    low: Decimal, more: Decimal, moving: Decimal, extra: Decimal
) -> None:
    found = economics(
        today=Range(low, low + more),
        migration=Range(moving, moving + extra),
        use=Range(Decimal(1), Decimal(2)),
        discount=Range(Decimal(2), Decimal(6)),
    )
    worst, best = (found.npv(found.extreme(best=end)) for end in (False, True))
    assert worst <= found.npv(found.middle()) <= best


def test_the_widest_swing_comes_first_and_known_numbers_vary_by_the_part() -> None:
    found = economics(migration=Range(Decimal(100), Decimal(200)), today=exactly(1000), years=1)
    swings = found.swings(20)
    assert [swing.name.en for swing in swings[:2]] == ["today:0", "migration"]
    assert (swings[0].at_low, swings[0].at_high) == (Decimal(650), Decimal(1050))
    assert (swings[0].guess, swings[1].guess) == (False, True)
    assert swings[1].width == 100
