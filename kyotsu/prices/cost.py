"""What resources cost in a month, by the price book."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, Protocol

from kyotsu.prices.book import Book
from kyotsu.prices.charges import CHARGES, Fixed, Use, is_free
from kyotsu.prices.money import NOTHING, Range, total

REGION: Final = "ap-northeast-1"
"""Where a resource is whose graph doesn't say."""


Known = Literal["counted", "measured", "declared", "guessed"]
"""How a quantity is known: counted in the desired state, measured in a month, or as declared."""


class Resource(Protocol):
    """What must be known of a resource; `kyotsu.desired.graph.Resource` is one."""

    @property
    def urn(self) -> str: ...  # noqa: D102
    @property
    def type(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def region(self) -> str | None: ...  # noqa: D102
    @property
    def inputs(self) -> Mapping[str, Any]: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Line:
    """One price, so often."""

    price: str
    """Its key in the book."""
    region: str
    fixed: bool
    """Paid for being there; else by use."""
    quantity: Range
    """In a month, in the price's unit."""
    usd: Range
    """For the month. Exact: nothing is rounded here."""
    urns: tuple[str, ...] = ()
    """What it is paid for; empty for use, which is known of a whole stack only."""
    measured_of: str | None = None
    """The period in which its volume was measured, such as `2026-10`; None where it wasn't."""

    @property
    def known(self) -> Known:
        """How its quantity is known."""
        if self.fixed:
            return "counted"
        if self.measured_of is not None:
            return "measured"
        return "guessed" if self.quantity.guessed else "declared"


@dataclass(frozen=True, kw_only=True, order=True)
class Unpriced:
    """Something that is not in the sum, and why."""

    what: str
    """A resource type, or a price's key."""
    why: str
    urns: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a stack costs in a month, in US dollars and without tax."""

    lines: tuple[Line, ...] = ()
    """Sorted by price and region; fixed ones first."""
    unpriced: tuple[Unpriced, ...] = ()
    """What isn't in the sum."""
    undeclared: tuple[str, ...] = ()
    """Volumes by which something is charged, of which nobody said how much: not in the sum."""
    doubts: tuple[str, ...] = ()
    """A sentence for each price that is used here and is old or has no date."""

    @property
    def fixed(self) -> Range:
        """What is paid whatever is used."""
        return total([line.usd for line in self.lines if line.fixed])

    @property
    def by_use(self) -> Range:
        """What is paid for use."""
        return total([line.usd for line in self.lines if not line.fixed])

    @property
    def total(self) -> Range:
        """All that has a price."""
        return self.fixed + self.by_use

    @property
    def complete(self) -> bool:
        """Whether everything is in the sum."""
        return not self.unpriced and not self.undeclared


@dataclass
class _Tally:
    quantities: dict[tuple[str, str], Decimal] = field(
        default_factory=dict[tuple[str, str], Decimal]
    )
    urns: dict[tuple[str, str], list[str]] = field(default_factory=dict[tuple[str, str], list[str]])
    uses: dict[str, str] = field(default_factory=dict[str, str])
    """The region of each volume by which something is charged."""
    without: dict[tuple[str, str], list[str]] = field(
        default_factory=dict[tuple[str, str], list[str]]
    )

    def add(self, resource: Resource, charge: Fixed | Use) -> None:
        region = resource.region or REGION
        if isinstance(charge, Use):
            self.uses.setdefault(charge.volume, region)
            return
        quantity = charge.quantity(resource.inputs)
        if quantity is None:
            self.miss(
                resource.type, f"how much of {charge.price} it takes isn't known yet", resource
            )
        elif quantity:
            key = (charge.price, region)
            self.quantities[key] = self.quantities.get(key, Decimal(0)) + quantity
            self.urns.setdefault(key, []).append(resource.urn)

    def miss(self, what: str, why: str, resource: Resource) -> None:
        self.without.setdefault((what, why), []).append(resource.urn)


def monthly_cost(
    resources: Iterable[Resource],
    book: Book,
    volumes: Mapping[str, Range],
    *,
    today: date,
    used: Iterable[str] = (),
    measured_of: Mapping[str, str] | None = None,
) -> Cost:
    """Return what resources cost in a month.

    `volumes` has how much is used, by the book's keys (`tenancy.volumes`), for the whole of the
    resources; a range is a guess. `used` has further volumes that are charged by, such as those of
    declared services. `measured_of` says of volumes that were measured in which period that was.
    Nothing is guessed: a volume that nobody gave is listed as undeclared.
    """
    tally = _Tally(uses=dict.fromkeys((*used, *volumes), REGION))
    for resource in resources:
        if resource.kind != "custom" or not resource.type.startswith("aws:"):
            continue
        charges = CHARGES.get(resource.type)
        if charges is None and not is_free(resource.type):
            tally.miss(resource.type, "the price book doesn't know this type", resource)
        for charge in charges or ():
            tally.add(resource, charge)
    lines: list[Line] = []
    missing: list[Unpriced] = [
        Unpriced(what=what, why=why, urns=tuple(urns))
        for (what, why), urns in tally.without.items()
    ]
    wanted = [
        (key, region, True, Range.exactly(quantity))
        for (key, region), quantity in tally.quantities.items()
    ] + [(key, region, False, volumes[key]) for key, region in tally.uses.items() if key in volumes]
    doubts: list[str] = []
    for key, region, fixed, quantity in sorted(
        wanted, key=lambda one: (not one[2], one[0], one[1])
    ):
        price = book.prices.get(key)
        listed = price.at(region) if price else None
        if listed is None:
            why = f"the price book has no price in {region}"
            missing.append(
                Unpriced(what=key, why=why, urns=tuple(tally.urns.get((key, region), ())))
            )
            continue
        lines.append(
            Line(
                price=key,
                region=region,
                fixed=fixed,
                quantity=quantity,
                usd=quantity * listed.usd,
                urns=tuple(tally.urns.get((key, region), ())) if fixed else (),
                measured_of=None if fixed else (measured_of or {}).get(key),
            )
        )
        if doubt := book.doubt(key, region, today):
            doubts.append(doubt)
    return Cost(
        lines=tuple(lines),
        unpriced=tuple(sorted(missing)),
        undeclared=tuple(sorted(key for key in tally.uses if key not in volumes)),
        doubts=tuple(doubts),
    )


def difference(before: Cost, after: Cost) -> Range:
    """Return what a change adds to a month, end by end, of all that has a price on both sides."""
    return after.total - before.total if before.lines or after.lines else NOTHING
