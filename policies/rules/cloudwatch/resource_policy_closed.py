"""LOG-03: resource policies of logs let in nobody without saying whose they are."""

from policies.reading.documents import closed_to_strangers
from policies.reading.examples import allow, document
from policies.rule import Rule, Severity, Text

PUT = "logs:PutLogEvents"

RULE = Rule(
    id="LOG-03",
    title=Text(
        ja="ログの資源ポリシーで不特定の者に許可しないこと",
        en="Resource policies of logs let in nobody without saying whose they are",
    ),
    remedy=Text(
        ja="Principalを限定するか、aws:SourceAccountなどの条件を付ける",
        en="name the principals, or add a condition such as aws:SourceAccount",
    ),
    severity=Severity.HIGH,
    types=("aws:cloudwatch/logResourcePolicy:LogResourcePolicy",),
    uses=("policyDocument",),
    controls={
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=closed_to_strangers("policyDocument"),
    compliant={
        "policyDocument": document(allow(PUT, principal={"Service": "route53.amazonaws.com"}))
    },
    violating={"policyDocument": document(allow(PUT, principal="*"))},
)
