"""How long access takes to be proved over 100 tenants, and what it finds of what is planted.

Proving is measured from evaluated graphs, in this process, with nothing kept from an earlier run;
what evaluating takes is `python -m bench.desired`'s to say.

    python -m bench.proof_access
"""

import tempfile
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.figures import Figure, table
from bench.generate_fleet import generate
from bench.plant_access import KINDS, plants
from kyotsu.declarations import read_stage
from kyotsu.desired.cache import Cache
from kyotsu.desired.graph import Graph
from kyotsu.desired.reading import graphs
from kyotsu.proof.access.answer import prove, world_of
from kyotsu.proof.access.reading.world import World
from kyotsu.proof.verdict import Outcome, Verdict

STAGE: Final = "local"
"""It has an identity centre, so there are permission sets to plant mistakes in."""
TENANTS: Final = 100
SMALL: Final = 4
PLANTED: Final = 10 * len(KINDS)
FLEETS: Final = 3
SECONDS: Final = 60.0
SEED: Final = 9
Names = tuple[str, str]
"""The prefix of a stage's names, and the repository of its pipeline."""


def measure() -> list[Figure]:
    """Return all figures."""
    with _fleet(TENANTS, SEED) as (stage, names):
        began, worked = time.perf_counter(), time.process_time()
        proof = prove(_world(names, stage))
        whole = time.perf_counter() - began
        worked = time.process_time() - worked
        alarms = _open(proof.verdicts)
        verdicts = len(proof.verdicts)
        again, share = _after_a_change(stage, names)
    with _fleet(SMALL, SEED) as (stage, names):
        found, confirmed = _planted(stage, names)
    for seed in range(FLEETS):
        with _fleet(SMALL, seed) as (stage, names):
            alarms += _open(prove(_world(names, stage)).verdicts)
    return [
        Figure(
            name=f"access statements over {TENANTS} tenants, nothing kept",
            value=whole,
            unit="s",
            limit=SECONDS,
            detail=f"{verdicts} verdicts, {TENANTS * (TENANTS - 1):,} ordered pairs, "
            f"{worked:.1f} s of one processor's time",
        ),
        Figure(
            name=f"the same after a change to one of {TENANTS} tenants",
            value=again,
            unit="s",
            limit=whole,
            detail=f"{share} verdicts proved again",
        ),
        Figure(
            name=f"planted violations found, of {PLANTED} of {len(KINDS)} kinds",
            value=found,
            unit="violations",
            at_least=PLANTED,
            detail=f"{confirmed} witnesses, each confirmed by the second method",
        ),
        Figure(
            name="false alarms on generated sound fleets",
            value=alarms,
            unit="verdicts",
            limit=0,
            detail=f"fleets of {TENANTS} and {FLEETS} times {SMALL} tenants",
        ),
    ]


def _open(verdicts: Iterable[Verdict]) -> int:
    return sum(one.outcome is not Outcome.PROVED for one in verdicts)


@contextmanager
def _fleet(tenants: int, seed: int) -> Generator[tuple[tuple[Graph, ...], Names]]:
    """Yield the graphs of a generated fleet, and what its names begin with."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        generate(root, tenants=tenants, seed=seed)
        found = tuple(one.graph for one in graphs(root, STAGE, []))
        declared = read_stage(root, STAGE)
        yield found, (declared.name_prefix, declared.access.repository)


def _world(names: Names, found: Iterable[Graph]) -> World:
    prefix, repository = names
    return world_of(STAGE, prefix, found, repository)


def _after_a_change(stage: tuple[Graph, ...], names: Names) -> tuple[float, int]:
    """Return how long it takes when one tenant's topic is renamed, and how many are proved."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        prove(_world(names, stage), cache)
        last = stage[-1]
        topics = "aws:sns/topic:Topic"
        renamed = tuple(
            replace(one, inputs={**one.inputs, "name": "renamed"}) if one.type == topics else one
            for one in last.resources
        )
        began = time.perf_counter()
        changed = (*stage[:-1], Graph(last.stack, renamed))
        proof = prove(_world(names, changed), cache)
        return time.perf_counter() - began, len(proof.verdicts) - len(proof.kept)


def _planted(stage: tuple[Graph, ...], names: Names) -> tuple[int, int]:
    """Return how many planted violations are found, and how many witnesses show them."""
    found = confirmed = 0
    for planted in plants(stage, PLANTED, SEED):
        proof = prove(_world(names, planted.graphs), only=(planted.subject,))
        for one in proof.verdicts:
            if one.statement.id == planted.statement and one.outcome is Outcome.VIOLATED:
                # A witness that isn't confirmed makes a verdict "not proved".
                found += 1
                confirmed += len(one.witnesses)
    return found, confirmed


if __name__ == "__main__":
    Console(width=140).print(table(measure()))
