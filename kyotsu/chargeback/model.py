"""A month's bill, charged: plain values that every format is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kyotsu.prices.money import ZERO
from kyotsu.prices.rate import Rate
from tenancy.stage.cost import Sharing


@dataclass(frozen=True, kw_only=True)
class Group:
    """Lines of an export that have the same account, tag and service, added up."""

    account_id: str
    account_name: str
    tag: str
    """What the tag `CostCenter` says; empty where there is none."""
    service: str
    """AWS's product code, such as `AmazonEC2`."""
    usd: Decimal
    """Exact, to the twelfth decimal place."""
    attachments: Decimal
    """How much of it is for hours of attachment to the hub."""
    lines: int


@dataclass(frozen=True, kw_only=True)
class Export:
    """What one month of an export says."""

    month: str
    """Such as `2026-10`."""
    groups: tuple[Group, ...]
    payer: str
    """The account that pays: the organization's management account."""
    notes: tuple[str, ...]
    """A sentence for each thing in the export that was left out or is odd."""

    @property
    def total(self) -> Decimal:
        """All of the month's lines, exactly."""
        return sum((group.usd for group in self.groups), ZERO)

    @property
    def lines(self) -> int:
        """How many lines that is."""
        return sum(group.lines for group in self.groups)


@dataclass(frozen=True, kw_only=True)
class Charged:
    """What one tenant is charged."""

    key: str
    ministry: str
    own: Decimal
    """Dollars and whole cents, for its own account."""
    share: Decimal
    """Dollars and whole cents, of the foundation."""
    yen: Decimal
    """For both, in whole yen."""
    services: Mapping[str, Decimal]
    """Its own, by service, exactly."""

    @property
    def usd(self) -> Decimal:
        """Both."""
        return self.own + self.share


@dataclass(frozen=True, kw_only=True)
class Unallocated:
    """Lines that belong to nobody, and why. They are never spread among tenants."""

    group: Group
    why: str


@dataclass(frozen=True, kw_only=True)
class Chargeback:
    """A month's bill, charged."""

    stage: str
    export: Export
    rate: Rate
    sharing: Sharing
    tenants: tuple[Charged, ...]
    """By ministry, then by key."""
    foundation: Decimal
    """Dollars and whole cents; all of it is in the tenants' shares."""
    unallocated: tuple[Unallocated, ...]
    unallocated_usd: Decimal
    """Dollars and whole cents."""
    unallocated_yen: Decimal
    total: Decimal
    """The export's total in whole cents: the tenants' and what is unallocated."""
    total_yen: Decimal
    notes: tuple[str, ...]
