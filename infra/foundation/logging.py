"""Central logging: where the logs of all accounts go, who searches them, what they raise."""

from dataclasses import dataclass

import pulumi

from components.logging.archive_stream import ArchiveStream, ArchiveStreamArgs
from components.logging.cis_alarms import ALARMS
from components.logging.log_archive import LogArchive, LogArchiveArgs
from components.logging.log_search import LogSearch, LogSearchArgs
from components.logging.organization_trail import (
    OrganizationTrail,
    OrganizationTrailArgs,
    trail_arn,
)
from components.logging.trail_alarms import TrailAlarms, TrailAlarmsArgs
from infra.foundation.accounts import Accounts
from tenancy.permission_sets import Work
from tenancy.stage import StageSettings

READERS: tuple[Work, ...] = ("log-administrator",)
"""The permission sets whose holders may read what logs say."""


@dataclass(frozen=True, kw_only=True)
class CentralLogging:
    """Where others send their logs."""

    archive: LogArchive
    stream: ArchiveStream
    trail: OrganizationTrail


def declare_logging(
    accounts: Accounts,
    settings: StageSettings,
    *,
    alerts_topic_arn: pulumi.Output[str],
    trail_delegation: pulumi.Resource,
) -> CentralLogging:
    """Declare archive, trail, search and alarms, in the log archive's account."""
    archive = _archive(accounts, settings)
    stream = ArchiveStream(
        "archive-stream",
        ArchiveStreamArgs(
            name_prefix=settings.name_prefix,
            region=settings.region,
            account_id=accounts.organization.log_archive_account_id,
            organization_id=accounts.organization.id,
            bucket_arn=archive.bucket_arn,
            key_arn=archive.key_arn,
        ),
        opts=accounts.in_log_archive,
    )
    trail = OrganizationTrail(
        "trail",
        OrganizationTrailArgs(
            name_prefix=settings.name_prefix,
            region=settings.region,
            account_id=accounts.organization.log_archive_account_id,
            bucket_name=archive.bucket_name,
            bucket_arn=archive.bucket_arn,
            key_arn=archive.key_arn,
            searchable_days=settings.logging.searchable_days,
            protect=settings.protect,
            after=(archive, trail_delegation),
        ),
        opts=accounts.in_log_archive,
    )
    TrailAlarms(
        "trail-alarms",
        TrailAlarmsArgs(
            name_prefix=settings.name_prefix,
            group_name=trail.group_name,
            alarms=ALARMS,
            topic_arn=alerts_topic_arn,
        ),
        opts=accounts.in_log_archive,
    )
    LogSearch(
        "log-search",
        LogSearchArgs(
            name_prefix=settings.name_prefix,
            organization_id=accounts.organization.id,
            bucket_name=archive.bucket_name,
            requests_bucket_name=archive.load_balancer_bucket_name,
            key_arn=archive.key_arn,
            account_ids=tuple(accounts.all_ids().values()),
            protect=settings.protect,
        ),
        opts=accounts.in_log_archive,
    )
    return CentralLogging(archive=archive, stream=stream, trail=trail)


def _archive(accounts: Accounts, settings: StageSettings) -> LogArchive:
    organization = accounts.organization
    return LogArchive(
        "log-archive",
        LogArchiveArgs(
            name_prefix=settings.name_prefix,
            region=settings.region,
            account_id=organization.log_archive_account_id,
            management_account_id=organization.management_account_id,
            organization_id=organization.id,
            trail_arn=trail_arn(
                settings.name_prefix, settings.region, organization.management_account_id
            ),
            readers=tuple(
                "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/"
                f"AWSReservedSSO_{permission_set}_*"
                for permission_set in READERS
            ),
            retention_days=settings.archive_retention_days,
            keeping=dict(settings.logging.classes()),
            protect=settings.protect,
        ),
        opts=accounts.in_log_archive,
    )
