"""IAM-01: no policy allows every action on every resource."""

from policies.reading.documents import (
    Statement,
    actions_of,
    allows,
    every_statement,
    is_on_everything,
    unless_boundary,
)
from policies.reading.examples import allow, document
from policies.reading.tokens import IDENTITY_POLICIES
from policies.rule import Rule, Severity, Text


def problem(statement: Statement) -> str | None:
    """Return that a statement makes whoever has it an administrator."""
    if not allows(statement) or not is_on_everything(statement):
        return None
    every = any(action in ("*", "*:*") for action in actions_of(statement))
    return "allows every action on every resource" if every else None


RULE = Rule(
    id="IAM-01",
    title=Text(
        ja="全ての操作を全ての資源に許可するポリシーを作らないこと",
        en="No policy allows every action on every resource",
    ),
    remedy=Text(
        ja="ActionとResourceを業務に必要なものに限る",
        en="narrow Action and Resource down to what the work needs",
    ),
    severity=Severity.CRITICAL,
    types=IDENTITY_POLICIES,
    uses=("path", "policy"),
    controls={
        "CIS AWS 3.0": ("1.16",),
        "CIS AWS 5.0": ("1.15",),
        "AWS FSBP": ("IAM.1",),
        "NIST SP 800-53 r5": ("AC-6",),
        "統一基準 R7": ("7.1.3(1)(a)",),
    },
    check=unless_boundary(every_statement("policy", problem)),
    compliant={"policy": document(allow("s3:GetObject", resource="*"))},
    violating={"policy": document(allow("*", resource="*"))},
)
