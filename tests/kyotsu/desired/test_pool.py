"""Proves that a worker that dies, or that doesn't end, costs one stack and not the run."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest

from kyotsu.desired import pool, worker
from kyotsu.desired.pool import Pool
from kyotsu.desired.worker import Evaluated, Failed, Task


def serve_or_die(connection: Connection) -> None:
    """Serve as a worker does, but for the stacks whose names tell of a disaster."""
    while (task := connection.recv()) is not None:
        where = Path(task.project)
        with (where / "served").open("a") as file:
            file.write(f"{os.getpid()} {task.stack}\n")
        if "dies" in task.stack:
            os.kill(os.getpid(), signal.SIGKILL)
        if "once" in task.stack and not (where / "died").exists():
            (where / "died").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if "hangs" in task.stack:
            time.sleep(600)
        connection.send(Evaluated(stack=task.stack, hash="", packed=b"", outputs={}))


@pytest.fixture(scope="module")
def context() -> ForkServerContext:
    return pool.prepare()


@pytest.fixture
def run(
    context: ForkServerContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., dict[str, Any]]:
    monkeypatch.setattr(pool, "serve", serve_or_die)

    def carry_out(*stacks: str, size: int = 2, portion: int = 50) -> dict[str, Any]:
        nothing: Any = None
        tasks = [
            Task(
                stack=stack,
                project=str(tmp_path),
                plan=nothing,
                settings=nothing,
                referenced={},
                program={},
            )
            for stack in stacks
        ]
        with Pool(context, size, portion) as workers:
            return {result.stack: result for result in workers.run(tasks)}

    return carry_out


def test_all_stacks_have_a_result(run: Callable[..., dict[str, Any]]) -> None:
    results = run(*(f"s{number}" for number in range(20)))
    assert len(results) == 20
    assert all(isinstance(result, Evaluated) for result in results.values())


def test_a_worker_ends_after_its_portion(
    run: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    run(*(f"s{number}" for number in range(7)), size=1, portion=3)
    lines = (tmp_path / "served").read_text().splitlines()
    pids = [line.split()[0] for line in lines]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3, 1]


def test_a_worker_that_is_killed_costs_nothing_the_first_time(
    run: Callable[..., dict[str, Any]],
) -> None:
    results = run("a", "once", "b")
    assert all(isinstance(result, Evaluated) for result in results.values())


def test_a_stack_that_kills_its_workers_is_named_and_the_rest_goes_on(
    run: Callable[..., dict[str, Any]],
) -> None:
    results = run("a", "dies", "b", "c")
    assert isinstance(results["dies"], Failed)
    assert "SIGKILL" in results["dies"].problem
    assert sorted(name for name, one in results.items() if isinstance(one, Evaluated)) == [
        "a",
        "b",
        "c",
    ]


def test_a_stack_that_never_ends_is_given_up(
    run: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "SECONDS", 5.0)
    results = run("a", "hangs")
    assert isinstance(results["hangs"], Failed)
    assert "no result after 5 s" in results["hangs"].problem
    assert isinstance(results["a"], Evaluated)


def test_a_worker_refuses_packages_from_elsewhere(
    task_of: Callable[[str], Task], tmp_path: Path
) -> None:
    task = task_of("meti-kenshu")
    elsewhere = {**task.program, "components": tmp_path}
    with pytest.raises(RuntimeError, match=f"and not from {tmp_path}"):
        worker.carry_out(replace(task, program=elsewhere))
