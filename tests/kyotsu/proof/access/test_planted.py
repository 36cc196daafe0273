"""Violations of each kind are found, with a witness that the second method confirms."""

from __future__ import annotations

import pytest

from bench.plant_access import KINDS, plant
from kyotsu.desired.graph import Graph
from kyotsu.proof.access.answer import prove, world_of
from kyotsu.proof.access.prove import STATEMENTS
from kyotsu.proof.verdict import Outcome

from .conftest import PREFIX, answer_of


def test_the_sample_fleet_violates_nothing(sample: tuple[Graph, ...]) -> None:
    answer = answer_of(sample)
    assert [one for one in answer.verdicts if one.outcome is not Outcome.PROVED] == []
    assert {one.statement for one in answer.verdicts} == {*STATEMENTS}
    assert answer.not_understood == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_violation_is_found(sample: tuple[Graph, ...], kind: str) -> None:
    planted = plant(sample, kind, victim="mof-shunou", other="meti-kenshu")
    answer = prove(world_of("local", PREFIX, planted.graphs))
    (verdict,) = (
        one
        for one in answer.verdicts
        if one.statement.id == planted.statement and one.subject == planted.subject
    )
    # A witness that the second method doesn't confirm makes "not proved", and no violation.
    assert verdict.outcome is Outcome.VIOLATED, verdict.reasons
    assert verdict.witnesses
