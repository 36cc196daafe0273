"""Proves that the second method follows what is proved, and says so where it can't agree."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Network
from random import Random
from typing import TYPE_CHECKING

import pytest

from bench.networks.fleet import SoundFleet, fleet_of
from infra.clock import today
from kyotsu.proof.again.checked import checked
from kyotsu.proof.again.tries import Tries
from kyotsu.proof.network.declared import Declared, declared
from kyotsu.proof.network.run import prove_graphs
from kyotsu.proof.proof import Proof
from kyotsu.proof.simulator.packet import Interface
from kyotsu.proof.simulator.world import World
from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import RULES, Stage, small_stage
from tests.kyotsu.proof.network.opening import open_up, straight
from tests.kyotsu.proof.test_planted import ROOT

if TYPE_CHECKING:
    from kyotsu.proof.proof import Checked


def check(stage: Stage, proof: Proof | None = None, *, tries: int = 200) -> Checked:
    return checked(proof or stage.prove(), stage.declared(), stage.graphs(), tries)


def accepting() -> Stage:
    """Return a sound stage whose attachments needn't be accepted: the simulator asks for that."""
    stage = small_stage()
    transit = stage.find("transit", "TransitGateway")
    stage.change(transit, autoAcceptSharedAttachments="enable")
    return stage


def leaking() -> Stage:
    stage = accepting()
    open_up(stage, "a-one", "b-three")
    straight(stage, "b-three")
    return stage


def pretend_all_holds(proof: Proof) -> Proof:
    """Return a proof by a prover that finds nothing."""
    return replace(
        proof,
        verdicts=tuple(
            replace(one, outcome=Outcome.PROVED, witnesses=(), reasons=()) for one in proof.verdicts
        ),
    )


def test_a_sound_stage_is_held_by_both() -> None:
    found = check(accepting())
    assert found.tried > 100
    assert found.differs == ()


def test_each_witness_is_followed() -> None:
    found = check(leaking())
    assert found.shown == found.confirmed > 0
    assert found.differs == ()


def test_a_link_that_does_not_work_is_stopped_in_both() -> None:
    stage = accepting()
    stage.change(
        stage.find("rules", "RuleGroup"),
        ruleGroup={"rulesSource": {"rulesString": "\n".join(RULES[1:])}},
    )
    assert stage.verdict("NET-2", "a-one").outcome is Outcome.VIOLATED
    found = check(stage)
    assert (found.shown, found.confirmed) == (1, 1)


def test_a_witness_that_goes_nowhere_is_told() -> None:
    proof = leaking().prove()
    found = check(accepting(), proof)
    assert found.confirmed < found.shown
    assert any("NET-1 a-one -> b-three" in one for one in found.differs)
    assert not replace(small_stage().prove(), checked=found).holds


def test_what_a_prover_misses_is_found_by_trying() -> None:
    stage = leaking()
    found = check(stage, pretend_all_holds(stage.prove()), tries=400)
    assert any(one.startswith("NET-1 a-one -> *") for one in found.differs)


def test_what_is_not_held_is_not_tried() -> None:
    stage = leaking()
    proof = stage.prove()
    open_verdicts = replace(
        proof, verdicts=tuple(replace(one, outcome=Outcome.NOT_PROVED) for one in proof.verdicts)
    )
    assert check(stage, open_verdicts).tried == 0


@pytest.fixture(scope="module")
def fleet() -> SoundFleet:
    return fleet_of(ROOT, "local")


@pytest.fixture(scope="module")
def told(fleet: SoundFleet) -> Declared:
    return declared(fleet.root, fleet.stage, today())


def test_the_sample_tenants_hold_by_both(fleet: SoundFleet, told: Declared) -> None:
    found = checked(prove_graphs(told, fleet.graphs), told, fleet.graphs, 200)
    assert found.tried > 100
    assert (found.unmodelled, found.differs) == (0, ())


def test_what_is_declared_is_not_tried(fleet: SoundFleet, told: Declared) -> None:
    tries = list(Tries(told, World.of(fleet.graphs), Random(1)).some(2000))  # noqa: S311 - no secret
    assert {one.statement for one in tries} == {"NET-1", "NET-3", "NET-4", "NET-5"}
    for one in tries:
        if one.statement == "NET-3":
            public = told.tenants[one.subjects[0]].public
            https = (one.packet.protocol, one.packet.destination_port) == (6, 443)
            outside = one.packet.source in IPv4Network("198.51.100.0/24")
            assert not (https and outside and any(one.packet.destination in it for it in public))
        else:
            assert isinstance(one.sender, Interface)
