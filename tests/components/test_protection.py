"""Proves that whatever holds data in a tenant's stack is protected and outlives it, where it must.

Which types hold data is said once, in rule PRO-01: a component that makes one of them and forgets
an option fails here. Where the stage doesn't protect data, everything can be destroyed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from infra.clock import today
from kyotsu.desired import worker
from kyotsu.desired.cache import unpack
from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.planning import Order, plan_side
from kyotsu.desired.worker import Evaluated, Task, foundation_of
from policies.stack_rules.protected_twice import PULUMI_ONLY, SERVICE

ROOT = Path(__file__).resolve().parents[2]
HOLDS_DATA = {*SERVICE, *PULUMI_ONLY}
BELONGS_TO_IT = {
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    "aws:kms/alias:Alias",
}
"""What keeps data from being deleted, or is how its reader finds it: it stays with the data."""

Graphs = Callable[[str], Sequence[Graph]]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Graphs:
    """The graphs of all sample tenants in a stage."""
    cache = tmp_path_factory.mktemp("cache")

    def of(stage: str) -> Sequence[Graph]:
        side = plan_side(Order(root=ROOT, stage=stage, today=today(), cache=cache, lenient=False))
        foundation = _graph(side.foundation)
        tasks = side.tenants(foundation_of(stage, side.project), foundation.outputs)
        return [_graph(task) for task in tasks]

    return of


def _graph(task: Task) -> Graph:
    done = worker.carry_out(task)
    assert isinstance(done, Evaluated), done
    return unpack(done.packed)


def _with_data(graphs: Sequence[Graph]) -> list[Resource]:
    return [one for graph in graphs for one in graph.resources if one.type in HOLDS_DATA]


def test_in_prod_what_holds_data_is_protected_and_outlives_its_stack(graphs: Graphs) -> None:
    prod = graphs("prod")
    found = _with_data(prod)
    assert {one.type for one in found} >= {
        "aws:backup/vault:Vault",
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:kms/key:Key",
    }
    forgotten = [
        one.urn
        for one in found
        if not (one.options.get("protect") and one.options.get("retainOnDelete"))
    ]
    assert forgotten == []
    left_behind = [
        one.urn
        for graph in prod
        for one in graph.resources
        if one.type in BELONGS_TO_IT and not one.options.get("retainOnDelete")
    ]
    assert left_behind == []


def test_where_nothing_is_protected_everything_can_be_destroyed(graphs: Graphs) -> None:
    bound = [
        one.urn
        for graph in graphs("local")
        for one in graph.resources
        if one.options.get("protect") or one.options.get("retainOnDelete")
    ]
    assert bound == []
