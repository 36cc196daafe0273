"""Opens a stack for the Automation API."""

from pathlib import Path

from pulumi.automation import LocalWorkspaceOptions, PulumiCommand, Stack, create_or_select_stack

from kyotsu.stacks.environment import EngineEnvironment
from kyotsu.stacks.targets import Target


def open_stack(root: Path, target: Target, environment: EngineEnvironment) -> Stack:
    """Return the stack, made if it doesn't exist yet.

    Raises:
        pulumi.automation.CommandError: the backend can't be reached, or refuses.
    """
    stack = create_or_select_stack(
        target.stack,
        work_dir=str(root),
        opts=LocalWorkspaceOptions(
            env_vars=dict(environment.variables),
            # The command wants the folder above bin/.
            pulumi_command=PulumiCommand(root=str(environment.cli.parent.parent)),
        ),
    )
    if target.tenant is not None:
        # `stack init` leaves a file with a salt; tenants share the stage's file instead.
        (root / f"Pulumi.{target.stack}.yaml").unlink(missing_ok=True)
    return stack


def config_file(root: Path, target: Target) -> str:
    """Return the path of the file that all stacks of the target's stage share."""
    return str(root / f"Pulumi.{target.stage}.yaml")
