"""CFG-04: what AWS Config delivers is encrypted under a key of ours."""

from policies.reading.demands import own_key
from policies.reading.examples import KEY
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="CFG-04",
    title=Text(
        ja="AWS Configの配信を自前の鍵で暗号化すること",
        en="What AWS Config delivers is encrypted under a key of ours",
    ),
    remedy=Text(
        ja="s3KmsKeyArnにログ用の鍵を指定する",
        en="set s3KmsKeyArn to the key for logs",
    ),
    severity=Severity.MEDIUM,
    types=("aws:cfg/deliveryChannel:DeliveryChannel",),
    uses=(),
    controls={
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=own_key("s3KmsKeyArn"),
    compliant={"s3KmsKeyArn": KEY},
    violating={"s3KmsKeyArn": ""},
)
