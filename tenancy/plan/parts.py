"""What else is planned for a tenant: logs, keys, backups, and the hours in which it runs."""

from dataclasses import dataclass
from typing import Final, Literal

from tenancy.naming import physical_name
from tenancy.vocabulary import Weekday

WEB_FILTER: Final = "web-filter"
"""The short name of the log group of AWS WAF, which wants a name of its own."""


def log_group_name(tenant_name: str, short_name: str) -> str:
    """Return the full name of one of a tenant's log groups."""
    kind = "waf-log-group" if short_name == WEB_FILTER else "log-group"
    return physical_name(kind, tenant_name, short_name)


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
    """`logs` and `backup` always; `data` unless AWS manages the tenant's keys."""
    deletion_window_days: int = 30


@dataclass(frozen=True, kw_only=True)
class BackupPlan:
    """How long recovery points are kept, and where copies go."""

    retention_days: int
    copy_region: str | None
    """The recovery region, or None where no copy is made."""
    least_days: int
    """The vault takes no recovery point that is kept for less."""
    immutable: bool
    """Whether nobody, root included, can open the vault's lock once it has set; else
    administrators of the account can."""


@dataclass(frozen=True, kw_only=True)
class HoursPlan:
    """When the system's machines run, in Japan's time."""

    days: Literal["every-day", "weekdays"]
    start: str
    """Such as `08:00`."""
    end: str
    """Such as `20:00`; `24:00` is midnight."""
    first_day: str
    """Such as `2026-04-01`: of the period of use."""
    last_day: str
    """For so long the public holidays must be known."""

    @property
    def always(self) -> bool:
        """Whether nothing is ever stopped."""
        return (self.days, self.start, self.end) == ("every-day", "00:00", "24:00")


@dataclass(frozen=True, kw_only=True)
class PatchPlan:
    """When servers are patched, in Japan's time."""

    day: Weekday
    start: str
    """Such as `02:00`."""
    hours: int
