"""Backup vaults and their locks; plans can't be changed on moto, so they are only recorded."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.types._recorded import arn_of, only
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, kept

_PLANS = "moto can't change a plan of AWS Backup, and has no selections"


def _read_vault(context: Context) -> Props | None:
    """List them: only the list tells the key."""
    vaults: list[Props] = context.call("list_backup_vaults")["BackupVaultList"]
    return next((one for one in vaults if one["BackupVaultName"] == context.id), None)


VAULT = Entry(
    type="aws:backup/vault:Vault",
    service="backup",
    inputs={
        "name": P("BackupVaultName", replace=True),
        "kmsKeyArn": P("EncryptionKeyArn", replace=True, computed=True),
        **kept("forceDestroy"),
    },
    create=Call("create_backup_vault", inputs="all"),
    id="{name}",
    read=_read_vault,
    delete=Call("delete_backup_vault", {"BackupVaultName": "$id"}),
    outputs={
        "arn": arn_of("backup", "backup-vault:{id}"),
        "recoveryPoints": lambda _context, _raw: 0,
    },
    tags=tagging.mapped(
        target={"ResourceArn": "$arn"},
        read="list_tags",
        at_key="Tags",
        create="BackupVaultTags",
        tags_param="Tags",
        keys_param="TagKeyList",
    ),
    name=Name(property="name", limit=50),
    example=Example(
        inputs={"name": "example", "kmsKeyArn": "@aws:kms/key:Key.arn", "tags": {"a": "b"}},
        change={"tags": {"a": "c"}},
        replace={"name": "other"},
    ),
)


def _lock(context: Context) -> str:
    context.call("put_backup_vault_lock_configuration", **context.params())
    return str(context.inputs["backupVaultName"])


def _read_lock(context: Context) -> Props | None:
    found = _read_vault(context)
    return found if found and found.get("Locked") else None


def _same(value: Any) -> Any:
    return None if value is None else int(value)


LOCK = Entry(
    type="aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    service="backup",
    inputs={
        "backupVaultName": P("BackupVaultName", replace=True),
        # AWS tells the day from which the lock holds, not the number of days until then.
        "changeableForDays": P("ChangeableForDays", read="", replace=True),
        "minRetentionDays": P("MinRetentionDays", replace=True, compare=_same),
        "maxRetentionDays": P("MaxRetentionDays", replace=True, compare=_same),
    },
    create=_lock,
    read=_read_lock,
    delete=Call("delete_backup_vault_lock_configuration", {"BackupVaultName": "$id"}),
    outputs={"backupVaultArn": "BackupVaultArn"},
    identity=("backupVaultName",),
    example=Example(
        inputs={"backupVaultName": "@aws:backup/vault:Vault.name", "minRetentionDays": 7},
        replace={"minRetentionDays": 8},
    ),
)

ENTRIES = [
    VAULT,
    LOCK,
    only(
        "aws:backup/plan:Plan",
        _PLANS,
        arn=arn_of("backup", "backup-plan:{hash}"),
        name="name",
        tags=True,
        outputs={"version": "{hash}"},
    ),
    only(
        "aws:backup/selection:Selection",
        _PLANS,
        replace=("name", "planId", "iamRoleArn", "resources", "selectionTags", "conditions"),
    ),
    only(
        "aws:backup/regionSettings:RegionSettings",
        "moto has no settings of AWS Backup for a region",
        id="{region}",
    ),
]
