"""How logs get colder, and when they end: lifecycle rules of the archive's buckets."""

import pulumi_aws as aws

from tenancy.stage.logging import PREFIXES, LogClass, LogKeeping

Rule = aws.s3.BucketLifecycleConfigurationRuleArgs


def tiers(kind: LogClass, keeping: LogKeeping) -> Rule:
    """Return the rule for one class of log: to colder tiers, then away.

    The bucket has versions, so an expired log becomes an old version, which goes a day later.
    """
    transition = aws.s3.BucketLifecycleConfigurationRuleTransitionArgs
    transitions = [transition(days=keeping.instant_archive_after, storage_class="GLACIER_IR")]
    if keeping.deep_archive_after is not None:
        transitions.append(
            transition(days=keeping.deep_archive_after, storage_class="DEEP_ARCHIVE")
        )
    return Rule(
        id=kind,
        status="Enabled",
        filter=_below(f"{PREFIXES[kind]}/"),
        transitions=transitions,
        expiration=aws.s3.BucketLifecycleConfigurationRuleExpirationArgs(days=keeping.keep_days),
        noncurrent_version_expiration=_old_versions(1),
    )


def expiry(days: int) -> Rule:
    """Return a rule that ends all objects of a bucket after so many days."""
    return Rule(
        id="expiry",
        status="Enabled",
        filter=_below(""),
        expiration=aws.s3.BucketLifecycleConfigurationRuleExpirationArgs(days=days),
        noncurrent_version_expiration=_old_versions(30),
        abort_incomplete_multipart_upload=_abort_uploads(),
    )


def unfinished_uploads() -> Rule:
    """Return a rule that clears away uploads that were never finished."""
    return Rule(
        id="unfinished-uploads",
        status="Enabled",
        filter=_below(""),
        abort_incomplete_multipart_upload=_abort_uploads(),
    )


def _below(prefix: str) -> aws.s3.BucketLifecycleConfigurationRuleFilterArgs:
    return aws.s3.BucketLifecycleConfigurationRuleFilterArgs(prefix=prefix)


def _old_versions(
    days: int,
) -> aws.s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs:
    return aws.s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs(
        noncurrent_days=days
    )


def _abort_uploads() -> aws.s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs:
    return aws.s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs(
        days_after_initiation=7
    )
