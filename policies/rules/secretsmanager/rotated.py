"""SEC-04: Secrets are rotated within 90 days."""

from math import inf

from policies.reading.demands import at_most, unless
from policies.rule import Rule, Severity, Text

DAYS = "rotationRules.automaticallyAfterDays"

RULE = Rule(
    id="SEC-04",
    title=Text(
        ja="秘密情報を90日以内に更新すること",
        en="Secrets are rotated within 90 days",
    ),
    remedy=Text(
        ja="rotationRules.automaticallyAfterDaysを90以下にするか、scheduleExpressionを定める",
        en="set rotationRules.automaticallyAfterDays to 90 or less, or scheduleExpression",
    ),
    severity=Severity.MEDIUM,
    types=("aws:secretsmanager/secretRotation:SecretRotation",),
    uses=(),
    controls={
        "AWS FSBP": ("SecretsManager.4",),
        "統一基準 R7": ("7.1.1(2)(a)",),
    },
    check=unless("rotationRules.scheduleExpression", at_most(DAYS, 90, if_unset=inf)),
    compliant={"rotationRules": {"automaticallyAfterDays": 30.0}},
    violating={"rotationRules": {"automaticallyAfterDays": 365.0}},
)
