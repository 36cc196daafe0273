"""`TenantBudget`: a tenant's monthly budget, and who is told before it runs out."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.naming import physical_name
from tenancy.plan.cost import BudgetPlan

WARNINGS = (("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 80), ("FORECASTED", 100))
"""What is told: of cost that was billed, and of what the month will cost at this pace."""


@dataclass(frozen=True, kw_only=True)
class TenantBudgetArgs:
    """What `TenantBudget` needs: the tenant's name and its budget's plan."""

    tenant_name: str
    plan: BudgetPlan


class TenantBudget(pulumi.ComponentResource):
    """One budget for all that the tenant's account costs in a month.

    It is in the tenant's own account and stack: an account's budget sees that account's cost alone
    without a filter, and a changed budget changes no other tenant and not the foundation. The
    tenant's contacts are told at 80 and 100 per cent of the budget, both of cost so far and of the
    forecast for the month. AWS takes dollars; the plan says at which rate yen became dollars.

    Source: https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html

    `name`: the budget's name.
    """

    name: pulumi.Output[str]

    def __init__(
        self, name: str, args: TenantBudgetArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:cost:TenantBudget", name, {}, opts)
        budget = aws.budgets.Budget(
            name,
            name=physical_name("budget", args.tenant_name, "monthly"),
            budget_type="COST",
            time_unit="MONTHLY",
            limit_amount=args.plan.limit_usd,
            limit_unit="USD",
            notifications=[
                aws.budgets.BudgetNotificationArgs(
                    notification_type=kind,
                    threshold=percent,
                    threshold_type="PERCENTAGE",
                    comparison_operator="GREATER_THAN",
                    subscriber_email_addresses=list(args.plan.contacts),
                )
                for kind, percent in WARNINGS
            ],
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.name = budget.name
        self.register_outputs({"name": self.name})
