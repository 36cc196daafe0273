"""SNS-02: topics let in nobody without saying whose they are."""

from policies.reading.documents import closed_to_strangers
from policies.reading.examples import IN_ORGANIZATION, allow, document
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="SNS-02",
    title=Text(
        ja="SNSトピックを不特定の者に開かないこと",
        en="Topics let in nobody without saying whose they are",
    ),
    remedy=Text(
        ja="Principalを限定するか、aws:SourceAccountなどの条件を付ける",
        en="name the principals, or add a condition such as aws:SourceAccount",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:sns/topicPolicy:TopicPolicy",
        "aws:sns/topic:Topic",
    ),
    uses=("policy",),
    controls={
        "AWS FSBP": ("SNS.4",),
        "統一基準 R7": ("7.1.2(1)(a)",),
    },
    check=closed_to_strangers("policy", optional=True),
    compliant={"policy": document(allow("sns:Publish", principal="*", condition=IN_ORGANIZATION))},
    violating={"policy": document(allow("sns:Publish", principal="*"))},
)
