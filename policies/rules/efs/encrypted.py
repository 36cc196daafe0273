"""EFS-01: file systems are encrypted under a key of ours."""

from policies.reading.demands import all_true, every, own_key
from policies.reading.examples import KEY
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="EFS-01",
    title=Text(
        ja="EFSを自前の鍵で暗号化すること",
        en="File systems are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="encryptedをtrueにし、kmsKeyIdを指定する",
        en="set encrypted to true, and kmsKeyId",
    ),
    severity=Severity.HIGH,
    types=("aws:efs/fileSystem:FileSystem",),
    uses=("encrypted",),
    controls={
        "CIS AWS 3.0": ("2.4.1",),
        "CIS AWS 5.0": ("2.3.1",),
        "AWS FSBP": (
            "EFS.1",
            "EFS.8",
        ),
        "NIST SP 800-53 r5": ("SC-28(1)",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=every(all_true("encrypted"), own_key("kmsKeyId")),
    compliant={"encrypted": True, "kmsKeyId": KEY},
    violating={"encrypted": False, "kmsKeyId": KEY},
)
