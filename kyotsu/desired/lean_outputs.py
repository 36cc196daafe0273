"""Outputs with one future each, where the SDK has five and a task.

For each property of each resource the SDK makes four futures, which are resolved together, and a
task that waits for one after the other; and it lifts each word of a policy document into an output
of its own before it puts the document together. What comes out is the same: `docs/adr/0008`.
"""

import asyncio
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, cast

import pulumi
from pulumi.output import _OutputData  # pyright: ignore[reportPrivateUsage]
from pulumi.runtime import rpc


@contextmanager
def lean_outputs() -> Generator[None]:
    """Let outputs that are made meanwhile be lean."""
    transfer, lift = rpc.transfer_properties, pulumi.Output.from_input
    rpc.transfer_properties = _transfer

    def from_input(value: Any) -> pulumi.Output[Any]:
        return _known(value) if _is_plain(value) else lift(value)

    setattr(pulumi.Output, "from_input", staticmethod(from_input))  # noqa: B010 - it is overloaded
    try:
        yield
    finally:
        rpc.transfer_properties = transfer
        setattr(pulumi.Output, "from_input", staticmethod(lift))  # noqa: B010


def _is_plain(value: Any) -> bool:
    """Return whether nothing in a value has to be waited for."""
    if value is None or isinstance(value, str | int | float):
        return True
    if isinstance(value, dict):
        items = cast("dict[Any, Any]", value).items()
        return all(isinstance(key, str) and _is_plain(inner) for key, inner in items)
    if isinstance(value, list):
        return all(map(_is_plain, cast("list[Any]", value)))
    return False


def _known(value: Any) -> pulumi.Output[Any]:
    future: asyncio.Future[Any] = asyncio.Future()
    future.set_result(_OutputData(resources=set(), value=value, is_known=True, is_secret=False))
    return _output(future)


def _output(future: asyncio.Future[Any]) -> pulumi.Output[Any]:
    """Return an output that isn't waited for at the end: it is there, or its resource is."""
    output: Any = object.__new__(pulumi.Output)
    output._data = future
    return output


def _transfer(resource: Any, properties: Mapping[str, Any], custom: bool) -> dict[str, Any]:
    resolvers: dict[str, Any] = {}
    for name in properties:
        if name == "urn" or (name == "id" and custom):
            continue  # the SDK sees to these elsewhere
        future: asyncio.Future[Any] = asyncio.Future()
        resolvers[name] = partial(_resolve, resource, future)
        resource.__dict__[name] = _output(future)
    return resolvers


def _resolve(
    resource: Any,
    future: asyncio.Future[Any],
    value: Any,
    is_known: bool,
    is_secret: bool,
    dependencies: set[Any] | None,
    failed: Exception | None,
) -> None:
    if failed is not None:
        future.set_exception(failed)
        return
    resources = {*(dependencies or ()), resource}
    future.set_result(
        _OutputData(resources=resources, value=value, is_known=is_known, is_secret=is_secret)
    )
