"""Central logging: where the logs of all accounts go."""

from dataclasses import dataclass

from components.logging.archive_stream import ArchiveStream, ArchiveStreamArgs
from components.logging.log_archive import LogArchive, LogArchiveArgs
from infra.foundation.accounts import Accounts
from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class CentralLogging:
    """Where others send their logs."""

    archive: LogArchive
    stream: ArchiveStream


def declare_logging(accounts: Accounts, settings: StageSettings) -> CentralLogging:
    """Declare the log archive and what delivers to it, in the log archive's account."""
    organization = accounts.organization
    archive = LogArchive(
        "log-archive",
        LogArchiveArgs(
            name_prefix=settings.name_prefix,
            account_id=organization.log_archive_account_id,
            organization_id=organization.id,
            retention_days=settings.archive_retention_days,
            protect=settings.protect,
        ),
        opts=accounts.in_log_archive,
    )
    stream = ArchiveStream(
        "archive-stream",
        ArchiveStreamArgs(
            name_prefix=settings.name_prefix,
            region=settings.region,
            account_id=organization.log_archive_account_id,
            organization_id=organization.id,
            bucket_arn=archive.bucket_arn,
            key_arn=archive.key_arn,
        ),
        opts=accounts.in_log_archive,
    )
    return CentralLogging(archive=archive, stream=stream)
