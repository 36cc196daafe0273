"""RDS-01: databases are encrypted under a key of ours."""

from policies.reading.demands import all_true, every, own_key, unless
from policies.reading.examples import KEY
from policies.rule import Rule, Severity, Text

# A replica has its source's encryption.
check = unless("replicateSourceDb", every(all_true("storageEncrypted"), own_key("kmsKeyId")))

RULE = Rule(
    id="RDS-01",
    title=Text(
        ja="RDSを自前の鍵で暗号化すること",
        en="Databases are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="storageEncryptedをtrueにし、kmsKeyIdを指定する",
        en="set storageEncrypted to true, and kmsKeyId",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:rds/instance:Instance",
        "aws:rds/cluster:Cluster",
    ),
    uses=("storageEncrypted",),
    controls={
        "CIS AWS 3.0": ("2.3.1",),
        "CIS AWS 5.0": ("2.2.1",),
        "AWS FSBP": (
            "RDS.3",
            "RDS.27",
        ),
        "NIST SP 800-53 r5": ("SC-28(1)",),
        "統一基準 R7": (
            "7.1.5(1)(a)",
            "6.2.5(1)(e)",
        ),
    },
    check=check,
    compliant={"storageEncrypted": True, "kmsKeyId": KEY},
    violating={"storageEncrypted": False, "kmsKeyId": KEY},
)
