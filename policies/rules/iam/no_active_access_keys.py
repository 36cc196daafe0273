"""IAM-09: no long-lived access key is active."""

from policies.reading.demands import one_of
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="IAM-09",
    title=Text(
        ja="長期間有効なアクセスキーを使わないこと",
        en="No long-lived access key is active",
    ),
    remedy=Text(
        ja="statusをInactiveにし、ロールまたはIAM Identity Centerを使う",
        en="set status to Inactive, and use a role or IAM Identity Center instead",
    ),
    severity=Severity.CRITICAL,
    types=("aws:iam/accessKey:AccessKey",),
    uses=("status",),
    controls={
        "統一基準 R7": ("7.1.1(2)(a)",),
    },
    check=one_of("status", "Inactive"),
    compliant={"user": "somebody", "status": "Inactive"},
    violating={"user": "somebody", "status": "Active"},
)
