"""The foundation's stack: what all tenants of a stage share, in the order in which it hangs."""

import pulumi

from infra.foundation.access import declare_access
from infra.foundation.accounts import declare_accounts
from infra.foundation.guardrails import declare_guardrails
from infra.foundation.hub import declare_hub
from infra.foundation.logging import declare_logging
from infra.foundation.outputs import FoundationOutputs, export
from tenancy.foundation_plan import FoundationPlan
from tenancy.stage import StageSettings


def deploy_foundation(plan: FoundationPlan, settings: StageSettings) -> None:
    """Declare the organization with its accounts, then each domain in the account it belongs to."""
    accounts = declare_accounts(plan.accounts, settings)
    declare_guardrails(accounts, plan.ministries, settings)
    declare_access(accounts, settings)
    logging = declare_logging(accounts, settings)
    hub = declare_hub(plan.hub, accounts, logging, protect=settings.protect)
    export(
        FoundationOutputs(
            organization_id=accounts.organization.id,
            log_archive_account_id=accounts.organization.log_archive_account_id,
            security_account_id=accounts.organization.security_account_id,
            network_account_id=accounts.organization.network_account_id,
            log_archive_bucket_arn=logging.archive.bucket_arn,
            log_destination_arn=logging.stream.destination_arn,
            account_ids=pulumi.Output.all(**accounts.tenant_account_ids),
            hub=pulumi.Output.all(**hub),
        )
    )
