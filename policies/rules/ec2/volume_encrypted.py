"""EC2-03: volumes are encrypted under a key of ours."""

from policies.reading.demands import all_true, every, own_key
from policies.reading.examples import KEY
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="EC2-03",
    title=Text(
        ja="EBSボリュームを自前の鍵で暗号化すること",
        en="Volumes are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="encryptedをtrueにし、kmsKeyIdを指定する",
        en="set encrypted to true, and kmsKeyId",
    ),
    severity=Severity.HIGH,
    types=("aws:ebs/volume:Volume",),
    uses=("encrypted",),
    controls={
        "AWS FSBP": ("EC2.3",),
        "NIST SP 800-53 r5": ("SC-28(1)",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=every(all_true("encrypted"), own_key("kmsKeyId")),
    compliant={"encrypted": True, "kmsKeyId": KEY},
    violating={"encrypted": False, "kmsKeyId": KEY},
)
