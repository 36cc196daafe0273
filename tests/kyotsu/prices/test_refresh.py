"""Proves how AWS's price list is asked and what its answers become, with its own shape of answer.

What AWS would answer today is not proved: no test reaches it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from kyotsu.errors import WorldFault
from kyotsu.prices.book import Book, read_book
from kyotsu.prices.refresh import ask, renewed
from kyotsu.prices.render import render
from tests.kyotsu.prices.test_book import WHOLE

TOKYO = "ap-northeast-1"
WANTED = {
    "ServiceCode": "AmazonEC2",
    "FormatVersion": "aws_v1",
    "Filters": [
        {"Type": "TERM_MATCH", "Field": "usagetype", "Value": "APN1-NatGateway-Hours"},
        {"Type": "TERM_MATCH", "Field": "regionCode", "Value": TOKYO},
    ],
}


def product(*tiers: tuple[str, str]) -> str:
    dimensions = {
        f"SKU.TERM.{number}": {"beginRange": begin, "unit": "Hrs", "pricePerUnit": {"USD": usd}}
        for number, (begin, usd) in enumerate(tiers)
    }
    return json.dumps({"terms": {"OnDemand": {"SKU.TERM": {"priceDimensions": dimensions}}}})


@pytest.fixture
def book(tmp_path: Path) -> Book:
    path = tmp_path / "book.yaml"
    path.write_text(WHOLE, encoding="utf-8")
    return read_book(path)


@pytest.fixture
def stubbed() -> Iterator[tuple[Any, Stubber]]:
    client = boto3.client(
        "pricing", region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x"
    )
    with Stubber(client) as stubber:
        yield client, stubber


def answers(stubber: Stubber, *products: str) -> None:
    stubber.add_response("get_products", {"PriceList": list(products)}, WANTED)


def test_a_new_price_is_taken_with_its_day(
    book: Book, stubbed: tuple[Any, Stubber], tmp_path: Path
) -> None:
    client, stubber = stubbed
    answers(stubber, product(("0", "0.0710000000")))
    (answer,) = ask(book, client, (TOKYO,))
    assert (answer.before, answer.after) == (Decimal("0.062"), Decimal("0.071"))
    assert answer.changed
    new = renewed(book, {(answer.key, answer.region): answer}, date(2026, 11, 23))
    listed = new.prices["nat-gateway-hour"].regions["ap-northeast-1"]
    assert (listed.usd, listed.confidence) == (Decimal("0.071"), "listed")
    assert (listed.as_of, listed.text) == (date(2026, 11, 23), None)
    path = tmp_path / "new.yaml"
    path.write_text(render(new), encoding="utf-8")
    assert read_book(path) == new


def test_of_tiers_the_first_that_costs_anything_is_taken(
    book: Book, stubbed: tuple[Any, Stubber]
) -> None:
    client, stubber = stubbed
    answers(stubber, product(("10240", "0.05"), ("0", "0.0000000000"), ("5", "0.07")))
    (answer,) = ask(book, client, (TOKYO,))
    assert answer.after == Decimal("0.07")


@pytest.mark.parametrize(
    ("products", "problem"),
    [
        ((), "has no price for APN1-NatGateway-Hours of AmazonEC2"),
        ((product(("0", "0.05")), product(("0", "0.06"))), "has 2 prices for APN1-NatGateway"),
        ((product(("0", "6000")),), "6000 dollars for Hour can't be right"),
        (('{"terms": {}}',), "has no price"),
    ],
)
def test_without_one_price_the_book_stays_and_the_reason_is_told(
    book: Book, stubbed: tuple[Any, Stubber], products: tuple[str, ...], problem: str
) -> None:
    client, stubber = stubbed
    answers(stubber, *products)
    (answer,) = ask(book, client, (TOKYO,))
    assert problem in answer.problem
    assert renewed(book, {(answer.key, answer.region): answer}, date(2026, 11, 23)) == book


def test_a_price_list_that_refuses_is_a_fault_of_the_world(
    book: Book, stubbed: tuple[Any, Stubber]
) -> None:
    client, stubber = stubbed
    stubber.add_client_error("get_products", "AccessDeniedException", "not you", 403)
    with pytest.raises(WorldFault, match=r"doesn't answer: .*not you; the book is as it was"):
        list(ask(book, client, (TOKYO,)))
