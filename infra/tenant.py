"""A tenant's stack: one ministry's system in one stage."""

from collections.abc import Mapping

import pulumi

from components.ingress.internet_ingress import InternetIngress
from components.tenant.tenant_environment import TenantEnvironment, TenantEnvironmentArgs
from infra import providers, tenant_hub
from infra.foundation import outputs
from tenancy.plan import TenantPlan
from tenancy.stage import StageSettings

NAME_SERVERS = "public_name_servers"
"""The output that tells which name servers the domain above has to name."""


def deploy_tenant(plan: TenantPlan, settings: StageSettings) -> None:
    """Declare the tenant's environment, in the account that the foundation made for it."""
    foundation = outputs.read(settings)
    account_id = foundation.account_ids.apply(lambda accounts: _account_of(accounts, plan.key))
    provider = providers.account_provider("tenant", settings, account_id=account_id, tags=plan.tags)
    environment = TenantEnvironment(
        "tenant",
        TenantEnvironmentArgs(
            plan=plan,
            account_id=account_id,
            recovery_region=settings.recovery_region,
            organization_id=foundation.organization_id,
            log_archive_bucket_arn=foundation.log_archive_bucket_arn,
            log_archive_bucket_name=foundation.log_archive_bucket_name,
            log_archive_key_arn=foundation.log_archive_key_arn,
            load_balancer_log_bucket_name=foundation.load_balancer_log_bucket_name,
            log_destination_arn=foundation.log_destination_arn,
            hub=tenant_hub.offer(foundation, settings),
        ),
        opts=pulumi.ResourceOptions(provider=provider),
    )
    tenant_hub.connect(plan, environment.network, foundation, settings, provider)
    pulumi.export("account_id", account_id)
    pulumi.export("vpc_id", environment.network.vpc_id)
    pulumi.export("subnet_ids", environment.network.subnet_ids)
    pulumi.export("key_arns", environment.keys.arns)
    pulumi.export("log_groups", environment.logging.groups)
    if environment.ingress is not None:
        _export_ingress(environment.ingress)


def _export_ingress(ingress: InternetIngress) -> None:
    """Tell the ministry's own stacks what they join, and its domain's keeper where it is."""
    pulumi.export(NAME_SERVERS, ingress.name_servers)
    pulumi.export("public_zone_id", ingress.zone_id)
    if ingress.load_balancer is not None:
        pulumi.export("load_balancer_dns_name", ingress.load_balancer.dns_name)
        pulumi.export("listener_arn", ingress.load_balancer.listener_arn)
        pulumi.export("target_group_arn", ingress.load_balancer.target_group_arn)


def _account_of(accounts: Mapping[str, str], key: str) -> str:
    if key not in accounts:
        raise pulumi.RunError(
            f"the foundation has no account for {key} yet: update the foundation first "
            "(`kyotsu up` does it before its tenants)"
        )
    return accounts[key]
