"""IAM-04: roles are taken on by nobody without saying whose they are."""

from policies.reading.documents import closed_to_strangers
from policies.reading.examples import IN_ORGANIZATION, trust
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="IAM-04",
    title=Text(
        ja="ロールの信頼ポリシーで不特定の者に許可しないこと",
        en="Roles are taken on by nobody without saying whose they are",
    ),
    remedy=Text(
        ja="Principalを限定するか、aws:PrincipalOrgIDなどの条件を付ける",
        en="name the principals, or add a condition such as aws:PrincipalOrgID",
    ),
    severity=Severity.CRITICAL,
    types=("aws:iam/role:Role",),
    uses=("assumeRolePolicy",),
    controls={
        "統一基準 R7": (
            "7.1.2(1)(a)",
            "7.1.3(1)(a)",
        ),
    },
    check=closed_to_strangers("assumeRolePolicy"),
    compliant={"assumeRolePolicy": trust({"AWS": "*"}, IN_ORGANIZATION)},
    violating={"assumeRolePolicy": trust({"AWS": "*"})},
)
