"""Which stacks a backend already has."""

import json
import os
import subprocess
from pathlib import Path

from kyotsu.errors import WorldFault
from kyotsu.stacks.environment import EngineEnvironment
from kyotsu.stacks.failure import reasons
from tenancy.stage import StageSettings


def tenant_stacks(
    root: Path, settings: StageSettings, environment: EngineEnvironment
) -> tuple[str, ...]:
    """Return the names of the stage's tenant stacks that exist in the backend, sorted.

    Raises:
        WorldFault: the backend can't be read.
    """
    listing = subprocess.run(
        [str(environment.cli), "stack", "ls", "--json"],
        cwd=root,
        env={**os.environ, **environment.variables},
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode != 0:
        raise WorldFault("; ".join(reasons(listing.stderr)))
    names = (str(stack["name"]).rsplit("/", 1)[-1] for stack in json.loads(listing.stdout))
    return tuple(sorted(name for name in names if name.startswith(f"{settings.name}.")))
