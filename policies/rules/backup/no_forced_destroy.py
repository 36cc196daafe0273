"""BK-04: vaults with backups in them can't be destroyed."""

from policies.reading.demands import none_true, setting
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="BK-04",
    title=Text(
        ja="中身のあるバックアップの保管庫を強制削除できないようにすること",
        en="Vaults with backups in them can't be destroyed",
    ),
    remedy=Text(
        ja="forceDestroyを外すかfalseにする",
        en="leave forceDestroy out, or set it to false",
    ),
    severity=Severity.HIGH,
    types=("aws:backup/vault:Vault",),
    uses=("forceDestroy",),
    controls={
        "統一基準 R7": ("6.2.1(1)(g)",),
    },
    check=none_true("forceDestroy"),
    compliant={"forceDestroy": False},
    violating={"forceDestroy": True},
    remediate=setting(forceDestroy=False),
)
