"""From a stack's graph to its part of the network."""

from collections import defaultdict
from typing import Any, Final

from kyotsu.desired.graph import Graph, Resource
from kyotsu.proof.network.reading.types import CARRIERS, HARMLESS, READERS
from kyotsu.proof.network.reading.values import Reader, line_of, touched
from kyotsu.proof.network.resources.part import FIELDS, Part
from kyotsu.proof.network.resources.thing import Problem, Thing

ROLES: Final = ("log-archive", "security", "network")
"""The foundation's accounts: its stack's outputs tell them."""


def read_stack(graph: Graph) -> Part:
    """Return what a stack adds to the network, and what of it can't be read or isn't modelled."""
    problems: list[Problem] = []
    things: defaultdict[str, list[Thing]] = defaultdict(list)
    for resource in graph.resources:
        read = READERS.get(resource.type)
        if read is not None:
            for thing in read(Reader(resource, problems)):
                things[FIELDS[type(thing)]].append(thing)
        elif _may_carry(resource):
            problems.append(_unmodelled(resource, graph))
    found: dict[str, Any] = {name: tuple(values) for name, values in things.items()}
    return Part(
        stack=graph.stack,
        accounts=tuple(
            (role, value)
            for role in ROLES
            if isinstance(value := graph.outputs.get(f"{role.replace('-', '_')}_account_id"), str)
        ),
        problems=tuple(problems),
        **found,
    )


def _may_carry(resource: Resource) -> bool:
    return (
        resource.kind == "custom"
        and resource.type.startswith(CARRIERS)
        and resource.type not in HARMLESS
    )


def _unmodelled(resource: Resource, graph: Graph) -> Problem:
    return Problem(
        urn=resource.urn,
        line=line_of(resource),
        ja=f"{resource.type} は通信を運び得ますが、扱えません。",
        en=f"{resource.type} may carry packets and is not modelled.",
        touches=tuple(sorted(_all_touched(resource, graph))),
    )


def _all_touched(resource: Resource, graph: Graph) -> set[str]:
    """Return what a resource touches: also by what isn't read, such as a server."""
    found, left = {resource.urn}, [resource]
    while left:
        for urn in {*touched(left.pop())} - found:
            found.add(urn)
            there = graph.by_urn.get(urn)
            if there is not None and there.type not in READERS:
                left.append(there)
    return found
