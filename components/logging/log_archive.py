"""`LogArchive`: where the logs of every account of a stage are kept and can't be deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam_policy import document
from components.logging.archive_access import (
    config_delivery,
    load_balancer_delivery,
    log_delivery,
    only_readers,
    outside_organization_denied,
    server_access_logs,
    trail_delivery,
)
from components.logging.archive_tiers import expiry, tiers, unfinished_uploads
from components.logging.secure_bucket import SecureBucket, SecureBucketArgs
from components.security import key_policy
from tenancy.naming import physical_name
from tenancy.stage.logging import LogClass, LogKeeping

# Access logs only say who read the archive; they are not evidence themselves, so they are kept
# for as long as the archive's shortest promise and need no archive tier.
ACCESS_LOG_DAYS = 400


def archive_bucket(name_prefix: str) -> str:
    """Return the archive's name, which is known before it is made."""
    return physical_name("s3-bucket", name_prefix, "log-archive")


@dataclass(frozen=True, kw_only=True)
class LogArchiveArgs:
    """What `LogArchive` needs.

    `retention_days` is the length of the object lock, in days; `keeping` says how each class of log
    is kept. `trail_arn` is the trail that may write, owned by the management account. `readers` are
    patterns of the roles that may read, by ARN.
    """

    name_prefix: str
    region: str
    account_id: pulumi.Input[str]
    management_account_id: pulumi.Input[str]
    organization_id: pulumi.Input[str]
    trail_arn: pulumi.Input[str]
    readers: Sequence[str]
    retention_days: int
    keeping: Mapping[LogClass, LogKeeping]
    protect: bool


class LogArchive(pulumi.ComponentResource):
    """Object-locked buckets for all logs of the organization, their key, and their access logs.

    Each class of log has a prefix, tiers and an end of its own. The services that write logs may
    write for accounts of the organization, and nobody else may write. The buckets' policies let no
    principal from outside the organization in, only the readers read, and nobody can delete a
    version before the lock ends (unified standards R7, 7.1.4: logs are protected from tampering
    and kept for the period that was set).

    Load balancers' access logs have a bucket of their own, because Elastic Load Balancing can't
    write under a key of ours:
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html

    `bucket_name`, `bucket_arn`, `key_arn`: what those who write to the archive must know.
    `load_balancer_bucket_name`: what load balancers must know.
    """

    bucket_name: pulumi.Output[str]
    bucket_arn: pulumi.Output[str]
    key_arn: pulumi.Output[str]
    load_balancer_bucket_name: pulumi.Output[str]

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
                key_policy.used_by_log_groups(args.account_id, args.region),
                *key_policy.used_by_trail(args.trail_arn),
                key_policy.used_by_config(args.organization_id),
            ),
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        aws.kms.Alias(
            name,
            name=physical_name("kms-alias", args.name_prefix, "log-archive"),
            target_key_id=key.key_id,
            opts=child,
        )
        archive_name = archive_bucket(args.name_prefix)
        requests_name = physical_name("s3-bucket", args.name_prefix, "request-logs")
        access_log_name = physical_name("s3-bucket", args.name_prefix, "access-logs")
        access_logs = SecureBucket(
            f"{name}-access",
            SecureBucketArgs(
                bucket_name=access_log_name,
                kms_key_arn=None,
                lifecycle_rules=[expiry(ACCESS_LOG_DAYS)],
                statements=[
                    server_access_logs(
                        access_log_name, (archive_name, requests_name), args.account_id
                    )
                ],
                protect=args.protect,
            ),
            opts=child,
        )
        archive = SecureBucket(
            name,
            SecureBucketArgs(
                bucket_name=archive_name,
                kms_key_arn=key.arn,
                lifecycle_rules=[
                    *(
                        tiers(kind, keeping)
                        for kind, keeping in args.keeping.items()
                        if kind != "load_balancer"
                    ),
                    unfinished_uploads(),
                ],
                statements=[
                    outside_organization_denied(archive_name, args.organization_id),
                    only_readers(archive_name, args.readers),
                    *log_delivery(archive_name, args.organization_id),
                    *trail_delivery(
                        archive_name,
                        args.trail_arn,
                        (args.management_account_id, args.organization_id),
                    ),
                    *config_delivery(archive_name, args.organization_id),
                ],
                lock_days=args.retention_days,
                protect=args.protect,
            ),
            opts=child,
        )
        requests = SecureBucket(
            f"{name}-requests",
            SecureBucketArgs(
                bucket_name=requests_name,
                kms_key_arn=None,
                lifecycle_rules=[
                    tiers("load_balancer", args.keeping["load_balancer"]),
                    unfinished_uploads(),
                ],
                statements=[
                    outside_organization_denied(requests_name, args.organization_id),
                    only_readers(requests_name, args.readers),
                    load_balancer_delivery(requests_name, args.organization_id),
                ],
                lock_days=args.retention_days,
                protect=args.protect,
            ),
            opts=child,
        )
        for logical, bucket, prefix in (
            (name, archive, "log-archive/"),
            (f"{name}-requests", requests, "request-logs/"),
        ):
            aws.s3.BucketLogging(
                logical,
                bucket=bucket.name,
                target_bucket=access_logs.name,
                target_prefix=prefix,
                # S3 checks the target's policy when logging is switched on.
                opts=pulumi.ResourceOptions(parent=self, depends_on=[access_logs]),
            )
        self.bucket_name = archive.name
        self.bucket_arn = archive.arn
        self.key_arn = key.arn
        self.load_balancer_bucket_name = requests.name
        self.register_outputs(
            {
                "bucket_name": self.bucket_name,
                "bucket_arn": self.bucket_arn,
                "key_arn": self.key_arn,
                "load_balancer_bucket_name": self.load_balancer_bucket_name,
            }
        )
