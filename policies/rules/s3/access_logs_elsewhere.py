"""S3-07: buckets write their access logs into another bucket."""

from policies.rule import Properties, Rule, Severity, Text


def check(properties: Properties) -> str | None:
    """Return that the target is missing, or is the bucket itself, whose logs then never end."""
    target = properties.get("targetBucket")
    if not target:
        return "targetBucket is not set"
    return "targetBucket is the bucket itself" if target == properties.get("bucket") else None


RULE = Rule(
    id="S3-07",
    title=Text(
        ja="S3のアクセスログを別のバケットに保存すること",
        en="Buckets write their access logs into another bucket",
    ),
    remedy=Text(
        ja="targetBucketにアクセスログ用の別のバケットを指定する",
        en="set targetBucket to another bucket, one that is kept for access logs",
    ),
    severity=Severity.MEDIUM,
    types=(
        "aws:s3/bucketLogging:BucketLogging",
        "aws:s3/bucketLoggingV2:BucketLoggingV2",
    ),
    uses=(
        "bucket",
        "targetBucket",
    ),
    controls={
        "AWS FSBP": ("S3.9",),
        "NIST SP 800-53 r5": ("AU-12",),
        "統一基準 R7": ("7.1.4(1)(b)",),
    },
    check=check,
    compliant={"bucket": "data", "targetBucket": "access-logs"},
    violating={"bucket": "data", "targetBucket": "data"},
)
