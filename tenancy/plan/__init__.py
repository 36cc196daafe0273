"""What one tenant will be in one stage: every value resolved, nothing left to decide."""

from tenancy.plan.alarms import AlarmPlan
from tenancy.plan.contacts import AccountContact
from tenancy.plan.cost import BudgetPlan
from tenancy.plan.flows import Flow
from tenancy.plan.network import NetworkPlan, SubnetPlan, TierPlan, zones
from tenancy.plan.parts import BackupPlan, HoursPlan, KeyPlan, LogPlan, PatchPlan
from tenancy.plan.publication import PublicationPlan
from tenancy.plan.tenant import (
    NotPlanned,
    TenantPlan,
    names_that_do_not_fit,
    plan_tenant,
    tenant_name,
)

__all__ = [
    "AccountContact",
    "AlarmPlan",
    "BackupPlan",
    "BudgetPlan",
    "Flow",
    "HoursPlan",
    "KeyPlan",
    "LogPlan",
    "NetworkPlan",
    "NotPlanned",
    "PatchPlan",
    "PublicationPlan",
    "SubnetPlan",
    "TenantPlan",
    "TierPlan",
    "names_that_do_not_fit",
    "plan_tenant",
    "tenant_name",
    "zones",
]
