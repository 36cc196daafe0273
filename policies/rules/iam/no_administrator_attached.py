"""IAM-03: AWS's policies for administrators are attached to nobody."""

from policies.reading.documents import BOUNDARY_PATH
from policies.rule import Properties, Rule, Severity, Text

POWERFUL = ("/AdministratorAccess", "/IAMFullAccess", "/PowerUserAccess")


def check(properties: Properties) -> str | None:
    """Return that the policy is one for administrators.

    An ARN that isn't known yet is that of a policy of ours, which other rules look at: those of
    AWS's own policies never change.
    """
    arn = properties.get("policyArn")
    if not arn:
        return "policyArn is not set"
    if isinstance(arn, str) and f":policy{BOUNDARY_PATH}" in arn:
        return "policyArn is that of a permissions boundary, which is no grant"
    powerful = isinstance(arn, str) and arn.endswith(POWERFUL)
    return "policyArn is that of a policy for administrators" if powerful else None


RULE = Rule(
    id="IAM-03",
    title=Text(
        ja="AWSの管理者用ポリシーを割り当てないこと",
        en="AWS's policies for administrators are attached to nobody",
    ),
    remedy=Text(
        ja="必要な権限だけのポリシーに替える",
        en="attach a policy of ours with the permissions that are needed",
    ),
    severity=Severity.CRITICAL,
    types=(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
        "aws:iam/userPolicyAttachment:UserPolicyAttachment",
        "aws:iam/policyAttachment:PolicyAttachment",
    ),
    uses=(),
    controls={
        "CIS AWS 3.0": ("1.16",),
        "CIS AWS 5.0": ("1.15",),
        "NIST SP 800-53 r5": ("AC-6",),
        "統一基準 R7": ("7.1.3(1)(b)",),
    },
    check=check,
    compliant={"policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
    violating={"policyArn": "arn:aws:iam::aws:policy/AdministratorAccess"},
)
