"""What one tenant will be in one stage: every value resolved, nothing left to decide."""

from tenancy.plan.flows import Flow
from tenancy.plan.network import NetworkPlan, SubnetPlan, TierPlan, zones
from tenancy.plan.parts import BackupPlan, HoursPlan, KeyPlan, LogPlan
from tenancy.plan.tenant import (
    NotPlanned,
    TenantPlan,
    names_that_do_not_fit,
    plan_tenant,
    tenant_name,
)

__all__ = [
    "BackupPlan",
    "Flow",
    "HoursPlan",
    "KeyPlan",
    "LogPlan",
    "NetworkPlan",
    "NotPlanned",
    "SubnetPlan",
    "TenantPlan",
    "TierPlan",
    "names_that_do_not_fit",
    "plan_tenant",
    "tenant_name",
    "zones",
]
