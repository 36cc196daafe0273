"""`SecureBucket`: the only way in which this platform makes an S3 bucket."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam_policy import ANYONE, Statement, document


@dataclass(frozen=True, kw_only=True)
class SecureBucketArgs:
    """What `SecureBucket` needs.

    `kms_key_arn` is None only for a target of S3 server access logs, which S3 can't write under a
    customer managed key (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html).
    `lock_days` switches object lock on, in compliance mode: nobody, the root user included, can
    delete a version before then. It can't be taken back, so it is given when the bucket is made.
    """

    bucket_name: str
    kms_key_arn: pulumi.Input[str] | None
    lifecycle_rules: Sequence[aws.s3.BucketLifecycleConfigurationRuleArgs]
    statements: Sequence[Statement] = ()
    lock_days: int | None = None
    protect: bool


class SecureBucket(pulumi.ComponentResource):
    """A bucket that is private, versioned, encrypted, owner-enforced and reached over TLS only."""

    name: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: SecureBucketArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:logging:SecureBucket", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        bucket = aws.s3.Bucket(
            name,
            bucket=args.bucket_name,
            object_lock_enabled=args.lock_days is not None,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        aws.s3.BucketPublicAccessBlock(
            name,
            bucket=bucket.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=child,
        )
        aws.s3.BucketOwnershipControls(
            name,
            bucket=bucket.id,
            rule=aws.s3.BucketOwnershipControlsRuleArgs(object_ownership="BucketOwnerEnforced"),
            opts=child,
        )
        versioning = aws.s3.BucketVersioning(
            name,
            bucket=bucket.id,
            versioning_configuration=aws.s3.BucketVersioningVersioningConfigurationArgs(
                status="Enabled"
            ),
            opts=child,
        )
        aws.s3.BucketServerSideEncryptionConfiguration(
            name, bucket=bucket.id, rules=[_encryption(args.kms_key_arn)], opts=child
        )
        aws.s3.BucketLifecycleConfiguration(
            name, bucket=bucket.id, rules=list(args.lifecycle_rules), opts=child
        )
        if args.lock_days is not None:
            aws.s3.BucketObjectLockConfiguration(
                name,
                bucket=bucket.id,
                rule=aws.s3.BucketObjectLockConfigurationRuleArgs(
                    default_retention=aws.s3.BucketObjectLockConfigurationRuleDefaultRetentionArgs(
                        mode="COMPLIANCE", days=args.lock_days
                    )
                ),
                # S3 refuses a lock on a bucket whose versioning is not on yet.
                opts=pulumi.ResourceOptions(parent=self, depends_on=[versioning]),
            )
        aws.s3.BucketPolicy(
            name,
            bucket=bucket.id,
            policy=document(_tls_only(bucket.arn), *args.statements),
            opts=child,
        )
        self.name = bucket.bucket
        self.arn = bucket.arn
        self.register_outputs({"name": self.name, "arn": self.arn})


def _encryption(
    kms_key_arn: pulumi.Input[str] | None,
) -> aws.s3.BucketServerSideEncryptionConfigurationRuleArgs:
    by_default = (
        aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs
    )
    if kms_key_arn is None:
        return aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
            apply_server_side_encryption_by_default=by_default(sse_algorithm="AES256")
        )
    return aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
        apply_server_side_encryption_by_default=by_default(
            sse_algorithm="aws:kms", kms_master_key_id=kms_key_arn
        ),
        bucket_key_enabled=True,
    )


def _tls_only(bucket_arn: pulumi.Output[str]) -> Statement:
    return Statement(
        sid="TlsOnly",
        effect="Deny",
        principals=ANYONE,
        actions=("s3:*",),
        resources=(bucket_arn, pulumi.Output.format("{0}/*", bucket_arn)),
        conditions={"Bool": {"aws:SecureTransport": "false"}},
    )
