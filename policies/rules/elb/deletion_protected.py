"""ALB-05: load balancers are protected from deletion."""

from policies.reading.demands import all_true, setting
from policies.reading.tokens import LOAD_BALANCERS
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="ALB-05",
    title=Text(
        ja="ロードバランサーの削除保護を有効にすること",
        en="Load balancers are protected from deletion",
    ),
    remedy=Text(
        ja="enableDeletionProtectionをtrueにする",
        en="set enableDeletionProtection to true",
    ),
    severity=Severity.MEDIUM,
    types=LOAD_BALANCERS,
    uses=("enableDeletionProtection",),
    controls={
        "AWS FSBP": ("ELB.6",),
        "NIST SP 800-53 r5": ("SC-5(2)",),
        "統一基準 R7": ("5.2.1(3)(a)(エ)",),
    },
    check=all_true("enableDeletionProtection"),
    compliant={"enableDeletionProtection": True},
    violating={"enableDeletionProtection": False},
    remediate=setting(enableDeletionProtection=True),
)
