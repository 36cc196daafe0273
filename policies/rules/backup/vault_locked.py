"""BK-02: vaults are locked so that nobody can shorten the lock."""

from policies.reading.demands import all_set, at_least, every
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="BK-02",
    title=Text(
        ja="バックアップの保管庫をコンプライアンスモードで固定すること",
        en="Vaults are locked in compliance mode, for 30 days or more",
    ),
    remedy=Text(
        ja="changeableForDaysを指定し、minRetentionDaysを30以上にする",
        en="set changeableForDays, and minRetentionDays to 30 or more",
    ),
    severity=Severity.HIGH,
    types=("aws:backup/vaultLockConfiguration:VaultLockConfiguration",),
    uses=("minRetentionDays",),
    controls={
        "統一基準 R7": ("6.2.1(1)(g)",),
    },
    check=every(all_set("changeableForDays"), at_least("minRetentionDays", 30)),
    compliant={"changeableForDays": 3.0, "minRetentionDays": 30.0},
    violating={"minRetentionDays": 30.0},
)
