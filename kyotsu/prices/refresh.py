"""Asks AWS's price list for every price of the book.

The list is a public service of AWS (`pricing:GetProducts`) that answers in a few regions only, none
of them in Japan; nothing but the names of prices is sent to it.
Source: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from kyotsu.errors import WorldFault
from kyotsu.prices.book import GLOBAL, Book, Listed, Price

ENDPOINT_REGION: Final = "us-east-1"
_LIMIT: Final = Decimal(1000)
"""Above so much for one unit an answer is taken for another product's."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What became of one price in one region."""

    key: str
    region: str
    before: Decimal
    after: Decimal | None
    """None where the list has no such price, or more than one."""
    problem: str = ""

    @property
    def changed(self) -> bool:
        """Whether the list has another price than the book had."""
        return self.after is not None and self.after != self.before


def ask(book: Book, client: Any, regions: tuple[str, ...]) -> Iterator[Answer]:
    """Yield an answer for each price in each region.

    Raises:
        WorldFault: the price list can't be reached, or refuses to answer.
    """
    for key, price in book.prices.items():
        for region, listed in price.regions.items():
            if region in regions or region == GLOBAL:
                found, problem = _ask(client, price, region)
                yield Answer(
                    key=key, region=region, before=listed.usd, after=found, problem=problem
                )


def renewed(book: Book, answers: Mapping[tuple[str, str], Answer], today: date) -> Book:
    """Return the book with the prices that were found; the others stay as they were."""
    prices: dict[str, Price] = {}
    for key, price in book.prices.items():
        regions = {
            region: Listed(usd=found.after, confidence="listed", as_of=today)
            if (found := answers.get((key, region))) is not None and found.after is not None
            else listed
            for region, listed in price.regions.items()
        }
        prices[key] = price.model_copy(update={"regions": regions})
    texts = {listed.text for price in prices.values() for listed in price.regions.values()}
    return book.model_copy(
        update={
            "prices": prices,
            "texts": {key: text for key, text in book.texts.items() if key in texts},
        }
    )


def _ask(client: Any, price: Price, region: str) -> tuple[Decimal | None, str]:
    wanted = {"usagetype": price.usage_type_in(region)}
    if region != GLOBAL:
        wanted["fromRegionCode" if "{other}" in price.usage_type else "regionCode"] = region
    try:
        answer = client.get_products(
            ServiceCode=price.service,
            FormatVersion="aws_v1",
            Filters=[
                {"Type": "TERM_MATCH", "Field": name, "Value": value}
                for name, value in wanted.items()
            ],
        )
    except (BotoCoreError, ClientError) as error:
        raise WorldFault(
            f"AWS's price list doesn't answer: {error}; the book is as it was"
        ) from None
    amounts = {amount for text in answer["PriceList"] for amount in _amounts(json.loads(text))}
    if len(amounts) != 1:
        what = "no price" if not amounts else f"{len(amounts)} prices"
        return None, f"the price list has {what} for {wanted['usagetype']} of {price.service}"
    amount = amounts.pop() * price.multiple
    if amount > _LIMIT:
        return None, f"{amount} dollars for {price.name.en} can't be right"
    return amount, ""


def _amounts(product: Mapping[str, Any]) -> Iterator[Decimal]:
    """Yield the dearest on-demand price of a product, if it has one above nothing.

    Of tiers the first that costs anything: what is free up to a limit is free but once an account.
    """
    for term in product.get("terms", {}).get("OnDemand", {}).values():
        tiers = [
            (begin, amount)
            for dimension in term.get("priceDimensions", {}).values()
            if (amount := _decimal(dimension.get("pricePerUnit", {}).get("USD"))) is not None
            and (begin := _decimal(dimension.get("beginRange", "0"))) is not None
            and amount > 0
        ]
        if tiers:
            yield min(tiers)[1]


def _decimal(text: object) -> Decimal | None:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None
