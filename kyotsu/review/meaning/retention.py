"""How long things are kept: logs, backups, objects under lock, deleted secrets."""

from typing import Final

from kyotsu.review.meaning.settings import Setting, more_is_safe, on_is_safe, ranked, settings
from policies.rule import Severity, Text

_DATABASES: Final = (
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
    "aws:docdb/cluster:Cluster",
    "aws:neptune/cluster:Cluster",
)
_LOCKS: Final = (
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
)
_LONGER: Final = Text(
    ja="{name} の保存期間が長くなります。", en="What is in {name} is kept for longer."
)

CLASSIFIER: Final = settings(
    "retention",
    Setting(
        code="retention-shorter",
        types=("aws:cloudwatch/logGroup:LogGroup",),
        path="retentionInDays",
        order=more_is_safe,
        severity=Severity.HIGH,
        looser=Text(
            ja="ロググループ {name} の保存日数が短くなり、古いログは消えます。",
            en="The log group {name} is kept for fewer days, and what is older is deleted.",
        ),
        tighter=_LONGER,
    ),
    Setting(
        code="retention-shorter",
        types=_DATABASES,
        path="backupRetentionPeriod",
        order=more_is_safe,
        severity=Severity.HIGH,
        default=1,
        looser=Text(
            ja="データベース {name} のバックアップを保存する日数が短くなります。",
            en="Backups of the database {name} are kept for fewer days.",
        ),
        tighter=_LONGER,
    ),
    Setting(
        code="retention-shorter",
        types=_LOCKS,
        path="rule.defaultRetention.days",
        order=more_is_safe,
        severity=Severity.CRITICAL,
        looser=Text(
            ja="{name} のオブジェクトロックの日数が短くなり、証跡を早く消せるようになります。",
            en="Objects under {name} are locked for fewer days: records can be deleted earlier.",
        ),
        tighter=_LONGER,
    ),
    Setting(
        code="object-lock-weaker",
        types=_LOCKS,
        path="rule.defaultRetention.mode",
        order=ranked("COMPLIANCE", "GOVERNANCE"),
        severity=Severity.CRITICAL,
        looser=Text(
            ja="{name} のオブジェクトロックが弱くなり、権限があれば解除できるようになります。",
            en="The object lock {name} weakens: who has the permission can lift it.",
        ),
        tighter=Text(
            ja="{name} のオブジェクトロックが強くなります。",
            en="The object lock {name} becomes stricter.",
        ),
    ),
    Setting(
        code="versioning-off",
        types=(
            "aws:s3/bucketVersioning:BucketVersioning",
            "aws:s3/bucketVersioningV2:BucketVersioningV2",
        ),
        path="versioningConfiguration.status",
        order=ranked("Enabled", "Suspended"),
        severity=Severity.HIGH,
        looser=Text(
            ja="バケットの版管理 {name} が止まり、上書きや削除を元に戻せなくなります。",
            en="The versioning {name} stops: what is overwritten or deleted can't be brought back.",
        ),
        tighter=Text(
            ja="バケットの版管理 {name} が始まります。", en="The versioning {name} starts."
        ),
    ),
    Setting(
        code="retention-shorter",
        types=("aws:secretsmanager/secret:Secret",),
        path="recoveryWindowInDays",
        order=more_is_safe,
        severity=Severity.MEDIUM,
        default=30,
        looser=Text(
            ja="シークレット {name} の削除を取り消せる日数が短くなります。",
            en="The days in which a deletion of the secret {name} can be undone become fewer.",
        ),
        tighter=_LONGER,
    ),
    Setting(
        code="retention-shorter",
        types=("aws:backup/vaultLockConfiguration:VaultLockConfiguration",),
        path="minRetentionDays",
        order=more_is_safe,
        severity=Severity.HIGH,
        default=0.5,
        looser=Text(
            ja="バックアップ保管庫のロック {name} の最短保存日数が短くなります。",
            en="The vault lock {name} lets backups be deleted after fewer days.",
        ),
        tighter=_LONGER,
    ),
    Setting(
        code="recovery-off",
        types=("aws:dynamodb/table:Table",),
        path="pointInTimeRecovery.enabled",
        order=on_is_safe,
        severity=Severity.HIGH,
        looser=Text(
            ja="表 {name} を任意の時点に復元できなくなります。",
            en="The table {name} can no longer be restored to any point in time.",
        ),
        tighter=Text(
            ja="表 {name} を任意の時点に復元できるようになります。",
            en="The table {name} can be restored to any point in time.",
        ),
    ),
)
