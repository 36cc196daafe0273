"""CT-03: trails are encrypted under a key of ours."""

from policies.reading.demands import own_key
from policies.reading.examples import KEY
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="CT-03",
    title=Text(
        ja="証跡を自前の鍵で暗号化すること",
        en="Trails are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="kmsKeyIdにログ用の鍵を指定する",
        en="set kmsKeyId to the key for logs",
    ),
    severity=Severity.HIGH,
    types=("aws:cloudtrail/trail:Trail",),
    uses=(),
    controls={
        "CIS AWS 3.0": ("3.5",),
        "CIS AWS 5.0": ("3.5",),
        "AWS FSBP": ("CloudTrail.2",),
        "NIST SP 800-53 r5": ("SC-28(1)",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=own_key("kmsKeyId"),
    compliant={"kmsKeyId": KEY},
    violating={"kmsKeyId": ""},
)
