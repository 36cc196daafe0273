"""Which stack is being deployed, and what goes into it."""

from pathlib import Path

import pulumi

from infra.clock import today
from infra.foundation import deploy_foundation
from infra.settings import read_settings
from infra.tenant import deploy_tenant
from tenancy.load import InvalidDeclarations, load_fleet
from tenancy.plan import plan_tenant


def run() -> None:
    """Declare the stack's resources: the foundation in `<stage>`, a tenant in `<stage>.<tenant>`.

    Raises:
        pulumi.RunError: the declarations don't validate, or the stack is none of this stage's.
    """
    settings = read_settings()
    stack = pulumi.get_stack()
    try:
        fleet = load_fleet(Path(pulumi.get_root_directory()), today=today())
    except InvalidDeclarations as error:
        lines = "\n".join(f"  {finding}" for finding in error.findings)
        raise pulumi.RunError(f"the declarations are not valid:\n{lines}") from None
    stage, _, tenant = stack.partition(".")
    if stage != settings.name:
        raise pulumi.RunError(
            f"stack {stack} does not belong to stage {settings.name}: "
            f"name it {settings.name} or {settings.name}.<ministry>-<system>, "
            f"or use --config-file Pulumi.{stage}.yaml"
        )
    if not tenant:
        deploy_foundation(fleet, settings)
    elif tenant in fleet.tenants:
        deploy_tenant(plan_tenant(fleet, tenant, settings), settings)
    else:
        raise pulumi.RunError(
            f"there is no tenant {tenant} in tenants/: "
            "`kyotsu tenant list` shows those that there are"
        )
