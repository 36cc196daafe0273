"""EFS-02: file systems are backed up by themselves."""

from policies.reading.demands import one_of, setting_in
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="EFS-02",
    title=Text(
        ja="EFSの自動バックアップを有効にすること",
        en="File systems are backed up by themselves",
    ),
    remedy=Text(
        ja="backupPolicy.statusをENABLEDにする",
        en="set backupPolicy.status to ENABLED",
    ),
    severity=Severity.MEDIUM,
    types=("aws:efs/backupPolicy:BackupPolicy",),
    uses=(),
    controls={
        "AWS FSBP": ("EFS.7",),
        "NIST SP 800-53 r5": ("CP-9",),
        "統一基準 R7": ("6.2.1(1)(g)",),
    },
    check=one_of("backupPolicy.status", "ENABLED"),
    compliant={"backupPolicy": {"status": "ENABLED"}},
    violating={"backupPolicy": {"status": "DISABLED"}},
    remediate=setting_in("backupPolicy", status="ENABLED"),
)
