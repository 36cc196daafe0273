"""Proves that the graph is what Pulumi's own engine is told, for every sample stack.

The stage is deployed, so the engine knows the values that the graph has placeholders for; each of
them must fit in its place. What it doesn't prove: that AWS's own provider would add nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kyotsu.desired import reading
from tests.kyotsu.desired.comparing import differences

if TYPE_CHECKING:
    from tests.kyotsu.conftest import Project

pytestmark = pytest.mark.engine
STACKS = (
    "local",
    "local.meti-kenshu",
    "local.mhlw-kansen",
    "local.mlit-suii",
    "local.mof-shunou",
    "local.soumu-shinsei",
    "local.soumu-toukei",
)


def preview(previews: Path, stack: str) -> dict[str, Any]:
    return json.loads((previews / f"{stack}.json").read_text())


@pytest.fixture(scope="module")
def graphs(whole_stage: Project) -> dict[str, Any]:
    return {found.stack: found.graph for found in reading.graphs(whole_stage.root, "local", [])}


def test_there_is_a_graph_for_each_sample_stack(graphs: dict[str, Any]) -> None:
    assert tuple(sorted(graphs)) == STACKS


@pytest.mark.parametrize("stack", STACKS)
def test_the_graph_is_what_the_engine_registers(
    previews: Path, graphs: dict[str, Any], stack: str
) -> None:
    assert differences(graphs[stack], preview(previews, stack)) == []


def test_a_difference_would_be_seen(previews: Path, graphs: dict[str, Any]) -> None:
    found = preview(previews, "local.meti-kenshu")
    for step in found["steps"]:
        if step["newState"]["type"] == "aws:cloudwatch/logGroup:LogGroup":
            step["newState"]["inputs"]["retentionInDays"] = 1
    assert len(differences(graphs["local.meti-kenshu"], found)) == 3
