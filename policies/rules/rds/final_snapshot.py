"""RDS-08: databases leave a snapshot behind when they go."""

from policies.reading.demands import none_true
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="RDS-08",
    title=Text(
        ja="RDSを削除する前に最終スナップショットを取ること",
        en="Databases leave a snapshot behind when they go",
    ),
    remedy=Text(
        ja="skipFinalSnapshotを外すかfalseにする",
        en="leave skipFinalSnapshot out, or set it to false",
    ),
    severity=Severity.HIGH,
    types=(
        "aws:rds/instance:Instance",
        "aws:rds/cluster:Cluster",
    ),
    uses=("skipFinalSnapshot",),
    controls={
        "統一基準 R7": ("6.2.1(1)(g)",),
    },
    check=none_true("skipFinalSnapshot"),
    compliant={"skipFinalSnapshot": False},
    violating={"skipFinalSnapshot": True},
)
