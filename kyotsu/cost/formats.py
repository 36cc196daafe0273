"""A stage's cost as JSON, as CSV and as a page."""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from kyotsu.cost.model import StageCost, TenantCost
from kyotsu.measured.model import Measured
from kyotsu.pages.render import page
from kyotsu.prices.book import Book
from kyotsu.prices.cost import Cost
from kyotsu.prices.money import CENT, Range
from kyotsu.prices.rate import Rate
from tenancy.model import Ministry
from tenancy.vocabulary import Text

HEADINGS = (
    "stage", "ministry", "tenant",
    "fixed_usd_low", "fixed_usd_high", "use_usd_low", "use_usd_high",
    "share_usd_low", "share_usd_high", "total_usd_low", "total_usd_high",
    "total_yen_low", "total_yen_high", "yen_per_usd", "rate_as_of", "not_counted",
    "volumes_measured", "volumes_declared", "volumes_guessed", "measured_of",
)  # fmt: skip


def _ends(value: Range) -> dict[str, str]:
    return {"low": format(value.low, "f"), "high": format(value.high, "f")}


def _cost(cost: Cost) -> dict[str, Any]:
    return {
        "fixed_usd": _ends(cost.fixed),
        "use_usd": _ends(cost.by_use),
        "lines": [
            {
                "price": line.price,
                "region": line.region,
                "fixed": line.fixed,
                "quantity": _ends(line.quantity),
                "usd": _ends(line.usd),
                "resources": len(line.urns),
                "known": line.known,
                "measured_of": line.measured_of,
            }
            for line in cost.lines
        ],
        "unpriced": [
            {"what": one.what, "why": one.why, "resources": len(one.urns)} for one in cost.unpriced
        ],
        "undeclared": list(cost.undeclared),
    }


def _tenant(tenant: TenantCost, rate: Rate) -> dict[str, Any]:
    return {
        "tenant": tenant.key,
        "ministry": tenant.ministry,
        **_cost(tenant.own),
        "share_usd": _ends(tenant.share),
        "total_usd": _ends(tenant.total),
        "total_yen": _ends(rate.in_yen(tenant.total)),
        "budget_yen": tenant.budget_yen,
    }


def _measured(measured: Measured) -> dict[str, Any]:
    return {
        "period": measured.period,
        "source": measured.source,
        "unmapped": [
            {
                "whose": one.whose,
                "service": one.service,
                "usage_type": one.usage_type,
                "amount": format(one.amount, "f"),
                "usd": format(one.usd, "f"),
                "why": one.why.en,
            }
            for one in measured.unmapped
        ],
        "notes": list(measured.notes),
        "failed": list(measured.failed),
    }


def as_json(cost: StageCost) -> str:
    """Return all of it as JSON; amounts are text, so that no digit is lost."""
    data = {
        "stage": cost.stage,
        "as_of": cost.today.isoformat(),
        "rate": {
            "yen_per_usd": str(cost.rate.yen),
            "as_of": cost.rate.as_of.isoformat(),
            "doubt": cost.rate_doubt,
        },
        "sharing": cost.sharing,
        "foundation": _cost(cost.foundation),
        "tenants": [_tenant(tenant, cost.rate) for tenant in cost.tenants],
        "total_usd": _ends(cost.total),
        "not_evaluated": dict(cost.missing),
        "doubts": list(cost.doubts),
        "measured": _measured(cost.measured) if cost.measured else None,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_csv(cost: StageCost) -> str:
    """Return a row a tenant, and one for the foundation as a whole."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(HEADINGS)

    def write(ministry: str, key: str, own: Cost, share: Range, whole: Range) -> None:
        amounts = (own.fixed, own.by_use, share, whole)
        cents = [str(end) for one in amounts for end in _in_cents(one)]
        yen = cost.rate.in_yen(whole)
        lacking = (*own.undeclared, *(one.what for one in own.unpriced))
        known = Counter(line.known for line in own.lines)
        rows.writerow((
            cost.stage, ministry, key, *cents, yen.low, yen.high,
            cost.rate.yen, cost.rate.as_of, " ".join(lacking),
            known["measured"], known["declared"], known["guessed"],
            cost.measured.period if cost.measured and known["measured"] else "",
        ))  # fmt: skip

    write("", "foundation", cost.foundation, Range(), cost.foundation.total)
    for tenant in cost.tenants:
        write(tenant.ministry, tenant.key, tenant.own, tenant.share, tenant.total)
    return text.getvalue()


def as_page(cost: StageCost, ministries: Mapping[str, Ministry], book: Book) -> str:
    """Return the page for officers, in both languages, with each volume and how it is known."""
    title = Text(ja="月額費用の見積り", en="What the platform costs in a month")
    volumes = [
        (tenant, line)
        for tenant, own in ((None, cost.foundation), *((one, one.own) for one in cost.tenants))
        for line in own.lines
        if not line.fixed
    ]
    names = {line.price: book.prices[line.price].name for _, line in volumes}
    return page(
        "cost.html.j2", title, "kyotsu.cost",
        cost=cost, ministries=ministries, volumes=volumes, names=names,
    )  # fmt: skip


def _in_cents(value: Range) -> tuple[Any, Any]:
    whole = value.rounded(CENT)
    return whole.low, whole.high
