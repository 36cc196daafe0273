"""S3-11: buckets with objects in them can't be destroyed."""

from policies.reading.demands import none_true, setting
from policies.reading.tokens import BUCKETS
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="S3-11",
    title=Text(
        ja="中身のあるS3バケットを強制削除できないようにすること",
        en="Buckets with objects in them can't be destroyed",
    ),
    remedy=Text(
        ja="forceDestroyを外すかfalseにする",
        en="leave forceDestroy out, or set it to false",
    ),
    severity=Severity.HIGH,
    types=BUCKETS,
    uses=("forceDestroy",),
    controls={
        "統一基準 R7": ("6.2.1(1)(g)",),
    },
    check=none_true("forceDestroy"),
    compliant={"forceDestroy": False},
    violating={"forceDestroy": True},
    remediate=setting(forceDestroy=False),
)
