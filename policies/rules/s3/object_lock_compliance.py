"""S3-09: object locks are in compliance mode, for a year or more."""

from policies.reading.demands import every, one_of
from policies.reading.values import number_at
from policies.rule import Properties, Rule, Severity, Text

RETENTION = "rule.defaultRetention"
DAYS = 365


def period(properties: Properties) -> str | None:
    """Return that the period, which is given in days or in years, is too short."""
    years = number_at(properties, f"{RETENTION}.years") or 0
    days = number_at(properties, f"{RETENTION}.days") or 0
    return None if years >= 1 or days >= DAYS else f"{RETENTION} is shorter than {DAYS} days"


RULE = Rule(
    id="S3-09",
    title=Text(
        ja="オブジェクトロックはコンプライアンスモードで1年以上とすること",
        en="Object locks are in compliance mode, for a year or more",
    ),
    remedy=Text(
        ja="rule.defaultRetentionのmodeをCOMPLIANCEに、期間を365日以上にする",
        en="set the mode of rule.defaultRetention to COMPLIANCE and its period to 365 days or more",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
        "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
    ),
    uses=(),
    controls={
        "統一基準 R7": ("7.1.4(1)(b)",),
    },
    check=every(one_of(f"{RETENTION}.mode", "COMPLIANCE"), period),
    compliant={"rule": {"defaultRetention": {"mode": "COMPLIANCE", "days": 365.0}}},
    violating={"rule": {"defaultRetention": {"mode": "GOVERNANCE", "days": 365.0}}},
)
