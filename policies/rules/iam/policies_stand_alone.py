"""IAM-15: a role's policies are resources of their own."""

from policies.reading.demands import none_set
from policies.reading.examples import allow, document
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="IAM-15",
    title=Text(
        ja="ロールのポリシーは独立した資源として宣言すること",
        en="Policies of roles are resources of their own, which other rules look at",
    ),
    remedy=Text(
        ja="inlinePoliciesとmanagedPolicyArnsをRolePolicyとRolePolicyAttachmentに移す",
        en="move inlinePolicies and managedPolicyArns into RolePolicy and RolePolicyAttachment",
    ),
    severity=Severity.MEDIUM,
    types=("aws:iam/role:Role",),
    uses=(),
    controls={
        "統一基準 R7": ("7.1.3(1)(c)",),
    },
    check=none_set("inlinePolicies", "managedPolicyArns"),
    compliant={"inlinePolicies": []},
    violating={"inlinePolicies": [{"name": "inline", "policy": document(allow("s3:GetObject"))}]},
)
