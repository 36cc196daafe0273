"""A program's outputs are waited for at once, and one that fails is still told of."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from typing import Any

import pytest
from pulumi.runtime import settings, stack

from localcloud.engine.language_host.waiting import wait_for_all_at_once


def _outputs() -> set[Any]:
    # A callable proxy, which the type checker takes for a method.
    return settings.SETTINGS.outputs  # pyright: ignore[reportAttributeAccessIssue]


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many outputs were waited for, each time."""
    counted: list[int] = []
    wait = asyncio.wait

    async def counting(tasks: Any, **options: Any) -> Any:
        counted.append(len(tasks))
        return await wait(tasks, **options)

    monkeypatch.setattr(asyncio, "wait", counting)
    monkeypatch.setattr(stack, "asyncio", asyncio)  # put back afterwards
    wait_for_all_at_once()
    yield counted
    _outputs().clear()


def _wait_for(*outputs: Coroutine[Any, Any, Any]) -> None:
    async def program() -> None:
        for output in outputs:
            _outputs().add(asyncio.ensure_future(output))
        await stack.wait_for_rpcs()

    asyncio.run(program())


def test_outputs_that_come_one_by_one_are_waited_for_once(waits: list[int]) -> None:
    _wait_for(*(asyncio.sleep(number / 1000) for number in range(20)))
    assert waits == [20]


def test_an_output_that_fails_is_raised_before_the_rest_is_there(waits: list[int]) -> None:
    async def fail() -> None:
        raise ValueError("no such bucket")

    with pytest.raises(ValueError, match="no such bucket"):
        _wait_for(asyncio.sleep(60), fail())
    assert waits == [2]
