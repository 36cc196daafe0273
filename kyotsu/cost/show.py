"""A stage's cost on the terminal."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.table import Table

from kyotsu.cost.model import StageCost, TenantCost
from kyotsu.pages.render import amount, quantity, usd, yen
from kyotsu.prices.cost import Cost, Known
from kyotsu.prices.money import Range

_PAID: Final[Mapping[Known, str]] = {
    "counted": "for being there",
    "measured": "by use, measured {month}",
    "declared": "by use, declared",
    "guessed": "by use, a guess",
}
_SHARED = {
    "equal": "equally",
    "attachment": "by hours of attachment to the hub",
    "use": "in proportion to what each one's use costs",
}


def print_stage(cost: StageCost) -> None:
    """Print a row a tenant, and what isn't in the sums."""
    table = Table(
        title=f"{cost.stage}: a month in yen, without tax;"
        f" one dollar is {cost.rate.yen} yen as of {cost.rate.as_of}",
        title_justify="left",
    )
    table.add_column("tenant", no_wrap=True)
    for heading in ("fixed", "by use", "of the foundation", "total", "budget"):
        table.add_column(heading, justify="right")
    table.add_column("not counted", justify="right")

    def row(name: str, own: Cost, share: Range | None, whole: Range, budget: str) -> None:
        lacking = len(own.undeclared) + len(own.unpriced)
        table.add_row(
            name,
            *(
                "" if one is None else yen(cost.rate.in_yen(one))
                for one in (own.fixed, own.by_use, share, whole)
            ),
            budget,
            str(lacking or ""),
        )

    for tenant in cost.tenants:
        row(tenant.key, tenant.own, tenant.share, tenant.total, f"¥{tenant.budget_yen:,}")
    table.add_section()
    row("the foundation", cost.foundation, None, cost.foundation.total, "")
    console = Console()
    console.print(table)
    console.print(
        f"All together {yen(cost.rate.in_yen(cost.total))} ({usd(cost.total)})."
        f" The foundation is shared {_SHARED[cost.sharing]}.",
        highlight=False,
    )
    _print_lacking(console, cost)
    print_measured(cost)


def _print_lacking(console: Console, cost: StageCost) -> None:
    everybody = [cost.foundation, *(tenant.own for tenant in cost.tenants)]
    undeclared = sorted({key for own in everybody for key in own.undeclared})
    unpriced = sorted({f"{one.what} ({one.why})" for own in everybody for one in own.unpriced})
    if undeclared:
        console.print(
            f"Not counted, because nobody declared how much: {', '.join(undeclared)}.", markup=False
        )
    if unpriced:
        console.print(f"Not counted, without a price: {', '.join(unpriced)}.", markup=False)
    for key, problem in sorted(cost.missing.items()):
        console.print(f"Not counted: {key} can't be evaluated: {problem}", markup=False)
    if cost.rate_doubt:
        console.print(f"Check the rate: {cost.rate_doubt}.", highlight=False)
    if cost.doubts:
        console.print(
            f"{len(cost.doubts)} prices have no date or are old; kyotsu prices show names them."
        )


def print_tenant(tenant: TenantCost, cost: StageCost) -> None:
    """Print each line of one tenant."""
    table = Table(title=f"{tenant.key} in {cost.stage}, a month", title_justify="left")
    table.add_column("price", no_wrap=True)
    # No digit may be lost on a narrow terminal.
    table.add_column("region", overflow="fold")
    for heading in ("how much", "dollars"):
        table.add_column(heading, justify="right", overflow="fold")
    table.add_column("paid", overflow="fold")
    for line in tenant.own.lines:
        table.add_row(
            line.price,
            line.region,
            quantity(line.quantity),
            usd(line.usd),
            _PAID[line.known].format(month=line.measured_of),
        )
    table.add_row("share of the foundation", "", "", usd(tenant.share), end_section=True)
    table.add_row("total", "", yen(cost.rate.in_yen(tenant.total)), usd(tenant.total))
    Console().print(table)


def print_measured(cost: StageCost, only: Sequence[str] = ()) -> None:
    """Print how many volumes are measured, and the use in the bill that became none.

    `only` has the tenants to print the latter of; all, and the foundation, where it is empty.
    """
    console = Console()
    if not only:
        known = cost.known
        month = f", of {cost.measured.period}" if cost.measured else ""
        console.print(
            f"Volumes: {known.get('measured', 0)} measured{month},"
            f" {known.get('declared', 0)} declared, {known.get('guessed', 0)} declared as a guess.",
            highlight=False,
        )
    if cost.measured is None:
        return
    for one in cost.measured.unmapped:
        if not only or one.whose in only:
            console.print(
                f"no volume: {amount(one.usd, 2)} dollars of {one.service} {one.usage_type}"
                f" ({one.amount.normalize():f}), {one.whose}: {one.why.en}",
                markup=False,
                highlight=False,
            )
    for note in (*cost.measured.notes, *cost.measured.failed):
        console.print(note, markup=False, highlight=False)
