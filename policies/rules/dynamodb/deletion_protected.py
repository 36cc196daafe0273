"""DDB-03: tables are protected from deletion."""

from policies.reading.demands import all_true, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="DDB-03",
    title=Text(
        ja="DynamoDBの削除保護を有効にすること",
        en="Tables are protected from deletion",
    ),
    remedy=Text(
        ja="deletionProtectionEnabledをtrueにする",
        en="set deletionProtectionEnabled to true",
    ),
    severity=Severity.HIGH,
    types=("aws:dynamodb/table:Table",),
    uses=("deletionProtectionEnabled",),
    controls={
        "AWS FSBP": ("DynamoDB.6",),
        "統一基準 R7": ("6.2.1(1)(g)",),
    },
    check=all_true("deletionProtectionEnabled"),
    compliant={"deletionProtectionEnabled": True},
    violating={"deletionProtectionEnabled": False},
    remediate=setting(deletionProtectionEnabled=True),
)
