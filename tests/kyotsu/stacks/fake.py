"""A `pulumi` that does what a test tells it, in a project that needs nothing else."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

from kyotsu.stacks.engine import Limits
from kyotsu.stacks.environment import EngineEnvironment
from kyotsu.stacks.halt import Halt
from kyotsu.stacks.run import Run
from kyotsu.stacks.targets import Target

TARGET = Target(stage="local", tenant="soumu-shinsei")
SUMMARY = {"summaryEvent": {"resourceChanges": {"create": 2, "same": 1}}}

_SCRIPT = """\
#!{python}
import json, os, signal, subprocess, sys, time
arguments = sys.argv[1:]
def emit(*events):
    with open(arguments[arguments.index("--event-log") + 1], "a") as file:
        for event in events:
            file.write(json.dumps(event) + "\\n")
with open({calls!r}, "a") as file:
    file.write(json.dumps({{"arguments": arguments, "environment": dict(os.environ)}}) + "\\n")
{body}
"""


def fake_run(
    folder: Path,
    body: str,
    *,
    limits: Limits | None = None,
    halt: Halt | None = None,
    skip_checkpoints: bool = False,
    on_engine: Callable[[Target, int], None] = lambda target, process: None,
    scratch: Path | None = None,
) -> Run:
    """Return a run whose engine is a Python script with this body.

    It may use `arguments` and `emit(event, ...)`.
    """
    root = folder / "project"
    root.mkdir(parents=True, exist_ok=True)
    (root / "Pulumi.yaml").write_text("name: kyotsu\n")
    (root / "Pulumi.local.yaml").write_text("config: {}\n")
    cli = folder / "pulumi"
    cli.write_text(
        _SCRIPT.format(python=sys.executable, calls=str(folder / "calls"), body=dedent(body))
    )
    cli.chmod(0o755)
    shared = folder / "shared"
    shared.mkdir(exist_ok=True)
    return Run(
        root=root,
        environment=EngineEnvironment(cli=cli, variables={"PULUMI_HOME": str(shared)}),
        scratch=scratch or folder / "scratch",
        on_engine=on_engine,
        report=lambda target, word: None,
        limits=limits or Limits(timeout=20, grace=5),
        halt=halt or Halt(),
        skip_checkpoints=skip_checkpoints,
    )


def calls(run: Run) -> list[dict[str, Any]]:
    """Return how the engine was called, in order: its arguments and its environment."""
    path = run.environment.cli.with_name("calls")
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def commands(run: Run) -> list[str]:
    """Return the first word of each call."""
    return [call["arguments"][0] for call in calls(run)]
