"""SEC-01: Secrets are encrypted under a key of ours."""

from policies.reading.demands import own_key
from policies.reading.examples import KEY
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="SEC-01",
    title=Text(
        ja="秘密情報を自前の鍵で暗号化すること",
        en="Secrets are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="kmsKeyIdに自前の鍵を指定する",
        en="set kmsKeyId to a key of ours",
    ),
    severity=Severity.MEDIUM,
    types=("aws:secretsmanager/secret:Secret",),
    uses=(),
    controls={
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=own_key("kmsKeyId"),
    compliant={"kmsKeyId": KEY},
    violating={"kmsKeyId": "alias/aws/secretsmanager"},
)
