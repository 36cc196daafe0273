"""Evaluates one stack of the program in this process, without an engine."""

import asyncio
import gc
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import Context
from pathlib import Path
from typing import Any, TypeVar

from google.protobuf import empty_pb2
from pulumi.runtime import run_in_stack
from pulumi.runtime.mocks import MockSettings
from pulumi.runtime.settings import SETTINGS, configure

from kyotsu.desired.graph import Graph
from kyotsu.desired.lean_outputs import lean_outputs
from kyotsu.desired.monitor import Monitor
from kyotsu.desired.traces import short_traces

T = TypeVar("T")


class _AtOnce(ThreadPoolExecutor):
    """Runs what it is given in the caller's thread: the mocks' answers wait for nothing."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - whoever waits for it gets it
            future.set_exception(error)
        return future


def evaluate(
    program: Callable[[], None],
    *,
    stack: str,
    project: str,
    organization: str,
    program_folders: Mapping[str, Path],
    referenced: Mapping[str, Mapping[str, Any]],
) -> Graph:
    """Return what a program registers in a stack that doesn't exist yet.

    `referenced` has outputs of other stacks by their full names; `program_folders` has the packages
    whose files are named in source positions, by their names.

    Raises:
        NotEvaluable: the program asks what only an engine could answer.
        Exception: whatever the program raises.
    """
    monitor = Monitor(stack, project, program=program_folders, referenced=referenced)

    def run() -> None:
        _configure(monitor, stack, project, organization)
        loop = asyncio.new_event_loop()
        loop.set_default_executor(_AtOnce(max_workers=1))
        loop.set_exception_handler(_told_already)
        try:
            loop.run_until_complete(run_in_stack(lambda: _settle(program)))
        finally:
            loop.close()

    # Pulumi keeps its settings and the stack in context variables: a new context has neither.
    with _without_collector(), short_traces(), lean_outputs():
        Context().run(run)
    return monitor.graph()


def _configure(monitor: Monitor, stack: str, project: str, organization: str) -> None:
    """Do as `set_mocks`, but leave the stack to `run_in_stack`, which exports the outputs too."""
    configure(
        MockSettings(
            monitor=monitor,
            monitor_features=set(monitor.GetDeploymentInfo(empty_pb2.Empty()).supportedFeatures),
            engine=None,  # a mock engine would be sent a message for each step of each resource
            project=project,
            stack=stack,
            dry_run=True,
            organization=organization,
            callbacks=None,
            outputs=set[Any](),
        )
    )


async def _settle(program: Callable[[], None]) -> None:
    """Run the program, and wait for its outputs all together.

    Pulumi would wait for them one by one, and ask anew for all of them each time: the time for
    that grows with the square of their number.
    """
    program()
    while outputs := list(SETTINGS.outputs):  # pyright: ignore[reportAttributeAccessIssue] - a context variable
        await asyncio.gather(*outputs)


def _told_already(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Say nothing of a task that failed: `run_in_stack` raises what it raised."""


@contextmanager
def _without_collector() -> Generator[None]:
    """Keep the cycle collector from walking all of the SDK's classes again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
