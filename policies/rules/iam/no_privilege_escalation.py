"""IAM-11: no policy lets its holder widen their own permissions."""

from policies.reading.documents import (
    Statement,
    every_statement,
    grants,
    is_bound,
    is_on_everything,
    unless_boundary,
)
from policies.reading.examples import allow, document
from policies.reading.tokens import IDENTITY_POLICIES
from policies.rule import Rule, Severity, Text

# https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
WIDENING = (
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreatePolicyVersion",
    "iam:DeleteRolePermissionsBoundary",
    "iam:PassRole",
    "iam:PutGroupPolicy",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateLoginProfile",
)
LIMITS = frozenset({"iam:passedtoservice", "iam:permissionsboundary"})


def problem(statement: Statement) -> str | None:
    """Return that a statement allows such an action on everything, without a limit."""
    if not is_on_everything(statement) or is_bound(statement, LIMITS):
        return None
    widening = any(grants(statement, action) for action in WIDENING)
    return "allows its holder to widen their own permissions" if widening else None


RULE = Rule(
    id="IAM-11",
    title=Text(
        ja="自らの権限を広げられる操作を無条件に許可しないこと",
        en="No policy lets its holder widen their own permissions",
    ),
    remedy=Text(
        ja="Resourceを限るか、iam:PassedToServiceまたはiam:PermissionsBoundaryの条件を付ける",
        en=(
            "name the resources, or add a condition on iam:PassedToService or "
            "iam:PermissionsBoundary"
        ),
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    uses=("path", "policy"),
    controls={
        "統一基準 R7": (
            "7.1.3(1)(a)",
            "7.1.3(1)(b)",
        ),
    },
    check=unless_boundary(every_statement("policy", problem)),
    compliant={"policy": document(allow("iam:PassRole", resource="arn:aws:iam:example"))},
    violating={"policy": document(allow("iam:PassRole", resource="*"))},
)
