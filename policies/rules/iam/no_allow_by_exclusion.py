"""IAM-14: no policy allows everything but what it names."""

from policies.reading.documents import Statement, allows, every_statement
from policies.reading.examples import allow, document
from policies.reading.tokens import IDENTITY_POLICIES
from policies.reading.values import is_set
from policies.rule import Rule, Severity, Text


def problem(statement: Statement) -> str | None:
    """Return that a statement allows by exclusion, and so also what AWS adds tomorrow."""
    if not allows(statement):
        return None
    excluding = [name for name in ("NotAction", "NotResource") if is_set(statement, name)]
    return f"allows by {' and '.join(excluding)}" if excluding else None


RULE = Rule(
    id="IAM-14",
    title=Text(
        ja="「以外の全て」を許可しないこと",
        en="No policy allows everything but what it names",
    ),
    remedy=Text(
        ja="NotActionとNotResourceをやめ、許可するものを列挙する",
        en="replace NotAction and NotResource by a list of what is allowed",
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    uses=("policy",),
    controls={
        "統一基準 R7": ("7.1.3(1)(a)",),
    },
    check=every_statement("policy", problem),
    compliant={"policy": document(allow("s3:GetObject", resource="*"))},
    violating={"policy": document({**allow("s3:GetObject"), "NotResource": "*"})},
)
