"""`BackupVault`: a vault whose backups nobody can delete early, in one region."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

# The shortest time that AWS lets a new lock be taken back; after that it holds for good:
# https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
DAYS_TO_THINK_AGAIN = 3


@dataclass(frozen=True, kw_only=True)
class BackupVaultArgs:
    """What `BackupVault` needs: its name, and `region`, None for the provider's own.

    `least_days` is the shortest retention that the vault takes. `immutable` locks it in compliance
    mode: after three days nobody can take the lock away. Otherwise it is governance mode, which
    an administrator can open.
    """

    vault_name: str
    region: str | None
    key_arn: pulumi.Input[str]
    least_days: int
    immutable: bool
    protect: bool


class BackupVault(pulumi.ComponentResource):
    """A vault under a key of the tenant's, and its lock.

    Where the stage protects data, destroying the stack leaves the vault and its lock: AWS deletes
    no vault that has backups in it, and they are kept for as long as was promised.

    `name`, `arn`.
    """

    name: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: BackupVaultArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:operations:BackupVault", name, {}, opts)
        vault = aws.backup.Vault(
            name,
            name=args.vault_name,
            kms_key_arn=args.key_arn,
            region=args.region,
            opts=pulumi.ResourceOptions(
                parent=self, protect=args.protect, retain_on_delete=args.protect
            ),
        )
        aws.backup.VaultLockConfiguration(
            name,
            backup_vault_name=vault.name,
            min_retention_days=args.least_days,
            changeable_for_days=DAYS_TO_THINK_AGAIN if args.immutable else None,
            region=args.region,
            opts=pulumi.ResourceOptions(parent=self, retain_on_delete=args.protect),
        )
        self.name = vault.name
        self.arn = vault.arn
        self.register_outputs({"name": self.name, "arn": self.arn})
