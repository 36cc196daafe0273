"""EC-02: caches speak TLS."""

from policies.reading.demands import all_true
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="EC-02",
    title=Text(
        ja="ElastiCacheの通信を暗号化すること",
        en="Caches speak TLS",
    ),
    remedy=Text(
        ja="transitEncryptionEnabledをtrueにする",
        en="set transitEncryptionEnabled to true",
    ),
    severity=Severity.HIGH,
    types=("aws:elasticache/replicationGroup:ReplicationGroup",),
    uses=("transitEncryptionEnabled",),
    controls={
        "AWS FSBP": ("ElastiCache.5",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=all_true("transitEncryptionEnabled"),
    compliant={"transitEncryptionEnabled": True},
    violating={"transitEncryptionEnabled": False},
)
