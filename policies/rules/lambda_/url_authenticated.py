"""LMB-02: function URLs demand authentication."""

from policies.reading.demands import one_of
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="LMB-02",
    title=Text(
        ja="Lambda関数URLは認証を必須とすること",
        en="Function URLs demand authentication",
    ),
    remedy=Text(
        ja="authorizationTypeをAWS_IAMにする",
        en="set authorizationType to AWS_IAM",
    ),
    severity=Severity.CRITICAL,
    types=("aws:lambda/functionUrl:FunctionUrl",),
    uses=("authorizationType",),
    controls={
        "NIST SP 800-53 r5": ("AC-3",),
        "統一基準 R7": ("7.1.1(1)(a)",),
    },
    check=one_of("authorizationType", "AWS_IAM"),
    compliant={"authorizationType": "AWS_IAM"},
    violating={"authorizationType": "NONE"},
)
