"""KMS-02: key policies let in nobody without saying whose they are."""

from policies.reading.documents import closed_to_strangers
from policies.reading.examples import ACCOUNT, allow, document
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="KMS-02",
    title=Text(
        ja="鍵ポリシーで不特定の者に許可しないこと",
        en="Key policies let in nobody without saying whose they are",
    ),
    remedy=Text(
        ja="Principalを限定するか、kms:CallerAccountなどの条件を付ける",
        en="name the principals, or add a condition such as kms:CallerAccount",
    ),
    severity=Severity.CRITICAL,
    types=(
        "aws:kms/key:Key",
        "aws:kms/keyPolicy:KeyPolicy",
        "aws:kms/replicaKey:ReplicaKey",
        "aws:kms/externalKey:ExternalKey",
    ),
    uses=("policy",),
    controls={
        "AWS FSBP": ("KMS.5",),
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=closed_to_strangers("policy", optional=True),
    compliant={
        "policy": document(allow("kms:*", principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}))
    },
    violating={"policy": document(allow("kms:*", principal={"AWS": "*"}))},
)
