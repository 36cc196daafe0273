"""Tasks and graphs of the sample tenants, evaluated in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from infra.clock import today
from kyotsu.desired import worker
from kyotsu.desired.cache import unpack
from kyotsu.desired.graph import Graph
from kyotsu.desired.messages import Order
from kyotsu.desired.planning import SidePlan, plan_side
from kyotsu.desired.worker import Evaluated, Task, foundation_of

ROOT = Path(__file__).resolve().parents[3]


def graph_of(task: Task) -> Graph:
    done = worker.carry_out(task)
    assert isinstance(done, Evaluated), done
    return unpack(done.packed)


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> SidePlan:
    """All that is planned for the local stage."""
    cache = tmp_path_factory.mktemp("cache")
    return plan_side(Order(root=ROOT, stage="local", today=today(), cache=cache, lenient=False))


@pytest.fixture(scope="session")
def foundation(planned: SidePlan) -> Graph:
    """The foundation's graph."""
    return graph_of(planned.foundation)


@pytest.fixture(scope="session")
def task_of(planned: SidePlan, foundation: Graph) -> Callable[[str], Task]:
    """Return the task of a sample tenant."""
    name = foundation_of("local", planned.project)
    tasks = {task.stack: task for task in planned.tenants(name, foundation.outputs)}
    return lambda key: tasks[f"local.{key}"]
