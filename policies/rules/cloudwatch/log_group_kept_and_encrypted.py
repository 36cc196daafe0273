"""LOG-01: log groups are kept for a year or more, under a key of ours."""

from policies.rule import Properties, Rule, Severity, Text

DAYS = 365


def check(properties: Properties) -> str | None:
    """Return what is missing: a retention of a year or more, or a key."""
    days = properties.get("retentionInDays")
    if not isinstance(days, int | float) or isinstance(days, bool) or days < DAYS:
        # 0 means "never expires" to AWS; a period must be set (unified standards R7, 7.1.4).
        return f"retentionInDays is not {DAYS} or more"
    return None if properties.get("kmsKeyId") else "kmsKeyId is not set"


RULE = Rule(
    id="LOG-01",
    title=Text(
        ja="ロググループは保存期間を1年以上とし、管理された鍵で暗号化すること",
        en="Log groups are kept for a year or more, under a customer managed key",
    ),
    remedy=Text(
        ja="retentionInDaysを365以上にし、kmsKeyIdにテナントのログ用の鍵を指定する",
        en="set retentionInDays to 365 or more and kmsKeyId to the tenant's key for logs",
    ),
    severity=Severity.HIGH,
    types=("aws:cloudwatch/logGroup:LogGroup",),
    uses=("retentionInDays",),
    controls={
        "NIST SP 800-53 r5": ("AU-11", "SC-28(1)"),
        "統一基準 R7": ("7.1.4(1)(b)", "7.1.5(1)(a)"),
    },
    check=check,
    compliant={"retentionInDays": 365.0, "kmsKeyId": "arn:aws:kms:ap-northeast-1:1:key/example"},
    violating={"retentionInDays": 30.0, "kmsKeyId": "arn:aws:kms:ap-northeast-1:1:key/example"},
)
