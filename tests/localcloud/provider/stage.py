"""A local stage for one test module: an emulator, the plugin, and programs run by the engine."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import psutil
from pulumi import automation as auto

from localcloud import environment
from localcloud.emulator import EmulatorInfo
from localcloud.engine.model import Engine
from tests.processes import engines_below


class Stage:
    """Runs inline programs: the Automation API serves the language, so no host is needed."""

    def __init__(self, root: Path, engine: Engine, emulator: EmulatorInfo) -> None:
        self.local = root / "stage"
        self.emulator = emulator
        base = {**os.environ, "KYOTSU_LOCAL_DIR": str(self.local)}
        self.environment = environment.local_environment(
            root, engine.path_dirs, emulator, environ=base
        )
        del self.environment["PULUMI_OPTION_CONFIG_FILE"]
        del self.environment["PULUMI_OPTION_POLICY_PACK"]
        home = self.local / "home"
        (self.local / "backend").mkdir(parents=True, exist_ok=True)
        environment.write_provider_plugin(home, Path(sys.executable))
        self._command = auto.PulumiCommand(root=str(engine.cli.parent.parent))

    def stack(self, name: str, program: Callable[[], Any]) -> auto.Stack:
        options = auto.LocalWorkspaceOptions(
            env_vars=self.environment,
            pulumi_command=self._command,
            project_settings=auto.ProjectSettings(
                name="test",
                runtime="python",
                backend=auto.ProjectBackend(url=self.environment["PULUMI_BACKEND_URL"]),
            ),
        )
        return auto.create_or_select_stack(name, "test", program, opts=options)

    def client(self, service: str) -> Any:
        return boto3.client(  # pyright: ignore[reportCallIssue] # the name isn't a literal here
            service,  # pyright: ignore[reportArgumentType] # as above
            region_name=environment.REGION,
            endpoint_url=self.emulator.endpoint,
            aws_access_key_id="local",
            aws_secret_access_key="local",
        )


def engines() -> list[psutil.Process]:
    """Return the engine processes that this process has started."""
    return engines_below(os.getpid())
