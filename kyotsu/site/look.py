"""Looks at one stack for everything that the site shows of it: what a worker process does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kyotsu.cost.compute import stack_cost
from kyotsu.desired.cache import Cache
from kyotsu.desired.messages import Result
from kyotsu.desired.sides import graph_of
from kyotsu.evidence.controls import controls
from kyotsu.evidence.judge import observations
from kyotsu.evidence.model import Kind, Observation, Status
from kyotsu.evidence.nodes import nodes
from kyotsu.ledger.facts import Facts, facts_of
from kyotsu.policy.session import open_session
from kyotsu.prices.book import Book
from kyotsu.prices.cost import Cost
from kyotsu.responsibility.provision import counted
from kyotsu.review.picture.layout import drawn
from kyotsu.review.picture.pictures import as_svg
from kyotsu.review.picture.reading import networks_of
from policies.frameworks import Frameworks, load_frameworks
from policies.graph import Graph
from policies.rule import Described
from policies.session import Session, catalogue
from tenancy.fleet import Fleet
from tenancy.stage import StageSettings

STATES: Final = tuple(Status)
"""A control's state is kept as its place in here: of 1,000 stacks there are half a million."""


@dataclass(frozen=True, kw_only=True)
class Network:
    """A network, drawn once in each language."""

    name: str
    cidr: str
    ja: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Look:
    """What was seen in one stack."""

    stack: str
    resources: int
    types: Mapping[str, int]
    """How many resources of each type there are."""
    cost: Cost
    facts: Facts
    states: bytes
    """The state of each control of all frameworks, in their order, as its place in `STATES`."""
    left: tuple[Observation, ...]
    """What was seen and isn't kept."""
    networks: tuple[Network, ...]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The rules, and the frameworks that they serve."""

    session: Session
    described: Mapping[str, Described]
    frameworks: Frameworks


@dataclass(frozen=True, kw_only=True)
class _Desk:
    fleet: Fleet
    stage: StageSettings
    book: Book
    today: date
    cache: Cache
    rules: Rules


_DESK: Final[list[_Desk]] = []
"""The process's own; empty until it begins."""


def read_rules(root: Path, fleet: Fleet) -> Rules:
    """Return the rules.

    Raises:
        UserMistake: `levels.yaml` or a rule is wrong.
    """
    session = open_session(root, dry_run=True, fleet=fleet)
    described = catalogue(session.rules, session.stack_rules)
    frameworks = load_frameworks(tuple(described.values()))
    return Rules(session=session, described=described, frameworks=frameworks)


def begin(
    root: Path, fleet: Fleet, stage: StageSettings, book: Book, today: date, cache: Path
) -> None:
    """Read what is needed for each stack, in a process that will look at many."""
    rules = read_rules(root, fleet)
    _DESK[:] = [
        _Desk(fleet=fleet, stage=stage, book=book, today=today, cache=Cache(cache), rules=rules)
    ]


def look(result: Result) -> Look:
    """Return what is seen in a stack that was evaluated."""
    (desk,) = _DESK
    graph = graph_of(desk.cache, result)
    tenant = desk.fleet.tenants.get(result.stack.partition(".")[2])
    judged = tuple(nodes(graph))
    seen = observations(desk.rules.session, result.stack, judged)
    found = controls(desk.rules.frameworks, desk.rules.described.values(), seen)
    return Look(
        stack=result.stack,
        resources=sum(one.kind == "custom" for one in graph.resources),
        types=counted(graph),
        cost=stack_cost(tenant, desk.stage, graph.resources, desk.book, desk.today),
        facts=facts_of(graph, desk.stage.region),
        states=bytes(STATES.index(one.status) for one in found),
        left=tuple(one for one in seen if one.kind is not Kind.KEPT),
        networks=tuple(_networks(Graph(judged))),
    )


def _networks(graph: Graph) -> list[Network]:
    found: list[Network] = []
    for number, scene in enumerate(networks_of(graph), start=1):
        drawing = drawn(scene)
        name = f"network-{number}"
        found.append(
            Network(
                name=scene.name,
                cidr=scene.cidr,
                ja=as_svg(drawing, name, "ja"),
                en=as_svg(drawing, name, "en"),
            )
        )
    return found
