"""RDS-04: databases keep their backups for 7 days or more."""

from policies.reading.demands import at_least, unless
from policies.rule import Rule, Severity, Text

# A replica is made again from its source.
check = unless("replicateSourceDb", at_least("backupRetentionPeriod", 7))

RULE = Rule(
    id="RDS-04",
    title=Text(
        ja="RDSのバックアップを7日以上保存すること",
        en="Databases keep their backups for 7 days or more",
    ),
    remedy=Text(
        ja="backupRetentionPeriodを7以上にする",
        en="set backupRetentionPeriod to 7 or more",
    ),
    severity=Severity.MEDIUM,
    types=(
        "aws:rds/instance:Instance",
        "aws:rds/cluster:Cluster",
    ),
    uses=("backupRetentionPeriod",),
    controls={
        "AWS FSBP": ("RDS.11",),
        "NIST SP 800-53 r5": ("CP-9",),
        "統一基準 R7": ("6.2.1(1)(g)",),
    },
    check=check,
    compliant={"backupRetentionPeriod": 7.0},
    violating={"backupRetentionPeriod": 1.0},
)
