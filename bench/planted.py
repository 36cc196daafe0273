"""Whether the prover finds what is planted, and nothing in fleets that are sound.

Five hundred violations of over forty kinds are planted in generated fleets, one at a time. The
simulator, which shares nothing with the prover, has shown each to be one: a packet that is stopped
in the sound fleet arrives. Then the prover must find it, and the simulator must follow the packet
that the prover shows.

    python -m bench.planted [how many] [seed]
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.figures import Figure, table
from bench.networks.fleet import SoundFleet, sound_fleet
from bench.networks.flows import connections, strays
from bench.networks.sow import NOT_ACCEPTED, Planted, plant_not_accepted, sow
from infra.clock import today
from kyotsu.desired.graph import Graph
from kyotsu.proof.again.packets import packet_of
from kyotsu.proof.network.case import Case
from kyotsu.proof.network.declared import Declared, declared
from kyotsu.proof.network.prove import prove
from kyotsu.proof.network.reading.stack import read_stack
from kyotsu.proof.network.resources.part import Part
from kyotsu.proof.simulator.world import World
from kyotsu.proof.verdict import Outcome, Verdict

COUNT: Final = 500
SEED: Final = 9
FLEETS: Final = (("prod", 24, 1), ("local", 16, 2))
"""Stage, tenants and seed of the fleets that are planted in."""
SOUND: Final = (*FLEETS, ("dev", 16, 3), ("prod", 16, 4))
"""Those in which nothing may be found."""
ASKED: Final = 5
"""How often each kind that nobody accepts is asked for in a fleet."""
STRAYS: Final = 1000
"""Packets that are sent at random in each of these."""


@dataclass(kw_only=True)
class Tally:
    """What became of the plants of one kind."""

    planted: int = 0
    found: int = 0
    shown: int = 0
    """By a packet of the plant's own, that the simulator delivers."""
    witnesses: int = 0
    """Packets that the prover shows."""
    confirmed: int = 0
    """Those that the simulator delivers too, or stops, if they should be answered."""
    missed: list[str] = field(default_factory=list[str])


class Prover:
    """The prover, over fleets most of whose graphs it has read before."""

    def __init__(self, fleet: SoundFleet) -> None:
        self._declared: Declared = declared(fleet.root, fleet.stage, today())
        self._parts: dict[int, tuple[Graph, Part]] = {
            id(graph): (graph, read_stack(graph)) for graph in fleet.graphs
        }

    def verdicts(
        self, graphs: Iterable[Graph], subjects: tuple[str, ...] | None = None
    ) -> list[Verdict]:
        """Return the verdicts on a fleet; with `subjects`, those on what these tenants send."""
        return list(prove(Case([self._part(graph) for graph in graphs], self._declared), subjects))

    def _part(self, graph: Graph) -> Part:
        known = self._parts.get(id(graph))
        return read_stack(graph) if known is None else known[1]


def count_planted(count: int, seed: int) -> Mapping[str, Tally]:
    """Plant so many violations, and return what was found of them, by their kinds."""
    tallies: dict[str, Tally] = {}
    for number, chosen in enumerate(FLEETS):
        stage, tenants, of_fleet = chosen
        fleet = sound_fleet(stage=stage, tenants=tenants, seed=of_fleet)
        prover = Prover(fleet)
        share = count // len(FLEETS) + (number < count % len(FLEETS))
        planted = sow(fleet, share, seed + number)
        for one in track(planted, f"{stage}, {tenants} tenants", total=share, transient=True):
            judge(one, prover, tallies.setdefault(one.kind, Tally()))
    return tallies


def judge(one: Planted, prover: Prover, tally: Tally) -> None:
    """Ask the prover for a planted violation, and the simulator for the prover's packets."""
    plant = one.plant
    tally.planted += 1
    tally.shown += one.journey is not None
    found = [
        verdict
        for verdict in prover.verdicts(one.graphs, plant.tenants)
        if verdict.outcome is Outcome.VIOLATED
        and (verdict.statement.id, verdict.subject) == (plant.statement, plant.subject)
    ]
    tally.found += bool(found)
    if not found:
        tally.missed.append(f"{plant.statement} {plant.subject} {plant.packet or ''}")
    world = World.of(one.graphs)
    for verdict in found:
        for witness in verdict.witnesses:
            asked = packet_of(witness, world)
            # An answer isn't sent by itself: its connection is shown by the plant's own packet.
            if asked is not None and ("phase", "answer") not in witness.facts:
                tally.witnesses += 1
                journey = world.send(asked[0], sender=asked[1])
                confirmed = not journey.answered if plant.stops else journey.delivered
                tally.confirmed += confirmed
                if not confirmed:
                    tally.missed.append(f"not confirmed: {witness.title.en}\n{journey}")


def alarms_of(one: Planted, prover: Prover) -> list[Verdict]:
    """Return what the prover doesn't hold proved of the statement that a plant doesn't break."""
    return [
        verdict
        for verdict in prover.verdicts(one.graphs, one.plant.tenants)
        if verdict.statement.id == one.plant.statement and verdict.outcome is not Outcome.PROVED
    ]


def not_accepted() -> Iterator[tuple[str, list[str]]]:
    """Yield what nobody has accepted, with what either method says against it, in each fleet."""
    for stage, tenants, seed in FLEETS:
        fleet = sound_fleet(stage=stage, tenants=tenants, seed=seed)
        prover, sound = Prover(fleet), World.of(fleet.graphs)
        for number, pair in enumerate(NOT_ACCEPTED * ASKED):
            one = plant_not_accepted(fleet, sound, pair, f"{seed}-{number}")
            said = [f"{it.statement.id} {it.subject}" for it in alarms_of(one, prover)]
            if one.journey is None or one.journey.delivered:
                said.append(str(one.journey))
            yield one.kind, said


