"""OS-02: nodes of search domains speak to each other in cipher."""

from policies.reading.demands import all_true
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="OS-02",
    title=Text(
        ja="OpenSearchのノード間通信を暗号化すること",
        en="Nodes of search domains speak to each other in cipher",
    ),
    remedy=Text(
        ja="nodeToNodeEncryption.enabledをtrueにする",
        en="set nodeToNodeEncryption.enabled to true",
    ),
    severity=Severity.HIGH,
    types=("aws:opensearch/domain:Domain",),
    uses=(),
    controls={
        "AWS FSBP": ("Opensearch.3",),
        "NIST SP 800-53 r5": ("SC-8(1)",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=all_true("nodeToNodeEncryption.enabled"),
    compliant={"nodeToNodeEncryption": {"enabled": True}},
    violating={"nodeToNodeEncryption": {"enabled": False}},
)
