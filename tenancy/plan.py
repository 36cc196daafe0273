"""What one tenant will be in one stage: every value resolved, nothing left to decide.

A plan holds plain values that are known before anything is created. Components take it as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tenancy.vocabulary import Ingress

TierName = Literal["public", "private", "protected"]


@dataclass(frozen=True, kw_only=True)
class SubnetPlan:
    """One subnet: a tier in a zone."""

    name: str
    """Its identity within the tenant, such as `private-a`."""
    tier: TierName
    zone: str
    """Such as `ap-northeast-1a`."""
    cidr: str


@dataclass(frozen=True, kw_only=True)
class TierPlan:
    """The subnets that are reached in the same way, one a zone."""

    name: TierName
    subnets: tuple[SubnetPlan, ...]


@dataclass(frozen=True, kw_only=True)
class NetworkPlan:
    """A tenant's VPC."""

    cidr: str
    region: str
    zones: tuple[str, ...]
    """Such as `ap-northeast-1a`, in the stage's order."""
    tiers: tuple[TierPlan, ...]
    """Only those that the declaration needs: `private` always, `public` where people come from the
    internet, `protected` where a declared service keeps data in subnets."""
    gateway_endpoints: tuple[str, ...]
    """Service short names: `s3`, `dynamodb`."""
    interface_endpoints: tuple[str, ...]
    """Service short names, such as `logs`: the endpoint is `com.amazonaws.<region>.<name>`."""
    flow_log_interval_seconds: int = 60
    ingress: Ingress
    egress: tuple[str, ...]
    """Allowed destinations as `destination:port/protocol`, such as `api.example.go.jp:443/tcp`."""


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


@dataclass(frozen=True, kw_only=True)
class TenantPlan:
    """All that a tenant's stack is made from."""

    key: str
    ministry: str
    system: str
    stage: str
    name: str
    """What the names of the tenant's resources begin with: `kyotsu-local-soumu-shinsei`."""
    account_name: str
    account_email: str
    tags: Mapping[str, str]
    """What every resource of the tenant carries."""
    network: NetworkPlan
    logs: LogPlan
    keys: KeyPlan
    backup: BackupPlan
    operating_hours: HoursPlan
    budget_yen: int
    """For a month."""
    protect: bool
