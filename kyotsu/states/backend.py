"""Which backend the stacks of a stage are in."""

import json
import os
from pathlib import Path
from typing import Any

import yaml

from kyotsu.errors import WorldFault
from kyotsu.stacks.homes import shared_home
from tenancy.stage import StageSettings


def backend_url(root: Path, settings: StageSettings) -> str:
    """Return the address of a stage's backend, looked for where the engine looks for it.

    Raises:
        WorldFault: none was chosen.
    """
    if settings.emulated:
        from localcloud.environment import local_dir  # dev and prod lack it

        return f"file://{local_dir(root) / 'backend'}"
    chosen = os.environ.get("PULUMI_BACKEND_URL") or _of_project(root) or _signed_in()
    if not chosen:
        raise WorldFault(
            f"no state backend is chosen for stage {settings.name}; "
            "run `pulumi login s3://<state bucket>` and run this again"
        )
    return chosen


def _of_project(root: Path) -> str | None:
    project: dict[str, Any] = yaml.safe_load((root / "Pulumi.yaml").read_text("utf-8"))
    return (project.get("backend") or {}).get("url")


def _signed_in() -> str | None:
    try:
        return json.loads((shared_home(os.environ) / "credentials.json").read_text()).get("current")
    except (OSError, ValueError):
        return None
