"""What was used in a month, by volume: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tenancy.vocabulary import Text


@dataclass(frozen=True, kw_only=True)
class Unmapped:
    """Use that became nobody's volume, and why. It is listed, and changes no sum."""

    whose: str
    """A tenant's key, the foundation or nobody."""
    service: str
    """AWS's product code, such as `AmazonEC2`."""
    usage_type: str
    """As it is billed, such as `APN1-EBS:VolumeUsage.gp2`."""
    why: Text
    amount: Decimal
    """In the unit in which it is billed."""
    usd: Decimal
    """What it cost."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Volumes of a month, by the price book's keys and in its units."""

    period: str
    """Such as `2026-10`, or `30 days to 2026-11-26`."""
    source: Literal["export", "metrics"]
    """AWS's cost-and-usage export, or CloudWatch."""
    tenants: Mapping[str, Mapping[str, Decimal]]
    """By tenant's key."""
    foundation: Mapping[str, Decimal]
    unmapped: tuple[Unmapped, ...]
    """By whose it is, service and usage type."""
    notes: tuple[str, ...]
    """A sentence for each thing that was left out or is odd."""
    failed: tuple[str, ...] = ()
    """A sentence for each account that could not be looked at; its declared volumes stay."""

    def of(self, tenant: str | None) -> Mapping[str, Decimal]:
        """Return a tenant's volumes, or, without one, the foundation's."""
        return self.foundation if tenant is None else self.tenants.get(tenant, {})
