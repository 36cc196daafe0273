"""How long access takes to be proved over 100 tenants, and what is found of what is planted.

Proving is measured from evaluated graphs, in this process, with nothing kept from an earlier run;
what evaluating takes is `python -m bench.desired`'s to say.

    python -m bench.proof_access
"""

import tempfile
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from bench.access_mistakes.stage import Stage, guardrail
from bench.figures import Figure, table
from bench.generate_fleet import generate
from bench.plant_access import KINDS, plants
from kyotsu.declarations import read_stage
from kyotsu.desired.cache import Cache
from kyotsu.desired.graph import Graph
from kyotsu.desired.reading import graphs
from kyotsu.proof.access.answer import prove, world_of
from kyotsu.proof.access.impact.losses import Impacts, impacts
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


def measure() -> list[Figure]:
    """Return all figures."""
    with _fleet(TENANTS, SEED) as fleet:
        began, worked = time.perf_counter(), time.process_time()
        proof = prove(fleet.world())
        whole = time.perf_counter() - began
        worked = time.process_time() - worked
        alarms = _open(proof.verdicts)
        verdicts = len(proof.verdicts)
        again, share = _after_a_change(fleet)
        asked, told = _impact(fleet)
    with _fleet(SMALL, SEED) as fleet:
        found, confirmed = _planted(fleet)
    for seed in range(FLEETS):
        with _fleet(SMALL, seed) as fleet:
            alarms += _open(prove(fleet.world()).verdicts)
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
            name=f"what a guardrail takes that denies a service, of {TENANTS} tenants",
            value=asked,
            unit="s",
            limit=SECONDS,
            detail=f"{told.roles} roles, {len(told.losses)} lose something, "
            f"of {len(told.unknown)} it isn't known what they use",
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


@dataclass(frozen=True, kw_only=True)
class _Fleet:
    """A generated fleet, evaluated."""

    root: Path
    graphs: tuple[Graph, ...]
    prefix: str
    repository: str

    def world(self, changed: tuple[Graph, ...] | None = None) -> World:
        return world_of(STAGE, self.prefix, changed or self.graphs, self.repository)


@contextmanager
def _fleet(tenants: int, seed: int) -> Generator[_Fleet]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        generate(root, tenants=tenants, seed=seed)
        found = tuple(one.graph for one in graphs(root, STAGE, []))
        declared = read_stage(root, STAGE)
        yield _Fleet(
            root=root,
            graphs=found,
            prefix=declared.name_prefix,
            repository=declared.access.repository,
        )


def _impact(fleet: _Fleet) -> tuple[float, Impacts]:
    """Return how long it takes to tell what a guardrail takes that denies one service whole."""

    def change(document: dict[str, Any]) -> None:
        statement = {"Sid": "NoQueues", "Effect": "Deny", "Action": "sqs:*", "Resource": "*"}
        document["Statement"].append(statement)

    stage = Stage(graphs=fleet.graphs, victim="", other="")
    changed = guardrail("tenants-1", change)(stage)
    began = time.perf_counter()
    told = impacts(fleet.world(), fleet.world(changed), fleet.root)
    return time.perf_counter() - began, told


def _after_a_change(fleet: _Fleet) -> tuple[float, int]:
    """Return how long it takes when one tenant's topic is renamed, and how many are proved."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        prove(fleet.world(), cache)
        last = fleet.graphs[-1]
        topics = "aws:sns/topic:Topic"
        renamed = tuple(
            replace(one, inputs={**one.inputs, "name": "renamed"}) if one.type == topics else one
            for one in last.resources
        )
        began = time.perf_counter()
        changed = (*fleet.graphs[:-1], Graph(last.stack, renamed))
        proof = prove(fleet.world(changed), cache)
        return time.perf_counter() - began, len(proof.verdicts) - len(proof.kept)


def _planted(fleet: _Fleet) -> tuple[int, int]:
    """Return how many planted violations are found, and how many witnesses show them."""
    found = confirmed = 0
    for planted in plants(fleet.graphs, PLANTED, SEED):
        proof = prove(fleet.world(planted.graphs), only=(planted.subject,))
        for one in proof.verdicts:
            if one.statement.id == planted.statement and one.outcome is Outcome.VIOLATED:
                # A witness that isn't confirmed makes a verdict "not proved".
                found += 1
                confirmed += len(one.witnesses)
    return found, confirmed


if __name__ == "__main__":
    Console(width=140).print(table(measure()))
