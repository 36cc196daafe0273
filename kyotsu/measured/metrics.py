"""Reads what tenants use from CloudWatch's metrics, where there is no bill of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from kyotsu.measured.model import Measured
from kyotsu.usage.look import each_account
from kyotsu.usage.observe import volumes
from tenancy.fleet import Fleet
from tenancy.stage import StageSettings

_ONLY: Final = (
    "metrics tell logs that are taken in and data through NAT gateways, of tenants only;"
    " all other volumes stay as declared"
)


def measured_by_metrics(fleet: Fleet, stage: StageSettings, days: int) -> Measured:
    """Return the volumes that metrics of the last days tell, as of a month.

    Raises:
        WorldFault: the organization can't be read.
    """
    ends = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    found: dict[str, Mapping[str, Decimal]] = {}

    def look_at(key: str, session: Any) -> None:
        found[key] = volumes(session, ends - timedelta(days=days), ends)

    failed = each_account(fleet, stage, fleet.keys_in(stage), look_at)
    return Measured(
        period=f"{days} days to {ends:%Y-%m-%d}",
        source="metrics",
        tenants=found,
        foundation={},
        unmapped=(),
        notes=(
            *(f"{key} has no metrics of all {days} days" for key, own in found.items() if not own),
            _ONLY,
        ),
        failed=tuple(failed),
    )
