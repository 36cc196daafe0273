"""`TenantBackup`: a copy of a tenant's data each night, which nobody can delete early."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam_policy import document, trust
from components.operations.vault import BackupVault, BackupVaultArgs
from components.security import key_policy
from tenancy.naming import physical_name
from tenancy.plan import BackupPlan
from tenancy.roles import PlatformRoles

SERVICE = "backup.amazonaws.com"
# 01:00 in Japan, after midnight's batches and before Sunday's patches.
NIGHTLY = "cron(0 1 ? * * *)"
TIMEZONE = "Asia/Tokyo"
START_WITHIN_MINUTES = 60
COMPLETE_WITHIN_MINUTES = 360
# A resource with this tag is left out; everything else of the account is backed up, so that a
# forgotten tag costs storage and not data.
LEFT_OUT = ("Backup", "none")
# What AWS Backup needs to read each service and to write back to it. AWS keeps them up to date:
# https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
MANAGED_POLICIES = {
    "backup": "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    "restore": "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
}


@dataclass(frozen=True, kw_only=True)
class TenantBackupArgs:
    """What `TenantBackup` needs; `key_arn` is the tenant's key for backups in its own region.

    `names` has those of the vault and the role: the organization's own weekly backups use both.
    """

    tenant_name: str
    names: PlatformRoles
    plan: BackupPlan
    account_id: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    protect: bool


class TenantBackup(pulumi.ComponentResource):
    """A locked vault, a nightly plan, and, where the plan says so, a locked copy in Osaka.

    The copy is under a key of its own over there: it can be read when the first region can't.

    `vault_arn`; `copy_vault_arn` is None where nothing is copied.
    """

    vault_arn: pulumi.Output[str]
    copy_vault_arn: pulumi.Output[str] | None

    def __init__(
        self, name: str, args: TenantBackupArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:operations:TenantBackup", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        vault = BackupVault(
            "vault",
            BackupVaultArgs(
                vault_name=args.names.backup_vault,
                region=None,
                key_arn=args.key_arn,
                least_days=args.plan.least_days,
                immutable=args.plan.immutable,
                protect=args.protect,
            ),
            opts=child,
        )
        self.vault_arn = vault.arn
        self.copy_vault_arn = None if args.plan.copy_region is None else self._copy(args, child)
        self._nightly(name, args, vault, child)
        self.register_outputs({"vault_arn": self.vault_arn, "copy_vault_arn": self.copy_vault_arn})

    def _copy(self, args: TenantBackupArgs, child: pulumi.ResourceOptions) -> pulumi.Output[str]:
        region = args.plan.copy_region
        key = aws.kms.Key(
            "copy",
            description=f"{args.tenant_name}: copies of backups",
            enable_key_rotation=True,
            deletion_window_in_days=30,
            policy=document(key_policy.administered_by_account(args.account_id)),
            region=region,
            opts=pulumi.ResourceOptions(
                parent=self, protect=args.protect, retain_on_delete=args.protect
            ),
        )
        aws.kms.Alias(
            "copy",
            name=physical_name("kms-alias", args.tenant_name, "backup"),
            target_key_id=key.key_id,
            region=region,
            opts=pulumi.ResourceOptions(parent=self, retain_on_delete=args.protect),
        )
        return BackupVault(
            "copy-vault",
            BackupVaultArgs(
                vault_name=args.names.backup_vault,
                region=region,
                key_arn=key.arn,
                least_days=args.plan.least_days,
                immutable=args.plan.immutable,
                protect=args.protect,
            ),
            opts=child,
        ).arn

    def _nightly(
        self,
        name: str,
        args: TenantBackupArgs,
        vault: BackupVault,
        child: pulumi.ResourceOptions,
    ) -> None:
        role = aws.iam.Role(
            name,
            name=args.names.backup,
            # AWS Backup tells no source account when it takes on a role.
            assume_role_policy=trust(SERVICE, source_account=None),
            opts=child,
        )
        attached = [
            aws.iam.RolePolicyAttachment(
                f"{name}-{purpose}", role=role.name, policy_arn=policy, opts=child
            )
            for purpose, policy in MANAGED_POLICIES.items()
        ]
        days = args.plan.retention_days
        plan = aws.backup.Plan(
            name,
            name=physical_name("backup-plan", args.tenant_name),
            rules=[
                aws.backup.PlanRuleArgs(
                    rule_name="nightly",
                    target_vault_name=vault.name,
                    schedule=NIGHTLY,
                    schedule_expression_timezone=TIMEZONE,
                    start_window=START_WITHIN_MINUTES,
                    completion_window=COMPLETE_WITHIN_MINUTES,
                    lifecycle=aws.backup.PlanRuleLifecycleArgs(delete_after=days),
                    copy_actions=None
                    if self.copy_vault_arn is None
                    else [
                        aws.backup.PlanRuleCopyActionArgs(
                            destination_vault_arn=self.copy_vault_arn,
                            lifecycle=aws.backup.PlanRuleCopyActionLifecycleArgs(delete_after=days),
                        )
                    ],
                )
            ],
            opts=child,
        )
        key, value = LEFT_OUT
        aws.backup.Selection(
            name,
            name="everything",
            plan_id=plan.id,
            iam_role_arn=role.arn,
            resources=["*"],
            conditions=[
                aws.backup.SelectionConditionArgs(
                    string_not_equals=[
                        aws.backup.SelectionConditionStringNotEqualArgs(
                            key=f"aws:ResourceTag/{key}", value=value
                        )
                    ]
                )
            ],
            # AWS tries the role when the selection is made.
            opts=pulumi.ResourceOptions(parent=self, depends_on=attached),
        )
