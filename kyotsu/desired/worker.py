"""What a worker process does: it evaluates one stack after the other, and then ends.

It is given plans and gives back finished graphs, as bytes: neither the fleet nor the cache is its
business.
"""

import gc
import json
import os
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tenancy.foundation_plan import FoundationPlan
    from tenancy.plan import TenantPlan
    from tenancy.stage import StageSettings

ORGANIZATION: Final = "organization"
"""What self-managed backends (S3, files) call the one organization that they have."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One stack to evaluate: everything that its program is given."""

    stack: str
    project: str
    plan: "FoundationPlan | TenantPlan"
    settings: "StageSettings"
    referenced: Mapping[str, Mapping[str, Any]]
    """The outputs of other stacks, by their full names."""
    program: Mapping[str, Path]
    """The folders of the packages that it must be evaluated by, by their names."""


@dataclass(frozen=True, kw_only=True)
class Evaluated:
    """A finished graph: its hash, its JSON, compressed, and its stack's outputs."""

    stack: str
    hash: str
    packed: bytes
    outputs: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Failed:
    """Why a stack has no graph."""

    stack: str
    problem: str


def foundation_of(stage: str, project: str) -> str:
    """Return the full name under which tenants refer to their foundation's stack."""
    return f"{ORGANIZATION}/{project}/{stage}"


def serve(connection: Connection) -> None:
    """Evaluate what comes in until None comes, or whoever sends is gone."""
    # A program that prints must not spoil what a command writes to standard output.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # What a stack leaves behind goes with the process, at the end of its portion: to find it again
    # among all that is alive takes longer than a quarter of the evaluation.
    gc.disable()
    while True:
        try:
            task: Task | None = connection.recv()
        except EOFError:
            return
        if task is None:
            return
        connection.send(carry_out(task))


def carry_out(task: Task) -> Evaluated | Failed:
    """Evaluate one stack."""
    from pulumi import RunError

    from infra.program import declare
    from kyotsu.desired.evaluate import evaluate
    from kyotsu.desired.monitor import NotEvaluable

    for name, folder in task.program.items():
        (imported,) = import_module(name).__path__
        if Path(imported) != folder:
            raise RuntimeError(f"{name} was imported from {imported}, and not from {folder}")
    try:
        graph = evaluate(
            lambda: declare(task.plan, task.settings),
            stack=task.stack,
            project=task.project,
            organization=ORGANIZATION,
            program_folders=task.program,
            referenced=task.referenced,
        )
    except (NotEvaluable, RunError) as error:
        return Failed(stack=task.stack, problem=str(error))
    except Exception as error:  # noqa: BLE001 - whatever the program raises is its failure to tell
        return Failed(stack=task.stack, problem=_told(error))
    return Evaluated(
        stack=task.stack,
        hash=graph.hash,
        packed=zlib.compress(json.dumps(graph.as_data(), sort_keys=True).encode(), level=1),
        outputs=graph.outputs,
    )


def _told(error: BaseException) -> str:
    """Return an exception in a sentence, with the place in the program that it came from."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if {"components", "infra", "tenancy"} & {*path.parts} and "site-packages" not in path.parts:
            place = f"{'/'.join(path.parts[-3:])}:{trace.tb_lineno}: "
        trace = trace.tb_next
    return f"{place}{type(error).__name__}: {error}"
