"""`TenantOperations`: backups, hours, patches, alarms and the page that shows them."""

from dataclasses import dataclass

import pulumi

from components.operations.backup import TenantBackup, TenantBackupArgs
from components.operations.notices import Notices, NoticesArgs
from components.operations.servers import Servers, ServersArgs
from components.operations.watch import Watch, WatchArgs
from tenancy.plan import TenantPlan

# The tag that says whose a resource is; the platform's provider puts it on all that it makes.
SERVER_TAG = "CostCenter"


@dataclass(frozen=True, kw_only=True)
class TenantOperationsArgs:
    """What `TenantOperations` needs; `key_arns` are those of the tenant's keys, by purpose."""

    plan: TenantPlan
    account_id: pulumi.Input[str]
    key_arns: dict[str, pulumi.Output[str]]


class TenantOperations(pulumi.ComponentResource):
    """What keeps a tenant's system running when nobody looks.

    `topic_arns` by kind, `operations` and `security`; `vault_arn`: where backups are.
    """

    topic_arns: dict[str, pulumi.Output[str]]
    vault_arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: TenantOperationsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:operations:TenantOperations", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        plan = args.plan
        backup = TenantBackup(
            "backup",
            TenantBackupArgs(
                tenant_name=plan.name,
                names=plan.account_names,
                plan=plan.backup,
                account_id=args.account_id,
                key_arn=args.key_arns["backup"],
                protect=plan.protect,
            ),
            opts=child,
        )
        notices = Notices(
            "notices",
            NoticesArgs(
                tenant_name=plan.name,
                contacts=plan.contacts,
                account_id=args.account_id,
                key_arn=args.key_arns["logs"],
            ),
            opts=child,
        )
        Watch(
            "watch",
            WatchArgs(
                tenant_name=plan.name,
                alarms=plan.alarms,
                region=plan.network.region,
                topic_arn=notices.topic_arns["operations"],
            ),
            opts=child,
        )
        if plan.has_servers:
            Servers(
                "servers",
                ServersArgs(
                    tenant_name=plan.name,
                    hours=plan.operating_hours,
                    patching=plan.patching,
                    server_tag=(SERVER_TAG, plan.tags[SERVER_TAG]),
                    account_id=args.account_id,
                    region=plan.network.region,
                    suspended=plan.suspended,
                ),
                opts=child,
            )
        self.topic_arns = notices.topic_arns
        self.vault_arn = backup.vault_arn
        self.register_outputs({"topic_arns": self.topic_arns, "vault_arn": self.vault_arn})
