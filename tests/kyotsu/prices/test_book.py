"""Proves that the price book is whole, and that mistakes in one are told by line and field."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kyotsu.errors import UserMistake
from kyotsu.prices.book import BOOK, load_book, read_book
from kyotsu.prices.render import render

WHOLE = """\
currency: USD
limit_days: 180
texts:
  a: {as_of: 2026-10-01, says: A text.}
prices:
  nat-gateway-hour:
    name: {ja: 時間, en: Hour}
    kind: fixed
    service: AmazonEC2
    usage_type: '{code}-NatGateway-Hours'
    page: https://aws.amazon.com/vpc/pricing/
    regions:
      ap-northeast-1: {usd: '0.062', confidence: quoted, as_of: 2026-10-01, text: a}
"""


def test_the_projects_book_is_as_it_would_be_written() -> None:
    assert render(load_book()) == BOOK.read_text("utf-8")


def test_every_price_is_in_both_regions_or_global() -> None:
    for key, price in load_book().prices.items():
        places = set(price.regions)
        assert places in ({"global"}, {"ap-northeast-1", "ap-northeast-3"}), key
        assert price.page.startswith("https://aws.amazon.com/"), key


def test_usage_types_are_named_by_region() -> None:
    prices = load_book().prices
    assert prices["nat-gateway-hour"].usage_type_in("ap-northeast-3") == "APN3-NatGateway-Hours"
    assert prices["kms-key-month"].usage_type_in("ap-northeast-1") == "ap-northeast-1-KMS-Keys"
    assert prices["inter-region-gb"].usage_type_in("ap-northeast-1") == "APN1-APN3-AWS-Out-Bytes"
    assert prices["hosted-zone-month"].usage_type_in("global") == "HostedZone"


def test_a_price_is_doubted_once_it_is_older_than_the_limit() -> None:
    book = load_book()
    assert book.doubt("nat-gateway-hour", "ap-northeast-1", date(2027, 3, 22)) is None
    said = book.doubt("nat-gateway-hour", "ap-northeast-1", date(2027, 3, 23))
    assert said is not None
    assert "181 days old" in said


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("'0.062'", "0.062", "regions.ap-northeast-1.usd: 0.062 is not an amount; write it in"),
        ("'0.062'", "'-1'", "'-1' is not an amount"),
        ("'0.062'", "'NaN'", "'NaN' is not an amount"),
        (", as_of: 2026-10-01, text", ", text", "a quoted price without a date"),
        ("quoted", "remembered", "a remembered price has a date"),
        (", text: a}", "}", "a quoted price without a text"),
        (", text: a}", ", text: b}", "there is no text 'b'"),
        ("currency: USD", "currency: JPY", "currency: 'JPY' is not one of 'USD'"),
        ("kind: fixed", "kind: flat", "kind: 'flat' is not one of"),
        ("ap-northeast-1:", "eu-west-1:", "eu-west-1"),
        ("prices:", "prizes:", "prizes: unknown key"),
    ],
)
def test_a_mistake_is_told_by_line_and_field(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    book = tmp_path / "book.yaml"
    book.write_text(WHOLE, encoding="utf-8")
    read_book(book)
    book.write_text(WHOLE.replace(old, new), encoding="utf-8")
    with pytest.raises(UserMistake) as caught:
        read_book(book)
    assert "book.yaml:" in str(caught.value)
    assert sentence in str(caught.value)


def test_a_book_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UserMistake, match="can't be read: No such file"):
        read_book(tmp_path / "none.yaml")
