"""Who may act in the stage: its pipeline, people, and whoever has to in an emergency."""

from components.access.assignments import Assignments, AssignmentsArgs
from components.access.break_glass import BreakGlass, BreakGlassArgs
from components.access.permission_sets import PermissionSets, PermissionSetsArgs
from components.access.pipeline_access import PipelineAccess, PipelineAccessArgs
from infra.foundation.accounts import Accounts
from tenancy.stage import StageSettings


def declare_access(accounts: Accounts, settings: StageSettings) -> PipelineAccess:
    """Declare the pipeline's roles, the way in for emergencies, and people's permission sets."""
    organization = accounts.organization
    pipeline = PipelineAccess(
        "pipeline",
        PipelineAccessArgs(
            stage=settings.name,
            name_prefix=settings.name_prefix,
            repository=settings.access.repository,
            branch=settings.access.branch,
        ),
        opts=accounts.in_management,
    )
    BreakGlass(
        "break-glass",
        BreakGlassArgs(
            name_prefix=settings.name_prefix,
            account_id=organization.management_account_id,
            region=settings.region,
            emergency_email=settings.access.emergency_email,
            protect=settings.protect,
        ),
        opts=accounts.in_management,
    )
    _declare_people(accounts, settings)
    return pipeline


def _declare_people(accounts: Accounts, settings: StageSettings) -> None:
    centre = settings.access.identity_center
    if centre is None:
        return
    sets = PermissionSets(
        "permission-sets",
        PermissionSetsArgs(name_prefix=settings.name_prefix, instance_arn=centre.instance_arn),
        opts=accounts.in_management,
    )
    organization = accounts.organization
    Assignments(
        "assignments",
        AssignmentsArgs(
            name_prefix=settings.name_prefix,
            instance_arn=centre.instance_arn,
            identity_store_id=centre.identity_store_id,
            permission_sets=sets.arns,
            tenant_work="developer" if settings.environment == "dev" else "operator",
            tenants=accounts.tenant_account_ids,
            platform={
                "log-archive": organization.log_archive_account_id,
                "network": organization.network_account_id,
                "security": organization.security_account_id,
            },
        ),
        opts=accounts.in_management,
    )
