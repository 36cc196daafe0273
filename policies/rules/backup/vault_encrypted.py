"""BK-01: vaults are encrypted under a key of ours."""

from policies.reading.demands import own_key
from policies.reading.examples import KEY
from policies.rule import Rule, Severity, Text

RULE = Rule(
    id="BK-01",
    title=Text(
        ja="バックアップを自前の鍵で暗号化すること",
        en="Vaults are encrypted under a key of ours",
    ),
    remedy=Text(
        ja="kmsKeyArnにバックアップ用の鍵を指定する",
        en="set kmsKeyArn to the key for backups",
    ),
    severity=Severity.HIGH,
    types=("aws:backup/vault:Vault",),
    uses=(),
    controls={
        "AWS FSBP": ("Backup.1",),
        "統一基準 R7": ("7.1.5(1)(a)",),
    },
    check=own_key("kmsKeyArn"),
    compliant={"kmsKeyArn": KEY},
    violating={"kmsKeyArn": ""},
)
