"""SEC-02: deleted secrets can be had back for a week or more."""

from policies.reading.demands import at_least, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="SEC-02",
    title=Text(
        ja="秘密情報の削除に猶予を設けること",
        en="Deleted secrets can be had back for a week or more",
    ),
    remedy=Text(
        ja="recoveryWindowInDaysを7以上にする",
        en="set recoveryWindowInDays to 7 or more",
    ),
    severity=Severity.MEDIUM,
    types=("aws:secretsmanager/secret:Secret",),
    uses=("recoveryWindowInDays",),
    controls={
        "統一基準 R7": ("6.2.1(1)(g)",),
    },
    check=at_least("recoveryWindowInDays", 7, if_unset=30),
    compliant={"recoveryWindowInDays": 7.0},
    violating={"recoveryWindowInDays": 0.0},
    remediate=setting(recoveryWindowInDays=7),
)
