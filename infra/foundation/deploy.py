"""The foundation's stack: what all tenants of a stage share, in the order in which it hangs."""

import pulumi

from components.security.management_watch import ManagementWatch, ManagementWatchArgs
from infra.foundation.access import declare_access
from infra.foundation.accounts import declare_accounts
from infra.foundation.alerts import declare_alerts
from infra.foundation.cost import declare_cost
from infra.foundation.guardrails import declare_guardrails
from infra.foundation.hub import declare_hub
from infra.foundation.logging import declare_logging
from infra.foundation.outputs import FoundationOutputs, export
from infra.foundation.security import declare_recorders, declare_security, watched_regions
from tenancy.foundation_plan import FoundationPlan
from tenancy.stage import StageSettings


def deploy_foundation(plan: FoundationPlan, settings: StageSettings) -> None:
    """Declare the organization with its accounts, then each domain in the account it belongs to."""
    accounts = declare_accounts(plan.accounts, settings)
    delegated = declare_guardrails(accounts, plan.ministries, settings)
    declare_access(accounts, settings)
    alerts = declare_alerts(accounts, settings)
    watch = ManagementWatch(
        "management-watch",
        ManagementWatchArgs(
            log_archive_account_id=accounts.organization.log_archive_account_id,
            regions=watched_regions(settings),
        ),
        opts=accounts.in_management,
    )
    logging = declare_logging(
        accounts,
        settings,
        alerts_topic_arn=alerts.topic_arn,
        trail_delegation=watch.trail_delegation,
    )
    hub = declare_hub(plan.hub, accounts, logging, protect=settings.protect)
    declare_recorders(accounts, logging.archive, settings)
    declare_security(
        accounts,
        plan.accounts,
        settings,
        alerts_topic_arn=alerts.topic_arn,
        delegations=(delegated,),
    )
    declare_cost(accounts, plan.accounts, settings)
    export(
        FoundationOutputs(
            organization_id=accounts.organization.id,
            log_archive_account_id=accounts.organization.log_archive_account_id,
            security_account_id=accounts.organization.security_account_id,
            network_account_id=accounts.organization.network_account_id,
            log_archive_bucket_arn=logging.archive.bucket_arn,
            log_archive_bucket_name=logging.archive.bucket_name,
            log_archive_key_arn=logging.archive.key_arn,
            load_balancer_log_bucket_name=logging.archive.load_balancer_bucket_name,
            log_destination_arn=logging.stream.destination_arn,
            account_ids=pulumi.Output.all(**accounts.tenant_account_ids),
            hub=pulumi.Output.all(**hub),
        )
    )
