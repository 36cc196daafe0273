"""IAM-10: passwords have 14 characters or more, and none of the last 24 comes back."""

from policies.reading.demands import at_least, every
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="IAM-10",
    title=Text(
        ja="パスワードは14文字以上とし、過去24回分の再利用を禁じること",
        en="Passwords have 14 characters or more, and none of the last 24 comes back",
    ),
    remedy=Text(
        ja="minimumPasswordLengthを14以上、passwordReusePreventionを24にする",
        en="set minimumPasswordLength to 14 or more and passwordReusePrevention to 24",
    ),
    severity=Severity.MEDIUM,
    types=("aws:iam/accountPasswordPolicy:AccountPasswordPolicy",),
    uses=(
        "minimumPasswordLength",
        "passwordReusePrevention",
    ),
    controls={
        "CIS AWS 3.0": (
            "1.8",
            "1.9",
        ),
        "CIS AWS 5.0": (
            "1.7",
            "1.8",
        ),
        "AWS FSBP": ("IAM.7",),
        "NIST SP 800-53 r5": ("IA-5(1)",),
        "統一基準 R7": ("7.1.1(1)(c)",),
    },
    check=every(at_least("minimumPasswordLength", 14), at_least("passwordReusePrevention", 24)),
    compliant={"minimumPasswordLength": 14.0, "passwordReusePrevention": 24.0},
    violating={"minimumPasswordLength": 8.0, "passwordReusePrevention": 24.0},
)
