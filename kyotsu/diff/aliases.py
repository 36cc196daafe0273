"""Which URNs a resource had before: those that its aliases say, and those that follow from them.

A URN has the types of a resource's parents in it, so a component whose type has changed changes the
URNs of all that is in it. The engine then takes the component's aliases for theirs too:
https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/
"""

from collections.abc import Mapping
from typing import Any

from kyotsu.desired.graph import STACK_TYPE, Graph, Resource


def former_urns(graph: Graph) -> dict[str, frozenset[str]]:
    """Return for each URN of a graph those that the engine would accept in its place."""
    found: dict[str, frozenset[str]] = {}
    for resource in graph.resources:
        _find(graph, resource, found)
    return found


def _find(graph: Graph, resource: Resource, found: dict[str, frozenset[str]]) -> frozenset[str]:
    urn = resource.urn
    if urn in found:
        return found[urn]
    parent = graph.by_urn.get(resource.parent or "")
    parents = frozenset[str]()
    if parent is not None and parent.type != STACK_TYPE:
        parents = _find(graph, parent, found)
    former: set[str] = set()
    for alias in resource.options.get("aliases", ()):
        if isinstance(alias, str):
            former.add(alias)
            continue
        former.add(aliased(urn, alias))
        if not alias.get("noParent") and not alias.get("parentUrn"):
            former |= {aliased(urn, {**alias, "parentUrn": one}) for one in parents}
    if parent is not None:
        former |= {aliased(urn, _inherited(resource, parent, one)) for one in parents}
    found[urn] = frozenset(former - {urn})
    return found[urn]


def _inherited(resource: Resource, parent: Resource, former: str) -> dict[str, Any]:
    """Return the alias that follows from a former URN of the parent, as the engine makes it."""
    alias = {"parentUrn": former}
    if resource.name.startswith(parent.name):
        beginning = former.split("::", 3)[3]
        alias["name"] = beginning + resource.name.removeprefix(parent.name)
    return alias


def aliased(urn: str, alias: Mapping[str, Any]) -> str:
    """Return the URN that an alias means: what it doesn't say is as it is now."""
    head, project, chain, name = urn.split("::", 3)
    stack = alias.get("stack") or head.removeprefix("urn:pulumi:")
    parents, _, own = chain.rpartition("$")
    if alias.get("noParent"):
        parents = ""
    elif alias.get("parentUrn"):
        parents = str(alias["parentUrn"]).split("::")[2]
        parents = "" if parents == STACK_TYPE else parents
    own = alias.get("type") or own
    chain = f"{parents}${own}" if parents else own
    project, name = alias.get("project") or project, alias.get("name") or name
    return f"urn:pulumi:{stack}::{project}::{chain}::{name}"
