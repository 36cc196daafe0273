"""The site's pages: which there are, where they are, and what each of them is filled with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from kyotsu.ledger.words import text
from kyotsu.prices.money import ZERO, Range, total
from kyotsu.responsibility.build import agreement
from kyotsu.responsibility.provision import Provision
from kyotsu.responsibility.signed import hash_of
from kyotsu.site.model import Site, System
from kyotsu.site.platform import MOST, platform
from tenancy.defaults import resolve
from tenancy.vocabulary import Text

SECTIONS: Final = (
    ("index.html", text("概要", "Overview")),
    ("systems/index.html", text("システム", "Systems")),
    ("network.html", text("ネットワーク", "Network")),
    ("cost.html", text("費用", "Cost")),
    ("evidence/index.html", text("安全対策の証跡", "Evidence")),
    ("ledger.html", text("台帳", "Ledger")),
    ("candidates.html", text("移行候補", "Candidates")),
    ("runs.html", text("実行状況", "Runs")),
    ("join.html", text("利用するには", "How to join")),
)
"""What every page leads to, in this order."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page. It is rendered once in each language."""

    path: str
    section: str
    """The path of the section that it belongs to."""
    title: Text
    template: str
    values: dict[str, Any] = field(default_factory=dict[str, Any])


def pages(site: Site) -> Iterator[Page]:
    """Yield all pages, one at a time."""
    for path, title in SECTIONS:
        yield Page(
            path=path,
            section=path,
            title=title,
            template=path.replace("/index", "").replace(".html", ".html.j2"),
            values=_of_section(site, path),
        )
    for framework in site.frameworks:
        yield Page(
            path=framework.page,
            section="evidence/index.html",
            title=text(framework.name, framework.name),
            template="framework.html.j2",
            values={"framework": framework},
        )
    for key, systems in site.ministries.items():
        yield Page(
            path=f"ministries/{key}.html",
            section="systems/index.html",
            title=site.fleet.ministries[key].name,
            template="ministry.html.j2",
            values={
                "key": key,
                "ministry": site.fleet.ministries[key],
                "systems": systems,
                "sum": cost_of(systems),
                "most": _most(site),
            },
        )
    for system in site.systems:
        yield Page(
            path=system.page,
            section="systems/index.html",
            title=system.tenant.name,
            template="system.html.j2",
            values={"system": system, "rows": _cost_rows(site, system)},
        )
        if system.look is not None:
            yield _agreement(site, system)


def how_many(site: Site) -> int:
    """Return how many pages there are."""
    agreed = sum(one.look is not None for one in site.systems)
    several = len(SECTIONS) + len(site.frameworks) + len(site.ministries)
    return several + len(site.systems) + agreed


def cost_of(systems: tuple[System, ...]) -> Range:
    """Return what systems cost in a month, with their shares of the foundation, in dollars."""
    return total([one.cost.total for one in systems if one.cost is not None])


def _most(site: Site) -> Decimal:
    """Return the largest cost of a system in a month: how long the longest bar is."""
    return max((one.total.high for one in site.cost.tenants), default=ZERO)


def _of_section(site: Site, path: str) -> dict[str, Any]:
    if path in ("index.html", "network.html"):
        return {
            "drawing": platform(site),
            "aggregated": len(site.here) > MOST,
            "cost_of": cost_of,
        }
    if path in ("cost.html", "systems/index.html"):
        return {"most": _most(site)}
    if path == "join.html":
        return {"sizes": _by_size(site)}
    return {}


def _by_size(site: Site) -> dict[str, tuple[int, Range]]:
    """Return how many systems of each size there are, and between what they cost in a month."""
    found: dict[str, list[Range]] = {}
    for one in site.here:
        environment = one.tenant.environment(site.stage.environment)
        if environment is not None and one.cost is not None:
            found.setdefault(environment.size, []).append(one.cost.own.total)
    return {
        size: (
            len(found[size]),
            Range(min(one.low for one in found[size]), max(one.high for one in found[size])),
        )
        for size in ("small", "medium", "large")
        if size in found
    }


@dataclass(frozen=True, kw_only=True)
class CostRow:
    """One line of what a system costs. `usd` is for a month."""

    name: Text
    region: str
    fixed: bool
    quantity: Range
    usd: Range


def _cost_rows(site: Site, system: System) -> tuple[CostRow, ...]:
    if system.cost is None:
        return ()
    return tuple(
        CostRow(
            name=site.book.prices[line.price].name,
            region=line.region,
            fixed=line.fixed,
            quantity=line.quantity,
            usd=line.usd,
        )
        for line in sorted(system.cost.own.lines, key=lambda line: (-line.usd.high, line.price))
    )


def _agreement(site: Site, system: System) -> Page:
    environment = system.tenant.environment(site.stage.environment)
    assert environment is not None  # noqa: S101 - it was evaluated
    assert system.plan is not None  # noqa: S101 - as above
    assert system.look is not None  # noqa: S101 - the caller looked
    found = agreement(
        Provision(
            tenant=system.tenant,
            ministry=system.ministry,
            resolved=resolve(system.tenant, site.stage.environment, environment),
            plan=system.plan,
            stage=site.stage,
            own=system.look.types,
            shared=site.foundation.types,
        )
    )
    return Page(
        path=system.agreement,
        section="systems/index.html",
        title=text("責任分界と運用管理規程", "Division of responsibility and operating rules"),
        template="agreement.html.j2",
        values={"system": system, "agreement": found, "hash": hash_of(found)},
    )
