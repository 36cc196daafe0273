"""Cost control: what the management account, which is billed for all, sees and tells."""

from collections.abc import Sequence
from itertools import groupby

from components.cost.cost_control import CostControl, CostControlArgs
from components.cost.cost_export import CostExport, CostExportArgs
from infra.foundation.accounts import Accounts
from tenancy.foundation_plan import AccountPlan
from tenancy.stage import StageSettings


def declare_cost(accounts: Accounts, plans: Sequence[AccountPlan], settings: StageSettings) -> None:
    """Declare what is told of cost, and the bill's lines. Budgets are in the tenants' stacks."""
    CostControl(
        "cost",
        CostControlArgs(
            name_prefix=settings.name_prefix,
            accounts={
                ministry: [accounts.tenant_account_ids[plan.key] for plan in of_ministry]
                for ministry, of_ministry in groupby(plans, key=lambda plan: plan.ministry)
            },
            contacts=settings.cost.contacts,
            anomaly_usd=str(settings.cost.dollars(settings.cost.anomaly_yen)),
            allocation_tags=settings.cost.allocation_tags,
        ),
        opts=accounts.in_management,
    )
    if settings.cost.export:
        CostExport(
            "cost-export",
            CostExportArgs(
                name_prefix=settings.name_prefix,
                region=settings.region,
                account_id=accounts.organization.management_account_id,
                protect=settings.protect,
            ),
            opts=accounts.in_management,
        )
