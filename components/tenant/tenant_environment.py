"""`TenantEnvironment`: everything that one ministry's system gets in one stage."""

from dataclasses import dataclass

import pulumi

from components.access.tenant_boundary import TenantBoundary, TenantBoundaryArgs
from components.account.account_baseline import AccountBaseline, AccountBaselineArgs
from components.cost.tenant_budget import TenantBudget, TenantBudgetArgs
from components.ingress.internet_ingress import InternetIngress, InternetIngressArgs
from components.logging.tenant_logging import TenantLogging, TenantLoggingArgs
from components.network.tenant_network import HubOffer, TenantNetwork, TenantNetworkArgs
from components.operations.tenant_operations import TenantOperations, TenantOperationsArgs
from components.security.config_recorder import ConfigRecorder, ConfigRecorderArgs
from components.security.findings import FindingsRoute, FindingsRouteArgs
from components.security.tenant_keys import TenantKeys, TenantKeysArgs
from tenancy.plan import PublicationPlan, TenantPlan
from tenancy.plan.parts import WEB_FILTER
from tenancy.stage.logging import PREFIXES


@dataclass(frozen=True, kw_only=True)
class TenantEnvironmentArgs:
    """What `TenantEnvironment` needs: the plan, and what the foundation offers to tenants."""

    plan: TenantPlan
    account_id: pulumi.Input[str]
    recovery_region: str
    organization_id: pulumi.Input[str]
    log_archive_bucket_arn: pulumi.Input[str]
    log_archive_bucket_name: pulumi.Input[str]
    log_archive_key_arn: pulumi.Input[str]
    load_balancer_log_bucket_name: pulumi.Input[str]
    log_destination_arn: pulumi.Input[str]
    hub: HubOffer


class TenantEnvironment(pulumi.ComponentResource):
    """A tenant's keys, network, logging and operations, in an account whose defaults are closed.

    The provider that is given with `opts` must act in that account and put the tenant's tags on
    every resource.
    """

    keys: TenantKeys
    network: TenantNetwork
    account: AccountBaseline
    boundary: TenantBoundary
    logging: TenantLogging
    operations: TenantOperations
    ingress: InternetIngress | None
    """The way in from the internet; None where nobody comes from there."""

    def __init__(
        self, name: str, args: TenantEnvironmentArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:tenant:TenantEnvironment", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        plan = args.plan
        self.keys = TenantKeys(
            "keys",
            TenantKeysArgs(
                tenant_name=plan.name,
                plan=plan.keys,
                account_id=args.account_id,
                region=plan.network.region,
                protect=plan.protect,
            ),
            opts=child,
        )
        self.network = TenantNetwork(
            "network",
            TenantNetworkArgs(
                tenant_name=plan.name,
                plan=plan.network,
                organization_id=args.organization_id,
                flow_log_bucket_arn=args.log_archive_bucket_arn,
                hub=args.hub,
            ),
            opts=child,
        )
        self.account = AccountBaseline(
            "account",
            AccountBaselineArgs(
                tenant_name=plan.name,
                region=plan.network.region,
                recovery_region=args.recovery_region,
                contacts=plan.contacts,
                disk_key_arn=self.keys.arns.get("data"),
                internet_vpc_id=(
                    self.network.vpc_id if plan.network.ingress == "internet" else None
                ),
            ),
            opts=child,
        )
        self.boundary = TenantBoundary(
            "boundary", TenantBoundaryArgs(names=plan.account_names), opts=child
        )
        self.logging = TenantLogging(
            "logs",
            TenantLoggingArgs(
                tenant_name=plan.name,
                plan=plan.logs,
                account_id=args.account_id,
                region=plan.network.region,
                key_arn=self.keys.arns["logs"],
                destination_arn=args.log_destination_arn,
                protect=plan.protect,
            ),
            opts=child,
        )
        self.ingress = self._way_in(args, plan.publication, child) if plan.publication else None
        self.operations = TenantOperations(
            "operations",
            TenantOperationsArgs(plan=plan, account_id=args.account_id, key_arns=self.keys.arns),
            opts=child,
        )
        copies = plan.backup.copy_region
        ConfigRecorder(
            "recorder",
            ConfigRecorderArgs(
                regions=(plan.network.region, *((copies,) if copies else ())),
                bucket_name=args.log_archive_bucket_name,
                prefix=PREFIXES["configuration"],
                key_arn=args.log_archive_key_arn,
            ),
            opts=child,
        )
        FindingsRoute(
            "findings",
            FindingsRouteArgs(
                owner_name=plan.name, topic_arn=self.operations.topic_arns["security"]
            ),
            opts=child,
        )
        TenantBudget(
            "budget", TenantBudgetArgs(tenant_name=plan.name, plan=plan.budget), opts=child
        )
        self.register_outputs(
            {
                "key_arns": self.keys.arns,
                "vpc_id": self.network.vpc_id,
                "subnet_ids": self.network.subnet_ids,
                "log_groups": self.logging.groups,
            }
        )

    def _way_in(
        self,
        args: TenantEnvironmentArgs,
        publication: PublicationPlan,
        child: pulumi.ResourceOptions,
    ) -> InternetIngress:
        plan = args.plan
        return InternetIngress(
            "ingress",
            InternetIngressArgs(
                tenant_name=plan.name,
                load_balancer_name=plan.account_names.ingress,
                plan=publication,
                account_id=args.account_id,
                region=plan.network.region,
                vpc_id=self.network.vpc_id,
                subnet_ids=[
                    self.network.subnet_ids[subnet.name]
                    for tier in plan.network.tiers
                    if tier.name == "public"
                    for subnet in tier.subnets
                ],
                security_group_id=self.network.group_ids["load_balancer"],
                log_bucket_name=args.load_balancer_log_bucket_name,
                filter_log_group_arn=self.logging.arns.get(WEB_FILTER),
                protect=plan.protect,
            ),
            opts=child,
        )
