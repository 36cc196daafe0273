"""Holds a stack against all rules, and keeps what is kept as well as what is broken."""

from collections.abc import Iterable, Iterator

from kyotsu.evidence.model import Kind, Observation
from policies.graph import PROVIDER, REFERENCE, Graph, Node
from policies.session import Ruling, Session
from policies.verdict import Kind as Verdict

_KINDS = {
    Verdict.VIOLATION: Kind.VIOLATION,
    Verdict.EXCEPTED: Kind.EXCEPTED,
    Verdict.NOT_CHECKED: Kind.UNCHECKED,
    Verdict.CHECKED_LATER: Kind.UNCHECKED,
}

_NOT_MADE = {PROVIDER, REFERENCE}


def observations(session: Session, stack: str, of: Iterable[Node]) -> tuple[Observation, ...]:
    """Return what every rule that holds in the stage says, sorted."""
    nodes = tuple(of)
    found = [one for node in nodes for one in _of_resource(session, node)]
    found.extend(_of_stack(session, stack, nodes))
    return tuple(sorted(found, key=lambda one: (one.rule, one.urn, one.kind, one.message)))


def _of_resource(session: Session, node: Node) -> Iterator[Observation]:
    rulings = {
        ruling.rule.id: ruling
        for ruling in session.resource(node.type, node.name, node.urn, node.properties)
    }
    for rule, _ in session.rules_for(node.type, node.urn):
        ruling = rulings.get(rule.id)
        yield Observation(
            rule=rule.id,
            kind=Kind.KEPT if ruling is None else _KINDS[ruling.kind],
            urn=node.urn,
            type=node.type,
            name=node.name,
            properties=rule.uses,
            message="" if ruling is None else _message(ruling),
        )


def _of_stack(session: Session, stack: str, nodes: tuple[Node, ...]) -> Iterator[Observation]:
    """Yield what rules on the whole stack say.

    One that says nothing is kept, if the stack has anything of the types that its examples have;
    else it had nothing to look at, and shows nothing.
    """
    graph = Graph(nodes)
    broken: set[str] = set()
    for ruling in session.stack(stack, graph):
        broken.add(ruling.rule.id)
        node = graph.nodes.get(ruling.urn)
        yield Observation(
            rule=ruling.rule.id,
            kind=_KINDS[ruling.kind],
            urn=ruling.urn,
            type=node.type if node else "",
            name=node.name if node else stack,
            properties=(),
            message=_message(ruling),
        )
    present = {node.type for node in nodes}
    for rule in session.stack_rules:
        looked_at = {node.type for node in (*rule.compliant, *rule.violating)} - _NOT_MADE
        if rule.id not in broken and present & looked_at:
            yield Observation(
                rule=rule.id,
                kind=Kind.KEPT,
                urn="",
                type="",
                name=stack,
                properties=(),
                message="",
            )


def _message(ruling: Ruling) -> str:
    return ruling.exception or ruling.text
