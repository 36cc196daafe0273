"""What a stack costs a month before and after, by the price book, in yen."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kyotsu.prices.book import Book, load_book
from kyotsu.prices.cost import Cost, monthly_cost
from kyotsu.review.findings import CostChange, Yen
from kyotsu.review.model import Change, StackReview
from tenancy.stage.cost import CostSettings

_YEN: Final = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class _Priced:
    """One side of a change, as the price book looks at it."""

    urn: str
    type: str
    kind: str
    region: str | None
    inputs: Mapping[str, Any]


def cost_of(review: StackReview, settings: CostSettings, today: date) -> CostChange | None:
    """Return what the changes do to a month's cost; None where nothing changes.

    What is paid by use isn't in it: a preview doesn't know how much will be used.
    """
    if not review.changes:
        return None
    book = load_book()
    before = _cost(_side(review.resources, after=False), book, today)
    after = _cost(_side(review.resources, after=True), book, today)
    changed = {change.urn for change in review.changes}
    unpriced = Counter(
        {one.what: len(changed.intersection(one.urns)) for one in after.unpriced + before.unpriced}
    )
    return CostChange(
        before=_yen(before, settings),
        after=_yen(after, settings),
        book=_newest(book),
        rate=settings.yen_per_usd,
        rate_as_of=settings.as_of,
        unpriced={what: count for what, count in sorted(unpriced.items()) if count},
        by_use=tuple(sorted({*after.undeclared, *before.undeclared})),
        doubts=len(after.doubts),
    )


def _cost(resources: Iterable[_Priced], book: Book, today: date) -> Cost:
    return monthly_cost(resources, book, {}, today=today)


def _side(changes: Iterable[Change], *, after: bool) -> Iterable[_Priced]:
    for change in changes:
        inputs = change.after if after else change.before
        if inputs is not None:
            region = inputs.get("region")
            yield _Priced(
                urn=change.urn,
                type=change.type,
                kind="custom" if change.custom else "component",
                region=region if isinstance(region, str) else None,
                inputs=inputs,
            )


def _yen(cost: Cost, settings: CostSettings) -> Yen:
    fixed = cost.fixed
    return Yen(
        low=(fixed.low * settings.yen_per_usd).quantize(_YEN),
        high=(fixed.high * settings.yen_per_usd).quantize(_YEN),
    )


def _newest(book: Book) -> str:
    """Return the day of the newest price that has one."""
    days = [one.as_of for price in book.prices.values() for one in price.regions.values()]
    return max((str(day) for day in days if day is not None), default="")
