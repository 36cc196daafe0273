"""What else is planned for a tenant: logs, keys, backups, and the hours in which it runs."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class LogPlan:
    """A tenant's log groups."""

    retention_days: int
    """A value that CloudWatch Logs accepts."""
    groups: tuple[str, ...]
    """Short names, such as `application`."""


@dataclass(frozen=True, kw_only=True)
class KeyPlan:
    """A tenant's encryption keys, one a purpose."""

    purposes: tuple[str, ...]
    """`logs` always; `data` and `backup` unless AWS manages the tenant's keys."""
    deletion_window_days: int = 30


@dataclass(frozen=True, kw_only=True)
class BackupPlan:
    """How long recovery points are kept, and where copies go."""

    retention_days: int
    copy_region: str | None
    """The recovery region, or None where no copy is made."""


@dataclass(frozen=True, kw_only=True)
class HoursPlan:
    """When the system's machines run, in Japan's time."""

    days: Literal["every-day", "weekdays"]
    start: str
    end: str
