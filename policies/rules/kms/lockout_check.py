"""KMS-04: key policies are checked for locking everybody out."""

from policies.reading.demands import none_true, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="KMS-04",
    title=Text(
        ja="鍵ポリシーのロックアウト防止確認を省かないこと",
        en="Key policies are checked for locking everybody out",
    ),
    remedy=Text(
        ja="bypassPolicyLockoutSafetyCheckを外すかfalseにする",
        en="leave bypassPolicyLockoutSafetyCheck out, or set it to false",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:kms/key:Key",
        "aws:kms/keyPolicy:KeyPolicy",
        "aws:kms/replicaKey:ReplicaKey",
        "aws:kms/externalKey:ExternalKey",
    ),
    uses=("bypassPolicyLockoutSafetyCheck",),
    controls={
        "統一基準 R7": ("7.1.5(1)-3 b)",),
    },
    check=none_true("bypassPolicyLockoutSafetyCheck"),
    compliant={"bypassPolicyLockoutSafetyCheck": False},
    violating={"bypassPolicyLockoutSafetyCheck": True},
    remediate=setting(bypassPolicyLockoutSafetyCheck=False),
)
