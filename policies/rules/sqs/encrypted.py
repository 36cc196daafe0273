"""SQS-01: queues are encrypted under a key of ours."""

from policies.reading.demands import own_key
from policies.reading.examples import KEY
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="SQS-01",
    title=Text(
        ja="SQSキューを自前の鍵で暗号化すること",
        en="Queues are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="kmsMasterKeyIdに自前の鍵を指定する",
        en="set kmsMasterKeyId to a key of ours",
    ),
    severity=Severity.MEDIUM,
    types=("aws:sqs/queue:Queue",),
    uses=(),
    controls={
        "AWS FSBP": ("SQS.1",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=own_key("kmsMasterKeyId"),
    compliant={"kmsMasterKeyId": KEY},
    violating={"kmsMasterKeyId": "alias/aws/sqs"},
)
