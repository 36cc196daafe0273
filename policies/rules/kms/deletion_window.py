"""KMS-03: keys wait 30 days or more before they are deleted."""

from policies.reading.demands import at_least, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="KMS-03",
    title=Text(
        ja="KMS鍵の削除待機期間を30日以上とすること",
        en="Keys wait 30 days or more before they are deleted",
    ),
    remedy=Text(
        ja="deletionWindowInDaysを30にする",
        en="set deletionWindowInDays to 30",
    ),
    severity=Severity.MEDIUM,
    types=(
        "aws:kms/key:Key",
        "aws:kms/replicaKey:ReplicaKey",
        "aws:kms/externalKey:ExternalKey",
    ),
    uses=("deletionWindowInDays",),
    controls={
        "AWS FSBP": ("KMS.3",),
        "NIST SP 800-53 r5": ("SC-12",),
        "統一基準 R7": ("7.1.5(1)-3 b)",),
    },
    check=at_least("deletionWindowInDays", 30, if_unset=30),
    compliant={"deletionWindowInDays": 30.0},
    violating={"deletionWindowInDays": 7.0},
    remediate=setting(deletionWindowInDays=30),
)