def alarms() -> Iterator[tuple[str, Verdict]]:
    """Yield what the prover doesn't hold proved of sound fleets, with the fleet."""
    for stage, tenants, seed in SOUND:
        fleet = sound_fleet(stage=stage, tenants=tenants, seed=seed)
        for verdict in Prover(fleet).verdicts(fleet.graphs):
            if verdict.outcome is not Outcome.PROVED:
                yield f"{stage}, {tenants} tenants, seed {seed}", verdict


@dataclass(kw_only=True)
class Sent:
    """What became of packets that were sent in the sound fleets."""

    declared: int = 0
    unanswered: list[str] = field(default_factory=list[str])
    stray: int = 0
    arrived: list[str] = field(default_factory=list[str])


def send_all() -> Sent:
    """Make each connection that the sound fleets declare, and try many that they don't."""
    sent = Sent()
    for stage, tenants, seed in SOUND:
        fleet = sound_fleet(stage=stage, tenants=tenants, seed=seed)
        world = World.of(fleet.graphs)
        for one in connections(fleet):
            sent.declared += 1
            journey = world.send(one.packet, sender=one.sender, receiver=one.receiver)
            if not journey.answered:
                sent.unanswered.append(f"{stage} {one.name}: {journey}\n{journey.reply}")
        for journey in strays(fleet, world, STRAYS, seed):
            sent.stray += 1
            if journey.outcome != "dropped":
                sent.arrived.append(str(journey))
    return sent


def measure(count: int = COUNT, seed: int = SEED) -> list[Figure]:
    """Return all figures."""
    tallies, false_alarms = count_planted(count, seed), len(list(alarms()))
    return [*_figures(tallies, false_alarms), _unaccepted(list(not_accepted())), *_sent(send_all())]


def _unaccepted(found: list[tuple[str, list[str]]]) -> Figure:
    kinds = ", ".join(sorted({kind for kind, _ in found}))
    return Figure(
        name="alarms on what nobody has accepted",
        value=float(sum(bool(said) for _, said in found)),
        unit="plants",
        limit=0,
        detail=f"of {len(found)}: {kinds}",
    )


def _sent(sent: Sent) -> list[Figure]:
    made = sent.declared - len(sent.unanswered)
    return [
        Figure(
            name="declared connections of sound fleets that the simulator sees answered",
            value=100 * made / sent.declared,
            unit="%",
            at_least=100,
            detail=f"{made} of {sent.declared}, between all zones",
        ),
        Figure(
            name="undeclared packets between tenants that the simulator doesn't see dropped",
            value=float(len(sent.arrived)),
            unit="packets",
            limit=0,
            detail=f"of {sent.stray:,} at random, in the sound fleets",
        ),
    ]


def _figures(tallies: Mapping[str, Tally], false_alarms: int) -> list[Figure]:
    total: Counter[str] = Counter()
    for tally in tallies.values():
        for name in ("planted", "found", "shown", "witnesses", "confirmed"):
            total[name] += getattr(tally, name)
    share = 100 * total["found"] / total["planted"]
    fleets = ", ".join(f"{stage} {tenants}" for stage, tenants, _ in SOUND)
    return [
        Figure(
            name="planted violations that the prover finds",
            value=share,
            unit="%",
            at_least=100,
            detail=f"{total['found']} of {total['planted']}, {len(tallies)} kinds",
        ),
        Figure(
            name="of which a packet shows in the simulator that they are",
            value=float(total["shown"]),
            unit="plants",
            detail="the rest give nobody a way: names and shares",
        ),
        Figure(
            name="packets that the prover shows, and the simulator sees go the same way",
            value=100 * total["confirmed"] / max(total["witnesses"], 1),
            unit="%",
            at_least=100,
            detail=f"{total['confirmed']} of {total['witnesses']}",
        ),
        Figure(
            name="false alarms on sound fleets",
            value=float(false_alarms),
            unit="verdicts",
            limit=0,
            detail=fleets,
        ),
    ]


def main() -> int:
    """Print what was found by kind, and the figures; 1 if one isn't met."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    console, began = Console(width=140), time.perf_counter()
    tallies = count_planted(count, seed)
    rows = Table("kind", "planted", "found", "shown by a packet", "witnesses", "confirmed")
    for kind, tally in tallies.items():
        rows.add_row(
            kind,
            *map(
                str,
                (tally.planted, tally.found, tally.shown, tally.witnesses, tally.confirmed),
            ),
        )
    console.print(rows)
    for kind, tally in tallies.items():
        for text in tally.missed:
            console.print(f"{kind}: {text}", markup=False, highlight=False)
    false = list(alarms())
    for fleet, verdict in false:
        why = [one.en for one in verdict.reasons] or [one.title.en for one in verdict.witnesses]
        line = f"{fleet}: {verdict.statement.id} {verdict.subject} {verdict.outcome}: {why}"
        console.print(line, markup=False, highlight=False)
    asked = list(not_accepted())
    for kind, said in asked:
        for text in said:
            console.print(f"{kind}: {text}", markup=False, highlight=False)
    sent = send_all()
    for text in (*sent.unanswered, *sent.arrived):
        console.print(text, markup=False, highlight=False)
    figures = [*_figures(tallies, len(false)), _unaccepted(asked), *_sent(sent)]
    console.print(table(figures))
    console.print(f"{time.perf_counter() - began:.0f} s in all", highlight=False)
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
