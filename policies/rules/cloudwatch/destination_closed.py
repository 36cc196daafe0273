"""LOG-02: log destinations take in logs of ours only."""

from policies.reading.documents import closed_to_strangers
from policies.reading.examples import IN_ORGANIZATION, allow, document
from policies.rule import Rule, Severity, Text

PUT = "logs:PutSubscriptionFilter"

RULE = Rule(
    id="LOG-02",
    title=Text(
        ja="ログの宛先は組織の者だけに開くこと",
        en="Log destinations take in logs of ours only",
    ),
    remedy=Text(
        ja="accessPolicyにaws:PrincipalOrgIDなどの条件を付ける",
        en="give accessPolicy a condition such as aws:PrincipalOrgID",
    ),
    severity=Severity.HIGH,
    types=("aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy",),
    uses=("accessPolicy",),
    controls={
        "統一基準 R7": (
            "7.1.2(1)(a)",
            "7.1.4(1)(b)",
        ),
    },
    check=closed_to_strangers("accessPolicy"),
    compliant={"accessPolicy": document(allow(PUT, principal="*", condition=IN_ORGANIZATION))},
    violating={"accessPolicy": document(allow(PUT, principal="*"))},
)
