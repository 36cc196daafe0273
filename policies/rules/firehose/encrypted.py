"""FH-01: Firehose streams are encrypted under a key of ours."""

from policies.reading.demands import all_true, every, one_of, own_key, unless
from policies.reading.examples import KEY
from policies.rule import Rule, Severity, Text

BLOCK = "serverSideEncryption"
# A stream that reads from Kinesis has nothing at rest: Kinesis encrypts it.
ENCRYPTED = every(
    all_true(f"{BLOCK}.enabled"),
    one_of(f"{BLOCK}.keyType", "CUSTOMER_MANAGED_CMK"),
    own_key(f"{BLOCK}.keyArn"),
)

RULE = Rule(
    id="FH-01",
    title=Text(
        ja="Firehoseを自前の鍵で暗号化すること",
        en="Firehose streams are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="serverSideEncryptionを有効にし、CUSTOMER_MANAGED_CMKと鍵を指定する",
        en="switch serverSideEncryption on, with CUSTOMER_MANAGED_CMK and a key",
    ),
    severity=Severity.MEDIUM,
    types=("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",),
    uses=(),
    controls={
        "AWS FSBP": ("DataFirehose.1",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=unless("kinesisSourceConfiguration", ENCRYPTED),
    compliant={BLOCK: {"enabled": True, "keyType": "CUSTOMER_MANAGED_CMK", "keyArn": KEY}},
    violating={BLOCK: {"enabled": True, "keyType": "AWS_OWNED_CMK", "keyArn": KEY}},
)
