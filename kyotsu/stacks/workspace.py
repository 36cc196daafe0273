"""How a stack is named to the engine, and how one comes to be."""

from pathlib import Path
from typing import Any

import yaml

from kyotsu.stacks.targets import Target

NO_SUCH_STACK = 6
"""The CLI's exit status where the backend doesn't have the stack."""


def config_file(root: Path, target: Target) -> Path:
    """Return the file that all stacks of the target's stage share."""
    return root / f"Pulumi.{target.stage}.yaml"


def naming(root: Path, target: Target) -> list[str]:
    """Return the options by which an engine's command knows the stack and its configuration."""
    return ["--stack", target.stack, "--config-file", str(config_file(root, target))]


def making(root: Path, target: Target) -> list[str]:
    """Return the arguments of the command that makes the stack in the backend."""
    stage: dict[str, Any] = yaml.safe_load(config_file(root, target).read_text("utf-8"))
    provider = stage.get("secretsprovider")
    secrets = [] if provider is None else ["--secrets-provider", str(provider)]
    return ["stack", "init", target.stack, "--no-select", *secrets]


def forget_salt(root: Path, target: Target) -> None:
    """Remove the file that making a stack leaves: tenants share the stage's file instead."""
    if target.tenant is not None:
        (root / f"Pulumi.{target.stack}.yaml").unlink(missing_ok=True)
