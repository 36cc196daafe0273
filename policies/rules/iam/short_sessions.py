"""IAM-07: sessions of roles last an hour at most."""

from policies.reading.demands import at_most, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="IAM-07",
    title=Text(
        ja="ロールの一時的な認証情報の有効期間は1時間以内とすること",
        en="Sessions of roles last an hour at most",
    ),
    remedy=Text(
        ja="maxSessionDurationを3600以下にする",
        en="set maxSessionDuration to 3600 or less",
    ),
    severity=Severity.LOW,
    types=("aws:iam/role:Role",),
    uses=("maxSessionDuration",),
    controls={
        "統一基準 R7": ("7.1.3(1)(b)",),
    },
    check=at_most("maxSessionDuration", 3600, if_unset=3600),
    compliant={"maxSessionDuration": 3600.0},
    violating={"maxSessionDuration": 43200.0},
    remediate=setting(maxSessionDuration=3600),
)
