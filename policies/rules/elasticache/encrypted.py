"""EC-01: caches are encrypted under a key of ours."""

from policies.reading.demands import all_true, every, own_key
from policies.reading.examples import KEY
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="EC-01",
    title=Text(
        ja="ElastiCacheを自前の鍵で暗号化すること",
        en="Caches are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="atRestEncryptionEnabledをtrueにし、kmsKeyIdを指定する",
        en="set atRestEncryptionEnabled to true, and kmsKeyId",
    ),
    severity=Severity.HIGH,
    types=("aws:elasticache/replicationGroup:ReplicationGroup",),
    uses=("atRestEncryptionEnabled",),
    controls={
        "AWS FSBP": ("ElastiCache.4",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=every(all_true("atRestEncryptionEnabled"), own_key("kmsKeyId")),
    compliant={"atRestEncryptionEnabled": True, "kmsKeyId": KEY},
    violating={"atRestEncryptionEnabled": False, "kmsKeyId": KEY},
)
