"""The sample fleet's graphs, and the worlds that are made from them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from kyotsu.desired.graph import Graph
from kyotsu.desired.reading import graphs
from kyotsu.proof.access.answer import Answer, prove, world_of

ROOT = Path(__file__).resolve().parents[4]
PREFIX = "kyotsu-local"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Graph, ...]:
    """The graphs of the local stage."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KYOTSU_DESIRED_DIR", str(tmp_path_factory.mktemp("desired")))
        return tuple(found.graph for found in graphs(ROOT, "local", []))


def answer_of(stage: Iterable[Graph]) -> Answer:
    """Prove everything of a stage."""
    return prove(world_of("local", PREFIX, stage))
