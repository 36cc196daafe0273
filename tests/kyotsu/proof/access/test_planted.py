"""Violations of each kind are found, with a witness that the second method confirms."""

from __future__ import annotations

import pytest

from bench.plant_access import KINDS, plant
from kyotsu.desired.cache import Cache
from kyotsu.proof.access.answer import prove
from kyotsu.proof.access.prove import STATEMENTS
from kyotsu.proof.verdict import Outcome

from .conftest import Stage, edited, proof_of, verdict_of, world


def test_the_sample_fleet_violates_nothing(sample: Stage) -> None:
    proof = proof_of(sample)
    assert [one for one in proof.verdicts if one.outcome is not Outcome.PROVED] == []
    assert {one.statement for one in proof.verdicts} == {*STATEMENTS}
    assert proof.notes == ()


@pytest.fixture(scope="module")
def kept(sample: Stage, tmp_path_factory: pytest.TempPathFactory) -> Cache:
    """The verdicts of the sound fleet, none of which may stand for one that isn't."""
    cache = Cache(tmp_path_factory.mktemp("kept"))
    prove(world(sample), cache)
    return cache


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_violation_is_found_whatever_is_kept(
    sample: Stage, kept: Cache, kind: str
) -> None:
    planted = plant(sample, kind, victim="mof-shunou", other="meti-kenshu")
    proof = prove(world(planted.graphs), kept, only=(planted.subject,))
    verdict = verdict_of(proof, planted.statement, planted.subject)
    # A witness that the second method doesn't confirm makes "not proved", and no violation.
    assert verdict.outcome is Outcome.VIOLATED, verdict.reasons
    assert verdict.witnesses


def test_a_witness_names_each_call_with_the_statement_and_the_line_that_allow_it(
    sample: Stage,
) -> None:
    kind = "a way through another role"
    planted = plant(sample, kind, victim="mof-shunou", other="meti-kenshu")
    verdict = verdict_of(proof_of(planted.graphs), "ACC-1", "mof-shunou")
    witness = verdict.witnesses[0]
    said = [step.what.en for step in witness.steps]
    assert "may call sts:AssumeRole on role app of management" in said[0]
    assert "Statement Planted allows it." in said
    assert "may call sts:AssumeRole on role OrganizationAccountAccessRole of mof-shunou" in (
        next(one for one in said if "mof-shunou" in one)
    )
    assert "Statement MadeByOrganizations allows it." in said
    assert all(step.at.line for step in witness.steps)


def test_a_trust_in_everybody_on_a_role_of_the_platform_is_held_by_the_boundary(
    sample: Stage,
) -> None:
    """The boundary denies sts:AssumeRole on the platform's roles, in every account."""
    planted = plant(sample, "a trust with a wildcard", victim="mof-shunou", other="meti-kenshu")
    named = edited(
        planted.graphs, "local.mof-shunou", "iam/role:Role::app", name="kyotsu-local-app"
    )
    assert verdict_of(proof_of(named), "ACC-1", "mof-shunou").outcome is Outcome.PROVED
