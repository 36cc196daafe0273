"""IAM-13: no policy allows decryption with every key."""

from policies.reading.documents import Statement, every_statement, grants, unless_boundary
from policies.reading.examples import KEY, allow, document
from policies.reading.tokens import IDENTITY_POLICIES
from policies.reading.values import texts_at
from policies.rule import Rule, Severity, Text

DECRYPTING = ("kms:Decrypt", "kms:ReEncryptFrom")
EVERY = (":*", ":key/*")


def problem(statement: Statement) -> str | None:
    """Return that a statement allows decryption under keys that it doesn't name."""
    anywhere = any(
        resource == "*" or (resource.startswith("arn:aws:kms:") and resource.endswith(EVERY))
        for resource in texts_at(statement, "Resource")
    )
    if anywhere and any(grants(statement, action) for action in DECRYPTING):
        return "allows decryption with every key"
    return None


RULE = Rule(
    id="IAM-13",
    title=Text(
        ja="全てのKMS鍵での復号を許可しないこと",
        en="No policy allows decryption with every key",
    ),
    remedy=Text(
        ja="Resourceを必要な鍵に限る",
        en="name the keys in Resource",
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    uses=("path", "policy"),
    controls={
        "AWS FSBP": (
            "KMS.1",
            "KMS.2",
        ),
        "NIST SP 800-53 r5": ("AC-6",),
        "統一基準 R7": ("7.1.3(1)(a)",),
    },
    check=unless_boundary(every_statement("policy", problem)),
    compliant={"policy": document(allow("kms:Decrypt", resource=KEY))},
    violating={"policy": document(allow("kms:Decrypt", resource="*"))},
)
