"""Which volume a line of a bill tells: the price book says by which usage type each is billed.

The book's `usage_type`, `service` and `multiple` are what `kyotsu prices refresh` asks AWS's price
list with, and its `page` is their source; so there is no second table that could say otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from kyotsu.prices.book import CODES, Book, Price
from tenancy.vocabulary import Text
from tenancy.volumes import VOLUMES

TRANSFER: Final = "AWSDataTransfer"
"""A code of the price list only: bills have transfer below the service that the data left.

Source: `line_item_product_code` and `product_servicecode` in the AWS Data Exports User Guide.
"""
KINDS: Final = ("Usage", "DiscountedUsage", "SavingsPlanCoveredUsage")
"""The kinds of lines that are use; all others are fees, taxes, credits and their like.

Source: `line_item_line_item_type` in the AWS Data Exports User Guide,
https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2-line-item.html
"""

UNKNOWN: Final = Text(
    ja="この使用タイプの価格が価格表にありません",
    en="the price book has no price of that usage type",
)


@dataclass(frozen=True)
class Names:
    """What usage types mean, by a price book."""

    book: Book

    def meaning(self, service: str, usage_type: str) -> tuple[str, ...]:
        """Return the keys of the prices that are billed so; empty where the book has none."""
        own = self._keys.get((service, usage_type), ())
        return own or self._keys.get((TRANSFER, usage_type), ())

    def volume(self, service: str, usage_type: str) -> tuple[str | None, Text | None]:
        """Return the volume that a usage type tells; or None, and why.

        There is no why where it is paid for being there: that is counted from the desired state.
        """
        keys = self.meaning(service, usage_type)
        if not keys:
            return None, UNKNOWN
        volumes = [key for key in keys if key in VOLUMES]
        if not volumes:
            return None, None
        if len(keys) > 1:
            either = ", ".join(keys)
            return None, Text(
                ja=f"{either}のどれか、請求からは分かりません",
                en=f"it may be any of {either}, and the bill doesn't say which",
            )
        return volumes[0], None

    def in_our_unit(self, volume: str, amount: Decimal) -> Decimal:
        """Return a billed amount in a volume's own unit."""
        return amount / self.book.prices[volume].multiple

    @cached_property
    def _keys(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for key, price in self.book.prices.items():
            for usage_type in _usage_types(price):
                name = (price.service, usage_type)
                found[name] = (*found.get(name, ()), key)
        return found


def _usage_types(price: Price) -> set[str]:
    return {price.usage_type_in(region) for region in CODES}
