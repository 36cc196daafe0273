"""The facts of a stage's logs: for how long each class of them is kept, and where."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal, Self, cast

from pydantic import Field, model_validator

from tenancy.vocabulary import Declared, RetentionDays, mistake

LogClass = Literal[
    "audit", "application", "flow", "dns", "firewall", "load_balancer", "configuration"
]
"""What a log tells of: who did what on AWS (`audit`), what a system says itself (`application`),
connections, name lookups, what the firewall saw, requests, and how resources were configured."""
PREFIXES: Final[Mapping[LogClass, str]] = {
    "audit": "audit",
    "application": "application",
    # Flow logs are the only ones directly below the bucket: each tenant sends its own there.
    "flow": "AWSLogs",
    "dns": "dns",
    "firewall": "firewall",
    "load_balancer": "load-balancer",
    "configuration": "configuration",
}
"""Where each class is in the archive: what the keys of its objects begin with."""
CONNECTIONS: Final = f"{PREFIXES['load_balancer']}/connections"
"""Where load balancers log connections: beside their requests they couldn't be told apart."""


class LogKeeping(Declared):
    """How long logs of one class are kept, in days from their arrival, and when they get cheaper.

    The least times are those for which S3 bills a storage class anyway:
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html
    """

    keep_days: Annotated[int, Field(ge=365, le=36500)]
    """After so many days they are deleted. Never less than the archive's lock."""
    instant_archive_after: Annotated[int, Field(ge=30)] = 90
    """From then on they cost less to keep and more to read, at once (Glacier Instant Retrieval)."""
    deep_archive_after: Annotated[int, Field(ge=120)] | None = 365
    """From then on reading takes up to 12 hours, and queries don't see them; or never (null)."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        colder = self.deep_archive_after
        if colder is not None and colder < self.instant_archive_after + 90:
            raise mistake(
                f"logs would move on after {colder} days, when S3 still bills the tier before",
                f"write {self.instant_archive_after + 90} or more, or null",
                "deep_archive_after",
            )
        last = self.instant_archive_after if colder is None else colder
        if self.keep_days <= last:
            raise mistake(
                f"logs would be deleted after {self.keep_days} days, but moved after {last}",
                "keep them longer, or move them earlier",
                "keep_days",
            )
        return self


class LoggingSettings(Declared):
    """The logs of a stage."""

    searchable_days: RetentionDays = 365
    """For how long the trail is also in CloudWatch Logs, where alarms are raised from it."""
    audit: LogKeeping
    """Who did what on AWS: CloudTrail, with its digests."""
    application: LogKeeping
    """What the tenants' log groups hold."""
    flow: LogKeeping
    """Connections: VPC flow logs."""
    dns: LogKeeping
    """Name lookups: Route 53 Resolver's query logs."""
    firewall: LogKeeping
    """What AWS Network Firewall let through, dropped and reported."""
    load_balancer: LogKeeping
    """Requests, as load balancers saw them."""
    configuration: LogKeeping
    """How resources were configured: AWS Config's history and snapshots."""

    def classes(self) -> Iterator[tuple[LogClass, LogKeeping]]:
        """Yield each class of log with how it is kept."""
        for name in PREFIXES:
            yield name, cast("LogKeeping", getattr(self, name))
