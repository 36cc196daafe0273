"""What a tenant gets where its file says nothing: one table, read from top to bottom.

In each list the first row whose facts all hold gives the value. A row's facts are an environment
and the least grades that it is for; a row without facts is for everyone. What a file declares
always comes before the table, within the limits that `tenancy.checks` holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, TypeVar

from tenancy.model import Environment, OperatingHours, PatchWindow, Tenant
from tenancy.vocabulary import EnvironmentName

T = TypeVar("T")


@dataclass(frozen=True)
class Row(Generic[T]):
    """One line of the table: a value, and the facts under which it holds."""

    value: T
    environment: EnvironmentName | None = None
    confidentiality: int = 1
    """For this grade and above."""
    availability: int = 1
    """For this grade and above."""

    def whom(self) -> str:
        """Return whom the row is for, in words."""
        said: list[str] = [self.environment] if self.environment else []
        if self.confidentiality > 1:
            rising = " and above" if self.confidentiality < 3 else ""
            said.append(f"confidentiality {self.confidentiality}{rising}")
        if self.availability > 1:
            said.append(f"availability {self.availability}")
        return ", ".join(said) if said else "every system"


ZONES: Final = (
    Row(3, environment="prod", availability=2),
    Row(2),
)
"""How many availability zones."""

LOG_RETENTION_DAYS: Final = (
    Row(1096, environment="prod", confidentiality=3),
    Row(400, environment="prod"),
    Row(365, confidentiality=3),
    Row(90),
)
"""Days for which logs can be searched in CloudWatch Logs; the archive keeps them longer."""

PROD_LOG_RETENTION_AT_LEAST: Final = 365
"""No declaration can go below this in prod."""

KEY_MANAGEMENT: Final = (
    Row[Literal["platform", "provider"]]("platform", confidentiality=2),
    Row[Literal["platform", "provider"]]("provider"),
)
"""Who manages encryption keys. From confidentiality 2 nothing but `platform` is accepted."""

BACKUP_RETENTION_DAYS: Final = (
    Row(365, environment="prod", availability=2),
    Row(35, environment="prod"),
    Row(7),
)
"""Days for which each day's recovery point is kept."""

PROD_BACKUP_RETENTION_AT_LEAST: Final = 30
"""The lock of prod's vaults refuses backups that are kept for less, and nobody can loosen it."""

BACKUP_COPY: Final = (
    Row(value=True, environment="prod", availability=2),
    Row(value=False),
)
"""Whether recovery points are copied to the recovery region."""

OPERATING_HOURS: Final = (
    Row(OperatingHours(), environment="prod"),
    Row(OperatingHours(days="weekdays", start="08:00", end="20:00")),
)
"""When machines run."""

PATCH_WINDOW: Final = (Row(PatchWindow(day="sunday", start="02:00")),)
"""When servers are patched."""

PATCH_HOURS: Final = 3
"""For how long."""

AVAILABILITY_PERCENT: Final = (Row(99.9, availability=2), Row(99.0))
"""Share of the operating hours of a month."""

RECOVERY_TIME_HOURS: Final = (Row(4, availability=2), Row(24))
"""From a failure to answering again."""

RECOVERY_POINT_HOURS: Final = (Row(24),)
"""How much of the newest data may be lost: backups are made once a day."""


TABLE: Final[Mapping[str, Sequence[Row[Any]]]] = {
    "availability zones": ZONES,
    "days for which logs can be searched": LOG_RETENTION_DAYS,
    "who manages encryption keys": KEY_MANAGEMENT,
    "days for which backups are kept": BACKUP_RETENTION_DAYS,
    "backups are copied to the other region": BACKUP_COPY,
    "operating hours": OPERATING_HOURS,
    "servers are patched": PATCH_WINDOW,
    "availability in percent": AVAILABILITY_PERCENT,
    "hours until it answers again": RECOVERY_TIME_HOURS,
    "hours of data that may be lost": RECOVERY_POINT_HOURS,
}
"""All of the above, for the reference."""


@dataclass(frozen=True)
class Resolved(Generic[T]):
    """A value, and where it comes from."""

    value: T
    source: str
    """`declared`, or the row of the table."""


@dataclass(frozen=True, kw_only=True)
class ResolvedEnvironment:
    """An environment in which nothing is left open. Field names are those of the declaration."""

    zones: Resolved[int]
    """How many: of the declared letters, or of the table."""
    log_retention_days: Resolved[int]
    key_management: Resolved[Literal["platform", "provider"]]
    backup_retention_days: Resolved[int]
    backup_copy: Resolved[bool]
    operating_hours: Resolved[OperatingHours]
    patch_window: Resolved[PatchWindow]
    availability_percent: Resolved[float]
    recovery_time_hours: Resolved[int]
    recovery_point_hours: Resolved[int]
    data_location: Resolved[tuple[str, ...]]


def resolve(tenant: Tenant, name: EnvironmentName, environment: Environment) -> ResolvedEnvironment:
    """Return what is declared, completed from the table."""

    def pick(declared: T | None, rows: Sequence[Row[T]]) -> Resolved[T]:
        if declared is not None:
            return Resolved(declared, "declared")
        for row in rows:
            if (
                row.environment in (None, name)
                and tenant.classification.confidentiality >= row.confidentiality
                and tenant.classification.availability >= row.availability
            ):
                return Resolved(row.value, f"default for {row.whom()}")
        raise LookupError("the last row of a table holds for everyone")

    backup_copy = pick(environment.backup.copy_to_recovery_region, BACKUP_COPY)
    if tenant.data_location is not None:
        location = Resolved[tuple[str, ...]](tenant.data_location, "declared")
    elif backup_copy.value:
        location = Resolved[tuple[str, ...]](("tokyo", "osaka"), "backups are copied")
    else:
        location = Resolved[tuple[str, ...]](("tokyo",), "backups are not copied")
    return ResolvedEnvironment(
        zones=pick(None if environment.zones is None else len(environment.zones), ZONES),
        log_retention_days=pick(environment.log_retention_days, LOG_RETENTION_DAYS),
        key_management=pick(tenant.key_management, KEY_MANAGEMENT),
        backup_retention_days=pick(environment.backup.retention_days, BACKUP_RETENTION_DAYS),
        backup_copy=backup_copy,
        operating_hours=pick(environment.operating_hours, OPERATING_HOURS),
        patch_window=pick(environment.patch_window, PATCH_WINDOW),
        availability_percent=pick(tenant.service_level.availability_percent, AVAILABILITY_PERCENT),
        recovery_time_hours=pick(tenant.service_level.recovery_time_hours, RECOVERY_TIME_HOURS),
        recovery_point_hours=pick(tenant.service_level.recovery_point_hours, RECOVERY_POINT_HOURS),
        data_location=location,
    )
