"""S3-10: lifecycles move or expire objects, and end unfinished uploads."""

from policies.reading.values import is_set, objects_at, value_at
from policies.rule import Properties, Rule, Severity, Text

ENDS = (
    "expiration",
    "noncurrentVersionExpiration",
    "noncurrentVersionTransitions",
    "transitions",
)


def check(properties: Properties) -> str | None:
    """Return what no enabled rule does."""
    rules = [rule for rule in objects_at(properties, "rules") if _is_enabled(rule)]
    if not any(is_set(rule, "abortIncompleteMultipartUpload") for rule in rules):
        return "no enabled rule ends unfinished uploads"
    if not any(is_set(rule, end) for rule in rules for end in ENDS):
        return "no enabled rule moves or expires anything"
    return None


def _is_enabled(rule: Properties) -> bool:
    return value_at(rule, "status") == "Enabled"


def _lifecycle(**rule: Properties) -> Properties:
    return {"rules": [{"status": "Enabled", **rule}]}


RULE = Rule(
    id="S3-10",
    title=Text(
        ja="S3のライフサイクルで期限と未完了アップロードの中止を定めること",
        en="Lifecycles move or expire objects, and end unfinished uploads",
    ),
    remedy=Text(
        ja="有効な規則に、移行または失効とabortIncompleteMultipartUploadを定める",
        en="give an enabled rule a transition or an expiry, and abortIncompleteMultipartUpload",
    ),
    severity=Severity.LOW,
    types=(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
    ),
    uses=(),
    controls={
        "AWS FSBP": ("S3.13",),
        "NIST SP 800-53 r5": ("CP-9",),
        "統一基準 R7": ("7.1.4(1)(b)",),
    },
    check=check,
    compliant=_lifecycle(
        expiration={"days": 400.0}, abortIncompleteMultipartUpload={"daysAfterInitiation": 7.0}
    ),
    violating=_lifecycle(expiration={"days": 400.0}),
)
