"""What a security group opens: its own blocks, and rules that are resources of their own."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kyotsu.review.meaning.spans import PORTS, Span, spans
from policies.graph import Graph, Node
from policies.reading.values import number_at, objects_at, texts_at, value_at
from policies.rule import UNKNOWN, NotKnown

_RULE: Final = "aws:ec2/securityGroupRule:SecurityGroupRule"
_NEWER: Final = {
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "ingress",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "egress",
}
_RANGES: Final = ("cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "securityGroups")
_NAMED: Final = (
    "prefixListIds",
    "prefixListId",
    "sourceSecurityGroupId",
    "referencedSecurityGroupId",
)


def group_spans(group: Node, rules: list[Node], graph: Graph, way: str) -> list[Span]:
    """Return all that a group opens in a direction.

    Raises:
        NotKnown: an address range or a port isn't known yet.
    """
    found: list[Span] = []
    if "cidrBlocks" not in group.properties:  # it is the group, and not a rule that stands for it
        for block in objects_at(group.properties, way):
            found.extend(_of_block(block, block.get("protocol"), _blocks(block)))
            if block.get("self") is True:
                found.extend(_of_block(block, block.get("protocol"), ["itself"]))
    for rule in rules:
        direction = _NEWER.get(rule.type) or rule.get("type")
        if direction == way:
            protocol = rule.get("ipProtocol") or rule.get("protocol")
            found.extend(_of_block(rule.properties, protocol, _of_rule(rule, graph)))
    return found


def _of_block(
    block: Mapping[str, Any], protocol: Any, sources: list[str] | Iterator[str]
) -> Iterator[Span]:
    if protocol is UNKNOWN:
        raise NotKnown("protocol")
    first, last = number_at(block, "fromPort"), number_at(block, "toPort")
    for source in sources:
        yield from spans(
            str(protocol or "-1"),
            PORTS[0] if first is None else int(first),
            PORTS[1] if last is None else int(last),
            source,
        )


def _blocks(block: Mapping[str, Any]) -> Iterator[str]:
    for name in _RANGES:
        yield from texts_at(block, name)


def _of_rule(rule: Node, graph: Graph) -> Iterator[str]:
    """Yield where a rule leads: ranges as they are, groups and lists by their names."""
    for name in ("cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks"):
        yield from texts_at(rule.properties, name)
    for name in _NAMED:
        named = graph.targets(rule, name)
        if named:
            yield from (one.name for one in named)
        elif (value := value_at(rule.properties, name)) is not None:
            yield from value if isinstance(value, list) else [str(value)]
    if rule.get("self") is True:
        yield "itself"
