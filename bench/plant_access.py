"""Plants violations of access into a stage's graphs, each of a kind that people do make."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bench.access_mistakes import data, guardrails, outside, platform, roles
from bench.access_mistakes.stage import Plant, Stage
from kyotsu.desired.graph import Graph

FOUNDATION: Final = "foundation"
MANAGEMENT: Final = "management"
VICTIM: Final = "victim"


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A stage with one violation in it, and the verdict that has to find it."""

    kind: str
    graphs: tuple[Graph, ...]
    statement: str
    subject: str


KINDS: Final[Mapping[str, tuple[str, str, Plant]]] = {
    kind: (statement, subject, change)
    for subject, kinds in (
        (VICTIM, roles.KINDS),
        (VICTIM, data.KINDS),
        (VICTIM, guardrails.KINDS),
        (FOUNDATION, guardrails.OF_FOUNDATION),
        (FOUNDATION, platform.KINDS),
        (VICTIM, outside.KINDS),
        (MANAGEMENT, outside.OF_MANAGEMENT),
    )
    for kind, (statement, change) in kinds.items()
}
"""By kind: the statement that is violated, about whom, and how it is planted."""


def plant(graphs: Sequence[Graph], kind: str, *, victim: str, other: str) -> Planted:
    """Return a stage's graphs with one violation of a kind."""
    statement, subject, change = KINDS[kind]
    stage = Stage(graphs=tuple(graphs), victim=victim, other=other)
    return Planted(
        kind=kind,
        graphs=change(stage),
        statement=statement,
        subject=victim if subject == VICTIM else subject,
    )


def plants(graphs: Sequence[Graph], count: int, seed: int) -> Iterator[Planted]:
    """Yield so many stages with a violation each, of all kinds in turn."""
    pick = random.Random(seed)  # noqa: S311 - plausible, and the same for a seed
    tenants = sorted(stack.partition(".")[2] for graph in graphs if "." in (stack := graph.stack))
    kinds = tuple(KINDS)
    for number in range(count):
        victim, other = pick.sample(tenants, 2)
        yield plant(graphs, kinds[number % len(kinds)], victim=victim, other=other)
