"""The price book as it is kept: each price with its unit, source, day and how sure it is."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BeforeValidator, Field, ValidationError, WithJsonSchema, model_validator

from kyotsu.errors import UserMistake
from tenancy.explain import explain
from tenancy.vocabulary import Day, Declared, Text, mistake
from tenancy.yamltext import read

BOOK: Final = Path(__file__).with_name("book.yaml")
MAX_BYTES: Final = 1024 * 1024
CODES: Final = {"ap-northeast-1": "APN1", "ap-northeast-3": "APN3"}
"""What begins a usage type in a region: "Usage types" in the AWS Cost and Usage Report guide."""
GLOBAL: Final = "global"

Where = Literal["ap-northeast-1", "ap-northeast-3", "global"]
Confidence = Literal["listed", "quoted", "remembered"]


def _amount(value: object) -> object:
    if isinstance(value, str | Decimal):
        try:
            amount = Decimal(value)
        except InvalidOperation:
            amount = Decimal(-1)
        if amount.is_finite() and amount >= 0:
            return amount
    raise mistake(f"{value!r} is not an amount", "write it in quotes, such as '0.014'")


Amount = Annotated[Decimal, BeforeValidator(_amount), WithJsonSchema({"type": "string"})]
"""An exact amount, from zero, written in quotes."""


class Source(Declared):
    """A public text in which prices were read."""

    as_of: Day
    """The day for which it gives them."""
    says: str
    """What it is, and what it says of their origin."""


class Listed(Declared):
    """A price in one region."""

    usd: Amount
    """For one unit."""
    confidence: Confidence
    """How it is known."""
    as_of: Day | None = None
    """The day of which it is the price; none where it is only remembered."""
    text: str | None = None
    """The key of the text in which it was read, for a quoted price."""

    @model_validator(mode="after")
    def _says_how_it_is_known(self) -> Self:
        if (self.as_of is None) != (self.confidence == "remembered"):
            raise mistake(
                f"a {self.confidence} price {'without a' if self.as_of is None else 'has a'} date",
                "give listed and quoted prices their day, and remembered ones none",
                "as_of",
            )
        if (self.text is None) == (self.confidence == "quoted"):
            raise mistake(
                f"a {self.confidence} price {'without a' if self.text is None else 'names a'} text",
                "name the text of a quoted price, and of no other",
                "text",
            )
        return self


class Price(Declared):
    """What one thing costs."""

    name: Text
    """What is paid for, with its unit."""
    kind: Literal["fixed", "use"]
    """Whether it is paid for being there, or for use."""
    service: str
    """The service's code in AWS's price list."""
    usage_type: str
    """Its usage type; `{code}` and `{region}` stand for the region's, `{other}` for the other."""
    multiple: Annotated[int, Field(gt=0)] = 1
    """How many of the price list's units one unit of ours has."""
    page: str
    """AWS's public page on the price."""
    regions: dict[Where, Listed]
    """By region; `global` for what has one price everywhere."""

    def at(self, region: str) -> Listed | None:
        """Return the price in a region; None where the book has none."""
        found: Mapping[str, Listed] = {**self.regions}
        return found.get(region) or found.get(GLOBAL)

    def usage_type_in(self, region: str) -> str:
        """Return what bills and the price list call it in a region."""
        other = next((code for name, code in CODES.items() if name != region), "")
        return self.usage_type.format(code=CODES.get(region, ""), region=region, other=other)


class Book(Declared):
    """All prices."""

    currency: Literal["USD"]
    """Of every price."""
    limit_days: Annotated[int, Field(gt=0)]
    """A price that is older is still used, and said to be old."""
    texts: dict[str, Source]
    """Where quoted prices were read."""
    prices: dict[str, Price]
    """By key."""

    @model_validator(mode="after")
    def _names_its_texts(self) -> Self:
        for key, price in self.prices.items():
            for region, listed in price.regions.items():
                if listed.text is not None and listed.text not in self.texts:
                    raise mistake(
                        f"there is no text {listed.text!r}",
                        "add it below texts",
                        "prices", key, "regions", region, "text",
                    )  # fmt: skip
        return self

    def doubt(self, key: str, region: str, today: date) -> str | None:
        """Return in a sentence why a price should be asked for again; None if it needn't be."""
        listed = self.prices[key].at(region)
        if listed is None:
            return None
        if listed.as_of is None:
            return f"the price {key} in {region} has no date: it was written from memory"
        age = (today - listed.as_of).days
        if age > self.limit_days:
            return (
                f"the price {key} in {region} is of {listed.as_of}, {age} days old;"
                f" the limit is {self.limit_days}"
            )
        return None


def read_book(path: Path) -> Book:
    """Return the book in a file.

    Raises:
        UserMistake: it can't be read, or a line for each thing that is wrong in it.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UserMistake(f"the price book {path} can't be read: {error.strerror}") from None
    document, findings = read(path.name, raw, max_bytes=MAX_BYTES)
    if document is None or findings:
        raise UserMistake("\n".join(map(str, findings)))
    try:
        return Book.model_validate(document.data)
    except ValidationError as error:
        found = sorted(explain(error, Book, document))
        raise UserMistake("\n".join(map(str, found))) from None


@cache
def load_book() -> Book:
    """Return the book that comes with this package."""
    return read_book(BOOK)
