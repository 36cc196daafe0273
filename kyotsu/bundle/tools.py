"""Which tools and which policy pack a preview was made with."""

import hashlib
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from kyotsu.bundle.model import Pack
from kyotsu.desired.canonical import digest
from kyotsu.errors import WorldFault
from kyotsu.stacks.environment import EngineEnvironment

_PACKAGES = ("kyotsu", "pulumi", "pulumi-aws", "pulumi-policy")


def tools(environment: EngineEnvironment) -> dict[str, str]:
    """Return the versions of what takes part in an update, by name.

    The AWS provider's plugin has the version of the package `pulumi-aws`, which asks for it.

    Raises:
        WorldFault: the CLI can't be asked.
    """
    asked = subprocess.run(
        [str(environment.cli), "version"], capture_output=True, text=True, check=False
    )
    if asked.returncode != 0:
        raise WorldFault(f"{environment.cli} doesn't tell its version: {asked.stderr.strip()}")
    return {
        "pulumi-cli": asked.stdout.strip().removeprefix("v"),
        "python": platform.python_version(),
        **{f"python-{name}": version(name) for name in _PACKAGES},
    }


def pack(root: Path) -> Pack:
    """Return the version and the hash of the policy pack: of every file in its folder."""
    folder = root / "policies"
    described: dict[str, Any] = yaml.safe_load((folder / "PulumiPolicy.yaml").read_text("utf-8"))
    files = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    return Pack(version=str(described.get("version", "")), sha256=digest(files))
