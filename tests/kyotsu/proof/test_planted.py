"""The sample tenants: what they declare works, and what is planted among them is found.

`python -m bench.planted` does the same with hundreds of violations in larger fleets.
"""

from pathlib import Path

import pytest

from bench.networks.fleet import SoundFleet, fleet_of
from bench.networks.flows import connections
from bench.networks.plants.planted import Planter
from bench.networks.sow import KINDS, NOT_ACCEPTED, plant_not_accepted, plant_one
from bench.planted import Prover, Tally, alarms_of, judge
from kyotsu.proof.simulator.world import World
from kyotsu.proof.verdict import Outcome

ROOT = Path(__file__).resolve().parents[3]


def named(kind: Planter) -> str:
    return kind.__name__


@pytest.fixture(scope="module")
def fleet() -> SoundFleet:
    return fleet_of(ROOT, "local")


@pytest.fixture(scope="module")
def prover(fleet: SoundFleet) -> Prover:
    return Prover(fleet)


def test_the_simulator_models_all_that_the_program_makes(fleet: SoundFleet) -> None:
    assert World.of(fleet.graphs).unmodelled == []


def test_each_declared_connection_is_made_and_answered(fleet: SoundFleet) -> None:
    world = World.of(fleet.graphs)
    asked = list(connections(fleet))
    journeys = [world.send(one.packet, sender=one.sender, receiver=one.receiver) for one in asked]
    assert [str(one) for one in journeys if not one.answered] == []
    assert len({one.name for one in asked}) > 10


def test_the_prover_raises_no_false_alarm(fleet: SoundFleet, prover: Prover) -> None:
    verdicts = prover.verdicts(fleet.graphs)
    assert [one for one in verdicts if one.outcome is not Outcome.PROVED] == []


@pytest.mark.parametrize("pair", NOT_ACCEPTED, ids=lambda pair: named(pair[0]))
def test_what_nobody_accepted_carries_nothing_and_raises_no_alarm(
    fleet: SoundFleet, prover: Prover, pair: tuple[Planter, Planter]
) -> None:
    planted = plant_not_accepted(fleet, World.of(fleet.graphs), pair, "test")
    assert planted.journey is not None
    assert planted.journey.outcome == "dropped"
    assert alarms_of(planted, prover) == []


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_planted_violation_is_found_and_followed(
    fleet: SoundFleet, prover: Prover, kind: Planter
) -> None:
    tally = Tally()
    judge(plant_one(fleet, World.of(fleet.graphs), kind, "test"), prover, tally)
    assert tally.missed == []
    assert tally.found == 1
    assert tally.confirmed == tally.witnesses
