"""What is planned for a tenant's cost."""

from dataclasses import dataclass

from tenancy.model import Tenant
from tenancy.stage.cost import CostSettings


@dataclass(frozen=True, kw_only=True)
class BudgetPlan:
    """A tenant's budget for a month, in the currency that AWS bills in."""

    yen: int
    """As the tenant declares it."""
    limit_usd: str
    """In dollars and cents, rounded up to the cent: `2000.00`."""
    yen_per_usd: str
    """The rate by which it was converted, as the stage's settings have it."""
    rate_as_of: str
    """A date: `2026-04-01`."""
    contacts: tuple[str, ...]
    """Who is told, each address once."""


def plan_budget(tenant: Tenant, yen: int, cost: CostSettings) -> BudgetPlan:
    """Return the budget of an environment for which a tenant declares so many yen a month."""
    contacts = (
        tenant.contacts.platform_user_manager.email,
        tenant.contacts.security_officer.email,
    )
    return BudgetPlan(
        yen=yen,
        limit_usd=str(cost.dollars(yen)),
        yen_per_usd=str(cost.yen_per_usd),
        rate_as_of=cost.as_of.isoformat(),
        contacts=tuple(dict.fromkeys(contacts)),
    )
