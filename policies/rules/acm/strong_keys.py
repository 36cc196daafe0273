"""ACM-01: certificates have keys of the strength that CRYPTREC recommends."""

from policies.reading.demands import none_of
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="ACM-01",
    title=Text(
        ja="証明書の鍵は電子政府推奨暗号の強度とすること",
        en="Certificates have keys of the strength that CRYPTREC recommends",
    ),
    remedy=Text(
        ja="keyAlgorithmをRSA_2048以上またはECDSAにする",
        en="set keyAlgorithm to RSA_2048 or more, or to an elliptic curve",
    ),
    severity=Severity.HIGH,
    types=("aws:acm/certificate:Certificate",),
    uses=("keyAlgorithm",),
    controls={
        "AWS FSBP": ("ACM.2",),
        "統一基準 R7": ("7.1.5(1)(b)",),
    },
    check=none_of("keyAlgorithm", "RSA_1024"),
    compliant={"keyAlgorithm": "RSA_2048"},
    violating={"keyAlgorithm": "RSA_1024"},
)
