"""KIN-01: Kinesis streams are encrypted under a key of ours."""

from policies.reading.demands import every, one_of, own_key
from policies.reading.examples import KEY
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="KIN-01",
    title=Text(
        ja="Kinesisを自前の鍵で暗号化すること",
        en="Kinesis streams are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="encryptionTypeをKMSにし、kmsKeyIdを指定する",
        en="set encryptionType to KMS, and kmsKeyId",
    ),
    severity=Severity.MEDIUM,
    types=("aws:kinesis/stream:Stream",),
    uses=("encryptionType",),
    controls={
        "AWS FSBP": ("Kinesis.1",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=every(one_of("encryptionType", "KMS"), own_key("kmsKeyId")),
    compliant={"encryptionType": "KMS", "kmsKeyId": KEY},
    violating={"encryptionType": "KMS", "kmsKeyId": "alias/aws/kinesis"},
)
