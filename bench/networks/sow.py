"""Plants violations in a sound fleet, each on its own, and only those that really are."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.networks.fleet import SoundFleet
from bench.networks.hand import Hand
from bench.networks.plants import between, filters, foundation, inward, names, outward
from bench.networks.plants.planted import Plant, Planter
from kyotsu.desired.graph import Graph
from kyotsu.proof.simulator.journey import Journey
from kyotsu.proof.simulator.world import World

KINDS: tuple[Planter, ...] = (
    *between.KINDS,
    *inward.KINDS,
    *outward.KINDS,
    *filters.KINDS,
    *foundation.KINDS,
    *names.KINDS,
)
TRIES = 40


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A fleet with one violation in it."""

    kind: str
    plant: Plant
    graphs: Sequence[Graph]
    journey: Journey | None
    """The packet's, by the simulator; None for what no packet shows."""


def sow(fleet: SoundFleet, count: int, seed: int) -> Iterator[Planted]:
    """Yield fleets with a violation each, the kinds in turn.

    A packet shows that it is one: in the sound fleet it is stopped, in this one it arrives; or the
    other way round, where it is of a connection that must work. What another control still stops is
    no violation, and is planted anew. Raises `RuntimeError` for a kind that never succeeds.
    """
    sound = World.of(fleet.graphs)
    for number in range(count):
        yield plant_one(fleet, sound, KINDS[number % len(KINDS)], f"{seed}-{number}")


def plant_one(fleet: SoundFleet, sound: World, planter: Planter, seed: str) -> Planted:
    """Return the fleet with a violation of one kind. Raises as `sow`."""
    last = "it found no place"
    for attempt in range(TRIES):
        hand = Hand(fleet, random.Random(f"{seed}-{attempt}"))  # noqa: S311 - no secret
        plant = planter(hand)
        if plant is None:
            continue
        graphs, name = hand.draft.graphs(), planter.__name__.replace("_", " ")
        if plant.packet is None or plant.sender is None:
            return Planted(kind=name, plant=plant, graphs=graphs, journey=None)
        before = sound.send(plant.packet, sender=plant.sender)
        journey = World.of(graphs).send(plant.packet, sender=plant.sender, receiver=plant.receiver)
        # What may leave by the inspection must not leave past it.
        opened = not before.delivered or (_is_inspected(before) and not _is_inspected(journey))
        broken = plant.stops and before.answered and not journey.answered
        if broken or (journey.delivered and opened and not plant.stops):
            return Planted(kind=name, plant=plant, graphs=graphs, journey=journey)
        last = str(journey)
    raise RuntimeError(f"{planter.__name__} can't be planted: {last}")


def _is_inspected(journey: Journey) -> bool:
    """Return whether a firewall's stateful engine has seen a packet."""
    return bool(journey.memory.firewalls)
