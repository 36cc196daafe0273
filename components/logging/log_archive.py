"""`LogArchive`: where the logs of every account of a stage are kept and can't be deleted."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam_policy import document
from components.logging.archive_access import (
    log_delivery,
    outside_organization_denied,
    server_access_logs,
)
from components.logging.secure_bucket import SecureBucket, SecureBucketArgs
from components.security import key_policy
from tenancy.naming import physical_name

# Access logs only say who read the archive; they are not evidence themselves, so they are kept
# for as long as the archive's shortest promise and need no archive tier.
ACCESS_LOG_DAYS = 400
# Objects are read a few times in their first quarter, rarely in the first year, hardly ever after.
DAYS_TO_INSTANT_ARCHIVE = 90
DAYS_TO_DEEP_ARCHIVE = 365


@dataclass(frozen=True, kw_only=True)
class LogArchiveArgs:
    """What `LogArchive` needs; `retention_days` is the length of the object lock, in days."""

    name_prefix: str
    account_id: pulumi.Input[str]
    organization_id: pulumi.Input[str]
    retention_days: int
    protect: bool


class LogArchive(pulumi.ComponentResource):
    """An object-locked bucket for all logs of the organization, its key, and its access logs.

    AWS's log delivery may write for accounts of the organization, and nobody else may write. The
    bucket's policy lets no principal from outside the organization in, and nobody can delete a
    version before the lock ends (unified standards R7, 7.1.4: logs are protected from tampering
    and kept for the period that was set).

    `bucket_name`, `bucket_arn`, `key_arn`: what those who write to the archive must know.
    """

    bucket_name: pulumi.Output[str]
    bucket_arn: pulumi.Output[str]
    key_arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: LogArchiveArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:logging:LogArchive", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        key = aws.kms.Key(
            name,
            description=f"{args.name_prefix}: log archive",
            enable_key_rotation=True,
            deletion_window_in_days=30,
            policy=document(
                key_policy.administered_by_account(args.account_id),
                key_policy.used_by_log_delivery(args.organization_id),
            ),
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        aws.kms.Alias(
            name,
            name=physical_name("kms-alias", args.name_prefix, "log-archive"),
            target_key_id=key.key_id,
            opts=child,
        )
        archive_name = physical_name("s3-bucket", args.name_prefix, "log-archive")
        access_log_name = physical_name("s3-bucket", args.name_prefix, "access-logs")
        access_logs = SecureBucket(
            f"{name}-access",
            SecureBucketArgs(
                bucket_name=access_log_name,
                kms_key_arn=None,
                lifecycle_rules=[_expiry(ACCESS_LOG_DAYS)],
                statements=[server_access_logs(access_log_name, archive_name, args.account_id)],
                protect=args.protect,
            ),
            opts=child,
        )
        archive = SecureBucket(
            name,
            SecureBucketArgs(
                bucket_name=archive_name,
                kms_key_arn=key.arn,
                lifecycle_rules=[_archive_tiers()],
                statements=[
                    outside_organization_denied(archive_name, args.organization_id),
                    *log_delivery(archive_name, args.organization_id),
                ],
                lock_days=args.retention_days,
                protect=args.protect,
            ),
            opts=child,
        )
        aws.s3.BucketLogging(
            name,
            bucket=archive.name,
            target_bucket=access_logs.name,
            target_prefix="log-archive/",
            # S3 checks the target's policy when logging is switched on.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[access_logs]),
        )
        self.bucket_name = archive.name
        self.bucket_arn = archive.arn
        self.key_arn = key.arn
        self.register_outputs(
            {
                "bucket_name": self.bucket_name,
                "bucket_arn": self.bucket_arn,
                "key_arn": self.key_arn,
            }
        )


def _archive_tiers() -> aws.s3.BucketLifecycleConfigurationRuleArgs:
    """Move logs to colder tiers; never expire them here, because the lock only sets a minimum."""
    transition = aws.s3.BucketLifecycleConfigurationRuleTransitionArgs
    return aws.s3.BucketLifecycleConfigurationRuleArgs(
        id="archive-tiers",
        status="Enabled",
        filter=aws.s3.BucketLifecycleConfigurationRuleFilterArgs(prefix=""),
        transitions=[
            transition(days=DAYS_TO_INSTANT_ARCHIVE, storage_class="GLACIER_IR"),
            transition(days=DAYS_TO_DEEP_ARCHIVE, storage_class="DEEP_ARCHIVE"),
        ],
        abort_incomplete_multipart_upload=_abort_uploads(),
    )


def _expiry(days: int) -> aws.s3.BucketLifecycleConfigurationRuleArgs:
    return aws.s3.BucketLifecycleConfigurationRuleArgs(
        id="expiry",
        status="Enabled",
        filter=aws.s3.BucketLifecycleConfigurationRuleFilterArgs(prefix=""),
        expiration=aws.s3.BucketLifecycleConfigurationRuleExpirationArgs(days=days),
        noncurrent_version_expiration=(
            aws.s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs(
                noncurrent_days=30
            )
        ),
        abort_incomplete_multipart_upload=_abort_uploads(),
    )


def _abort_uploads() -> aws.s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs:
    return aws.s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs(
        days_after_initiation=7
    )
