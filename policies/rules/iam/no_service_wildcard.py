"""IAM-02: no policy allows all of a service on every resource."""

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
    """Return that a statement allows a whole service, on everything."""
    if not allows(statement) or not is_on_everything(statement):
        return None
    whole = any(action.endswith(":*") for action in actions_of(statement))
    return "allows all actions of a service on every resource" if whole else None


RULE = Rule(
    id="IAM-02",
    title=Text(
        ja="サービスの全操作を全ての資源に許可しないこと",
        en="No policy allows all of a service on every resource",
    ),
    remedy=Text(
        ja="Actionを必要な操作に限るか、Resourceを限る",
        en="name the actions that are needed, or the resources",
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    uses=("path", "policy"),
    controls={
        "AWS FSBP": ("IAM.21",),
        "統一基準 R7": ("7.1.3(1)(a)",),
    },
    check=unless_boundary(every_statement("policy", problem)),
    compliant={"policy": document(allow("dynamodb:*", resource="arn:aws:dynamodb:example"))},
    violating={"policy": document(allow("dynamodb:*", resource="*"))},
)
