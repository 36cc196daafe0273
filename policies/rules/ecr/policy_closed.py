"""ECR-04: repositories let in nobody without saying whose they are."""

from policies.reading.documents import closed_to_strangers
from policies.reading.examples import IN_ORGANIZATION, allow, document
from policies.rule import Rule, Severity, Text

PULL = "ecr:BatchGetImage"

RULE = Rule(
    id="ECR-04",
    title=Text(
        ja="コンテナリポジトリを不特定の者に開かないこと",
        en="Repositories let in nobody without saying whose they are",
    ),
    remedy=Text(
        ja="Principalを限定するか、aws:PrincipalOrgIDの条件を付ける",
        en="name the principals, or add a condition on aws:PrincipalOrgID",
    ),
    severity=Severity.HIGH,
    types=("aws:ecr/repositoryPolicy:RepositoryPolicy",),
    uses=("policy",),
    controls={
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=closed_to_strangers("policy"),
    compliant={"policy": document(allow(PULL, principal="*", condition=IN_ORGANIZATION))},
    violating={"policy": document(allow(PULL, principal="*"))},
)
