"""Which stack is being deployed, and what goes into it."""

from pathlib import Path

import pulumi

from infra.clock import today
from infra.settings import read_settings
from tenancy.foundation_plan import FoundationPlan, plan_foundation
from tenancy.load import Fleet, InvalidDeclarations, load_fleet
from tenancy.plan import TenantPlan, plan_tenant
from tenancy.stage import StageSettings


def run() -> None:
    """Declare the stack's resources: the foundation in `<stage>`, a tenant in `<stage>.<tenant>`.

    Raises:
        pulumi.RunError: the declarations don't validate, or the stack is none of this stage's.
    """
    settings = read_settings()
    try:
        fleet = load_fleet(Path(pulumi.get_root_directory()), today=today())
    except InvalidDeclarations as error:
        lines = "\n".join(f"  {finding}" for finding in error.findings)
        raise pulumi.RunError(f"the declarations are not valid:\n{lines}") from None
    declare(plan_stack(pulumi.get_stack(), fleet, settings), settings)


def plan_stack(stack: str, fleet: Fleet, settings: StageSettings) -> FoundationPlan | TenantPlan:
    """Return what goes into a stack, from all that is declared.

    Raises:
        pulumi.RunError: the stack is none of this stage's.
    """
    stage, _, tenant = stack.partition(".")
    if stage != settings.name:
        raise pulumi.RunError(
            f"stack {stack} does not belong to stage {settings.name}: "
            f"name it {settings.name} or {settings.name}.<ministry>-<system>, "
            f"or use --config-file Pulumi.{stage}.yaml"
        )
    if not tenant:
        return plan_foundation(fleet, settings)
    if tenant not in fleet.tenants:
        raise pulumi.RunError(
            f"there is no tenant {tenant} in tenants/: "
            "`kyotsu tenant list` shows those that there are"
        )
    return plan_tenant(fleet, tenant, settings)


def declare(plan: FoundationPlan | TenantPlan, settings: StageSettings) -> None:
    """Declare the resources of a plan in the stack that runs now.

    Everything that decides what they are comes in here, or out of the foundation's outputs: no
    file, clock or environment variable is read from here on. `kyotsu desired` relies on it, and
    calls this where the engine calls `run`.
    """
    # Each kind of stack imports only its own: the modules of pulumi_aws take a second together.
    if isinstance(plan, FoundationPlan):
        from infra.foundation.deploy import deploy_foundation

        deploy_foundation(plan, settings)
    else:
        from infra.tenant import deploy_tenant

        deploy_tenant(plan, settings)
