"""Proves what counts as shown, as broken, and as not known."""

from __future__ import annotations

from kyotsu.evidence.model import Dossier, Kind, Status
from policies.frameworks import Frameworks
from tenancy.load import Fleet
from tests.kyotsu.evidence.conftest import BROKEN, KEPT, LATER, dossier_of

ENCRYPTED = "EC2.3"
"""AWS FSBP: EBS volumes are encrypted."""


def status(dossier: Dossier, id_: str) -> Status:
    (found,) = [one for one in dossier.controls if (one.framework, one.id) == ("AWS FSBP", id_)]
    return found.status


def test_a_control_is_met_where_its_rules_are_kept(fleet: Fleet, frameworks: Frameworks) -> None:
    found = dossier_of(fleet, frameworks, KEPT)
    assert status(found, ENCRYPTED) is Status.MET
    kept = [one for one in found.observations if one.urn == KEPT.urn]
    assert {one.kind for one in kept} == {Kind.KEPT}
    assert all(one.properties for one in kept)


def test_one_resource_that_breaks_a_rule_breaks_its_controls(dossier: Dossier) -> None:
    assert status(dossier, ENCRYPTED) is Status.NOT_MET
    (seen,) = [one for one in dossier.observations if one.kind is Kind.VIOLATION]
    assert seen.urn == BROKEN.urn
    assert "encrypted" in seen.message


def test_what_is_known_only_after_an_update_is_unchecked(
    fleet: Fleet, frameworks: Frameworks
) -> None:
    found = dossier_of(fleet, frameworks, LATER)
    kinds = {one.kind for one in found.observations if one.urn == LATER.urn}
    assert Kind.UNCHECKED in kinds
    assert Kind.VIOLATION not in kinds


def test_a_rule_with_nothing_to_look_at_shows_nothing(dossier: Dossier) -> None:
    assert status(dossier, "ECR.1") is Status.NOT_APPLICABLE


def test_a_rule_on_whole_stacks_shows_nothing_of_a_stack_without_its_types(
    dossier: Dossier,
) -> None:
    assert status(dossier, "S3.15") is Status.NOT_APPLICABLE


def test_what_no_rule_serves_is_left_to_a_person_with_a_reason(dossier: Dossier) -> None:
    people = [one for one in dossier.controls if one.status is Status.PERSON]
    assert people
    assert all(one.left.ja and one.left.en and not one.rules for one in people)


def test_every_control_of_every_framework_is_there(
    dossier: Dossier, frameworks: Frameworks
) -> None:
    wanted = {
        (name, id_)
        for name, framework in frameworks.frameworks.items()
        for id_ in framework.controls
    }
    assert {(one.framework, one.id) for one in dossier.controls} == wanted
