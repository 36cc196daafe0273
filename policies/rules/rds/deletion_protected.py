"""RDS-03: databases are protected from deletion."""

from policies.reading.demands import all_true, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="RDS-03",
    title=Text(
        ja="RDSの削除保護を有効にすること",
        en="Databases are protected from deletion",
    ),
    remedy=Text(
        ja="deletionProtectionをtrueにする",
        en="set deletionProtection to true",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:rds/instance:Instance",
        "aws:rds/cluster:Cluster",
    ),
    uses=("deletionProtection",),
    controls={
        "AWS FSBP": (
            "RDS.7",
            "RDS.8",
        ),
        "NIST SP 800-53 r5": (
            "CP-2(5)",
            "SC-5(2)",
        ),
        "統一基準 R7": ("6.2.1(1)(g)",),
    },
    check=all_true("deletionProtection"),
    compliant={"deletionProtection": True},
    violating={"deletionProtection": False},
    remediate=setting(deletionProtection=True),
)
