"""IAM-08: permissions are given to groups and roles, not to users."""

from policies.reading.demands import none_set
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="IAM-08",
    title=Text(
        ja="権限を利用者に直接割り当てないこと",
        en="Permissions are given to groups and roles, not to users",
    ),
    remedy=Text(
        ja="ロールまたはグループに割り当てる",
        en="attach the policy to a role or to a group",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:iam/policyAttachment:PolicyAttachment",
        "aws:iam/userPolicyAttachment:UserPolicyAttachment",
        "aws:iam/userPolicy:UserPolicy",
    ),
    uses=(),
    controls={
        "CIS AWS 3.0": ("1.15",),
        "CIS AWS 5.0": ("1.14",),
        "AWS FSBP": ("IAM.2",),
        "NIST SP 800-53 r5": ("AC-2(1)",),
        "統一基準 R7": ("7.1.3(1)(a)",),
    },
    check=none_set("user", "users"),
    compliant={"roles": ["reader"], "users": []},
    violating={"roles": ["reader"], "users": ["somebody"]},
)
