"""What the second method says of a proof."""

from collections.abc import Iterable
from random import Random
from typing import Final

from kyotsu.desired.graph import Graph
from kyotsu.proof.again.packets import packet_of
from kyotsu.proof.again.tries import Tries, Try
from kyotsu.proof.network.declared import Declared
from kyotsu.proof.proof import Checked, Proof
from kyotsu.proof.simulator.journey import Journey
from kyotsu.proof.simulator.world import World
from kyotsu.proof.verdict import Outcome, Verdict, Witness

TRIES: Final = 1000
SEED: Final = 9
"""The same packets each time, so that what was found is found again."""
STOPPED: Final = "NET-2"
"""Its witnesses are packets that should arrive, and don't."""


def checked(
    proof: Proof, told: Declared, graphs: Iterable[Graph], tries: int = TRIES, seed: int = SEED
) -> Checked:
    """Send each packet that a proof shows, and at most so many that it says don't arrive."""
    world = World.of(graphs)
    shown = confirmed = without = 0
    differs: list[str] = []
    for verdict in proof.open():
        for witness in verdict.witnesses:
            journey = _followed(verdict, witness, world)
            if journey is None:
                without += 1
                continue
            shown += 1
            as_told = not journey.answered if _stops(verdict) else journey.delivered
            confirmed += as_told
            if not as_told:
                differs.append(_differs(verdict.statement.id, verdict.subject, journey))
    tried = unmodelled = 0
    held = _held(proof)
    for one in Tries(told, world, Random(seed)).some(tries):  # noqa: S311 - no secret
        if not _is_held(one, held):
            continue
        journeys = list(world.journeys(one.packet, sender=one.sender))
        tried += 1
        unmodelled += any(journey.outcome == "unmodelled" for journey in journeys)
        differs += (
            _differs(one.statement, one.subjects[0], journey)
            for journey in journeys
            if journey.arrival is not None and journey.arrival.kind == one.arrives_as
        )
    return Checked(
        shown=shown,
        confirmed=confirmed,
        without=without,
        tried=tried,
        unmodelled=unmodelled,
        differs=tuple(differs),
    )


def _followed(verdict: Verdict, witness: Witness, world: World) -> Journey | None:
    """Return what becomes of a witness's packet; None where it has none that can be sent.

    An answer isn't sent by itself: it belongs to a connection that the witness doesn't show.
    """
    if ("phase", "answer") in witness.facts:
        return None
    asked = packet_of(witness, world)
    return None if asked is None else world.send(asked[0], sender=asked[1])


def _stops(verdict: Verdict) -> bool:
    return verdict.statement.id == STOPPED


def _held(proof: Proof) -> dict[tuple[str, str], Outcome]:
    return {(one.statement.id, one.subject): one.outcome for one in proof.verdicts}


def _is_held(one: Try, held: dict[tuple[str, str], Outcome]) -> bool:
    """Return whether a proof speaks of a packet, and nothing that is open does as well."""
    found = [held.get((one.statement, subject)) for subject in one.subjects]
    return found[0] is Outcome.PROVED and set(found) <= {Outcome.PROVED, None}


def _differs(statement: str, subject: str, journey: Journey) -> str:
    ways = "; ".join(f"{hop.text} {hop.source}".strip() for hop in journey.hops)
    return f"{statement} {subject}: {journey.outcome}: {journey.hops[0].packet}: {ways}"
