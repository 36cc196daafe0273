"""Makes a month's use into volumes of tenants and of the foundation, and lists what it can't."""

from collections import defaultdict
from decimal import Decimal

from kyotsu.chargeback.allocate import FOUNDATION, NOBODY, Owners, owner
from kyotsu.chargeback.model import Group
from kyotsu.measured.export import Month, is_whole
from kyotsu.measured.model import Measured, Unmapped
from kyotsu.measured.names import Names
from kyotsu.prices.book import Book
from tenancy.vocabulary import Text


def attribute(month: Month, owners: Owners, book: Book) -> Measured:
    """Return a month's volumes. Whose a line is, is told as when a bill is charged.

    A tenant that has lines of a part of the month only has no volumes: they would be too small.
    """
    names = Names(book)
    volumes: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    unmapped: dict[tuple[str, str, str, Text], tuple[Decimal, Decimal]] = {}
    spans: dict[str, tuple[str, str]] = {}
    standing = Decimal(0)
    for used in month.used:
        group = used.group
        whose, reason = owner(group, month.payer, owners)
        volume = None
        if whose == NOBODY:
            why = _nobodys(group, reason)
        else:
            begins, ends = spans.get(whose, (used.begins, used.ends))
            spans[whose] = min(begins, used.begins), max(ends, used.ends)
            volume, why = names.volume(group.service, used.usage_type)
        if volume is not None:
            volumes[whose][volume] += names.in_our_unit(volume, used.amount)
        elif why:
            key = (whose, group.service, used.usage_type, why)
            amount, usd = unmapped.get(key, (Decimal(0), Decimal(0)))
            unmapped[key] = amount + used.amount, usd + group.usd
        else:
            standing += group.usd
    notes = list(month.notes)
    if standing:
        notes.append(
            f"{standing.normalize():f} dollars are for what is paid for being there,"
            " which is counted from the desired state"
        )
    for whose, span in sorted(spans.items()):
        if not is_whole(month.month, *span):
            volumes.pop(whose, None)
            notes.append(
                f"{whose} has use from {span[0]} to {span[1]} only, not of all {month.month};"
                " its declared volumes stay"
            )
    notes.extend(
        f"{key} has no use in {month.month}; its declared volumes stay"
        for key in (*sorted(owners.tenants), FOUNDATION)
        if key not in spans
    )
    return Measured(
        period=month.month,
        source="export",
        tenants={key: {**volumes[key]} for key in sorted(volumes) if key != FOUNDATION},
        foundation={**volumes.get(FOUNDATION, {})},
        unmapped=tuple(
            Unmapped(whose=whose, service=service, usage_type=kind, why=why, amount=amount, usd=usd)
            for (whose, service, kind, why), (amount, usd) in sorted(unmapped.items(), key=_order)
        ),
        notes=tuple(notes),
    )


def _nobodys(group: Group, reason: str) -> Text:
    account = group.account_name or group.account_id
    ja = f"アカウント{account}はどのシステムのものでもなく、タグもありません"
    if group.tag:
        ja = f"タグCostCenter={group.tag}はどのシステムのものでもありません"
    return Text(ja=ja, en=reason)


def _order(one: tuple[tuple[str, str, str, Text], object]) -> tuple[str, str, str, str]:
    whose, service, usage_type, why = one[0]
    return whose, service, usage_type, why.en
