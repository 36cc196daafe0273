"""DDB-02: tables can be brought back to any moment."""

from policies.reading.demands import all_true, setting_in
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="DDB-02",
    title=Text(
        ja="DynamoDBのポイントインタイムリカバリを有効にすること",
        en="Tables can be brought back to any moment",
    ),
    remedy=Text(
        ja="pointInTimeRecovery.enabledをtrueにする",
        en="set pointInTimeRecovery.enabled to true",
    ),
    severity=Severity.MEDIUM,
    types=("aws:dynamodb/table:Table",),
    uses=(),
    controls={
        "AWS FSBP": ("DynamoDB.2",),
        "NIST SP 800-53 r5": (
            "CP-9",
            "CP-10",
        ),
        "統一基準 R7": ("6.2.1(1)(g)",),
    },
    check=all_true("pointInTimeRecovery.enabled"),
    compliant={"pointInTimeRecovery": {"enabled": True}},
    violating={"pointInTimeRecovery": {"enabled": False}},
    remediate=setting_in("pointInTimeRecovery", enabled=True),
)
