"""What a rule over a whole stack is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from policies.facts import Facts
from policies.graph import Graph, Node
from policies.rule import Severity, Text
from policies.verdict import Kind, Problem, not_known


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is wrong, and on which resource."""

    urn: str
    problem: Problem


StackCheck = Callable[[Graph, Facts], Iterable[Found]]


@dataclass(frozen=True, kw_only=True)
class StackRule:
    """One security rule on a stack as a whole.

    `compliant` and `violating` are the smallest example stacks; `facts` is what both are held
    against, and tests run both.
    """

    id: str
    title: Text
    remedy: Text
    severity: Severity
    controls: Mapping[str, tuple[str, ...]]
    check: StackCheck
    compliant: tuple[Node, ...]
    violating: tuple[Node, ...]
    facts: Facts


def found(node: Node, text: str) -> Found:
    """Return that something is wrong with a resource."""
    return Found(urn=node.urn, problem=Problem(kind=Kind.VIOLATION, text=text))


def cannot_tell(node: Node, path: str) -> Found:
    """Return that a value which decides isn't known yet."""
    return Found(urn=node.urn, problem=not_known(path))


def unreadable(node: Node, reason: str, *, unknown: bool) -> Found:
    """Return that a document isn't known yet, or isn't one."""
    return cannot_tell(node, reason) if unknown else found(node, reason)
