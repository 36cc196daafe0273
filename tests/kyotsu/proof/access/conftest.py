"""The sample fleet's graphs, and the worlds that are made from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.reading import graphs
from kyotsu.proof.access.answer import prove, world_of
from kyotsu.proof.access.reading.world import World
from kyotsu.proof.proof import Proof
from kyotsu.proof.verdict import Verdict

ROOT = Path(__file__).resolve().parents[4]
PREFIX = "kyotsu-local"
REPOSITORY = "example-go-jp/kyotsu"
Stage = tuple[Graph, ...]


@pytest.fixture(scope="session")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of evaluated graphs, so that the program is evaluated once."""
    return tmp_path_factory.mktemp("desired")


@pytest.fixture(scope="session")
def sample(evaluated: Path) -> Stage:
    """The graphs of the local stage."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KYOTSU_DESIRED_DIR", str(evaluated))
        return tuple(found.graph for found in graphs(ROOT, "local", []))


def world(stage: Iterable[Graph]) -> World:
    """Return the world of a stage's graphs."""
    return world_of("local", PREFIX, stage, REPOSITORY)


def proof_of(stage: Iterable[Graph]) -> Proof:
    """Prove everything of a stage."""
    return prove(world(stage))


def verdict_of(proof: Proof, statement: str, subject: str) -> Verdict:
    """Return the verdict on one statement about one subject."""
    (found,) = (
        one for one in proof.verdicts if (one.statement.id, one.subject) == (statement, subject)
    )
    return found


def edited(stage: Stage, stack: str, urn_end: str, **inputs: Any) -> Stage:
    """Return the stage with inputs of one resource set anew."""

    def change(one: Resource) -> Resource:
        return replace(one, inputs={**one.inputs, **inputs}) if one.urn.endswith(urn_end) else one

    return changed(stage, stack, change)


def changed(stage: Stage, stack: str, change: Callable[[Resource], Resource]) -> Stage:
    """Return the stage with each resource of one stack put through `change`."""
    found = tuple(
        Graph(graph.stack, tuple(map(change, graph.resources))) if graph.stack == stack else graph
        for graph in stage
    )
    assert found != stage
    return found


def with_statement(stage: Stage, policy: str, **statement: Any) -> Stage:
    """Return the stage with a statement more in one guardrail."""

    def change(one: Resource) -> Resource:
        if not one.urn.endswith(f"aws:organizations/policy:Policy::{policy}"):
            return one
        document = json.loads(one.inputs["content"])
        document["Statement"].append({"Resource": "*", **statement})
        return replace(one, inputs={**one.inputs, "content": json.dumps(document)})

    return changed(stage, "local", change)
