"""Plants violations in a sound fleet, each on its own, and only those that really are."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.networks.fleet import SoundFleet
from bench.networks.hand import Hand
from bench.networks.plants import between, filters, foundation, inward, names, outward, peerings
from bench.networks.plants.planted import Plant, Planter
from kyotsu.desired.graph import Graph
from kyotsu.proof.simulator.journey import Journey
from kyotsu.proof.simulator.world import World

KINDS: tuple[Planter, ...] = (
    *between.KINDS,
    *peerings.KINDS,
    *inward.KINDS,
    *outward.KINDS,
    *filters.KINDS,
    *foundation.KINDS,
    *names.KINDS,
)
NOT_ACCEPTED: tuple[tuple[Planter, Planter], ...] = peerings.NOT_ACCEPTED
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
        made = _attempt(fleet, sound, planter, f"{seed}-{attempt}")
        if isinstance(made, Planted):
            return made
        last = made or last
    raise RuntimeError(f"{planter.__name__} can't be planted: {last}")


def plant_not_accepted(
    fleet: SoundFleet, sound: World, pair: tuple[Planter, Planter], seed: str
) -> Planted:
    """Return the fleet with what somebody asked for, and nobody accepted.

    Once it is accepted, the same chance makes a violation of it. Raises as `sow`.
    """
    asked, accepted = pair
    for attempt in range(TRIES):
        chance = f"{seed}-{attempt}"
        if not isinstance(_attempt(fleet, sound, accepted, chance), Planted):
            continue
        hand = _hand(fleet, chance)
        plant = asked(hand)
        if plant is not None and plant.packet is not None and plant.sender is not None:
            graphs = hand.draft.graphs()
            journey = World.of(graphs).send(plant.packet, sender=plant.sender)
            return Planted(kind=_name(asked), plant=plant, graphs=graphs, journey=journey)
    raise RuntimeError(f"{asked.__name__} can't be planted")


def _attempt(fleet: SoundFleet, sound: World, planter: Planter, chance: str) -> Planted | str:
    """Return the fleet with a violation, or how far its packet came if it is none."""
    hand = _hand(fleet, chance)
    plant = planter(hand)
    if plant is None:
        return ""
    graphs = hand.draft.graphs()
    if plant.packet is None or plant.sender is None:
        return Planted(kind=_name(planter), plant=plant, graphs=graphs, journey=None)
    before = sound.send(plant.packet, sender=plant.sender)
    journey = World.of(graphs).send(plant.packet, sender=plant.sender, receiver=plant.receiver)
    # What may leave by the inspection must not leave past it.
    opened = not before.delivered or (_is_inspected(before) and not _is_inspected(journey))
    broken = plant.stops and before.answered and not journey.answered
    if broken or (journey.delivered and opened and not plant.stops):
        return Planted(kind=_name(planter), plant=plant, graphs=graphs, journey=journey)
    return str(journey)


def _hand(fleet: SoundFleet, chance: str) -> Hand:
    return Hand(fleet, random.Random(chance))  # noqa: S311 - no secret


def _name(planter: Planter) -> str:
    return planter.__name__.replace("_", " ")


def _is_inspected(journey: Journey) -> bool:
    """Return whether a firewall's stateful engine has seen a packet."""
    return bool(journey.memory.firewalls)
