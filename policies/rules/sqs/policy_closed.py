"""SQS-02: queues let in nobody without saying whose they are."""

from policies.reading.documents import closed_to_strangers
from policies.reading.examples import IN_ORGANIZATION, allow, document
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="SQS-02",
    title=Text(
        ja="SQSキューを不特定の者に開かないこと",
        en="Queues let in nobody without saying whose they are",
    ),
    remedy=Text(
        ja="Principalを限定するか、aws:SourceArnなどの条件を付ける",
        en="name the principals, or add a condition such as aws:SourceArn",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:sqs/queuePolicy:QueuePolicy",
        "aws:sqs/queue:Queue",
    ),
    uses=("policy",),
    controls={
        "AWS FSBP": ("SQS.3",),
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=closed_to_strangers("policy", optional=True),
    compliant={
        "policy": document(allow("sqs:SendMessage", principal="*", condition=IN_ORGANIZATION))
    },
    violating={"policy": document(allow("sqs:SendMessage", principal="*"))},
)
