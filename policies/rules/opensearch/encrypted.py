"""OS-01: search domains are encrypted under a key of ours."""

from policies.reading.demands import all_true, every, own_key
from policies.reading.examples import KEY
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="OS-01",
    title=Text(
        ja="OpenSearchを自前の鍵で暗号化すること",
        en="Search domains are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="encryptAtRestを有効にし、kmsKeyIdを指定する",
        en="switch encryptAtRest on, with kmsKeyId",
    ),
    severity=Severity.HIGH,
    types=("aws:opensearch/domain:Domain",),
    uses=(),
    controls={
        "AWS FSBP": ("Opensearch.1",),
        "NIST SP 800-53 r5": ("SC-28(1)",),
        "統一基準 R7": (
            "7.1.5(1)(a)",
            "6.2.5(1)(e)",
        ),
    },
    check=every(all_true("encryptAtRest.enabled"), own_key("encryptAtRest.kmsKeyId")),
    compliant={"encryptAtRest": {"enabled": True, "kmsKeyId": KEY}},
    violating={"encryptAtRest": {"enabled": False, "kmsKeyId": KEY}},
)
