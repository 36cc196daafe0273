"""Proves that the foundation's cost is shared by the stage's rule, and none of it is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kyotsu.cost.sharing import ATTACHMENT, shares
from kyotsu.prices.cost import Cost, Line
from kyotsu.prices.money import NOTHING, Range, total
from kyotsu.prices.rate import Rate
from tenancy.stage.cost import Sharing

AMOUNTS = some.decimals(min_value=0, max_value=10**7, places=8)


def cost(fixed: Decimal, use: Range = NOTHING, attached: int = 0) -> Cost:
    def line(price: str, quantity: Range, usd: Range, *, fixed: bool) -> Line:
        return Line(price=price, region="x", fixed=fixed, quantity=quantity, usd=usd)

    hours = Range.exactly(attached * 730)
    return Cost(
        lines=(
            line(ATTACHMENT, hours, Range.exactly(fixed), fixed=True),
            line("logs-ingested-gb", use, use, fixed=False),
        )
    )


@given(
    AMOUNTS,
    AMOUNTS,
    some.lists(some.tuples(AMOUNTS, some.integers(0, 3)), min_size=1, max_size=20),
    some.sampled_from(["equal", "attachment", "use"]),
)
def test_shares_add_up_to_the_foundation_at_both_ends(
    fixed: Decimal, guess: Decimal, tenants: list[tuple[Decimal, int]], rule: Sharing
) -> None:
    foundation = cost(fixed, Range(Decimal(0), guess))
    owns = {
        f"t{number}": cost(Decimal(1), Range.exactly(use), attached)
        for number, (use, attached) in enumerate(tenants)
    }
    found = shares(rule, foundation, owns)
    assert total(list(found.values())) == foundation.total
    assert all(share.low <= share.high for share in found.values())


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("equal", {"a": "5.00", "b": "5.00"}),
        ("attachment", {"a": "10.00", "b": "0.00"}),
        ("use", {"a": "2.50", "b": "7.50"}),
    ],
)
def test_each_rule_gives_what_it_says(rule: Sharing, expected: dict[str, str]) -> None:
    owns = {
        "a": cost(Decimal(1), Range.exactly(1), attached=1),
        "b": cost(Decimal(9), Range(Decimal(2), Decimal(4)), attached=0),
    }
    found = shares(rule, cost(Decimal(10)), owns)
    assert {key: str(share.low) for key, share in found.items()} == expected


def test_where_the_rule_gives_nobody_anything_all_get_the_same() -> None:
    owns = {"a": cost(Decimal(1)), "b": cost(Decimal(5))}
    found = shares("attachment", cost(Decimal(10)), owns)
    assert {share.low for share in found.values()} == {Decimal(5)}


def test_without_tenants_there_is_nothing_to_share() -> None:
    assert shares("equal", cost(Decimal(10)), {}) == {}


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (date(2026, 4, 1), None),
        (date(2025, 4, 1), "the exchange rate is of 2025-04-01, 604 days old; the limit is 366"),
        (date(2027, 4, 1), "the exchange rate is of 2027-04-01, which is still to come"),
    ],
)
def test_a_rate_of_long_ago_or_of_a_day_to_come_is_doubted(as_of: date, said: str | None) -> None:
    assert Rate(yen=Decimal(150), as_of=as_of).doubt(date(2026, 11, 26)) == said
