"""SEC-03: Secrets let in nobody without saying whose they are."""

from policies.reading.documents import closed_to_strangers
from policies.reading.examples import IN_ORGANIZATION, allow, document
from policies.rule import Rule, Severity, Text

READ = "secretsmanager:GetSecretValue"

RULE = Rule(
    id="SEC-03",
    title=Text(
        ja="秘密情報を不特定の者に開かないこと",
        en="Secrets let in nobody without saying whose they are",
    ),
    remedy=Text(
        ja="Principalを限定するか、aws:PrincipalOrgIDの条件を付ける",
        en="name the principals, or add a condition on aws:PrincipalOrgID",
    ),
    severity=Severity.CRITICAL,
    types=(
        "aws:secretsmanager/secretPolicy:SecretPolicy",
        "aws:secretsmanager/secret:Secret",
    ),
    uses=("policy",),
    controls={
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=closed_to_strangers("policy", optional=True),
    compliant={"policy": document(allow(READ, principal="*", condition=IN_ORGANIZATION))},
    violating={"policy": document(allow(READ, principal="*"))},
)
