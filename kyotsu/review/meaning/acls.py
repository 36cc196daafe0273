"""What a network ACL lets pass, with its rules taken in their order."""

from collections.abc import Iterator
from typing import Any, Final

from netaddr import IPSet

from kyotsu.review.meaning.spans import (
    EVERY_PROTOCOL,
    PORTS,
    Span,
    intervals,
    network_of,
    sources_at,
    spans,
)
from policies.graph import Graph, Node
from policies.reading.values import number_at, objects_at, value_at
from policies.rule import NotKnown

_RULE: Final = "aws:ec2/networkAclRule:NetworkAclRule"
Row = tuple[float, bool, list[Span]]
"""A rule's number, whether it allows, and what it is about."""


def acl_spans(acl: Node, rules: list[Node], _: Graph, way: str) -> list[Span]:
    """Return what an ACL lets pass in a direction.

    Raises:
        NotKnown: a rule isn't known yet.
    """
    rows: list[Row] = []
    if acl.type != _RULE:
        rows.extend(_row(block, "ruleNo", "action") for block in objects_at(acl.properties, way))
    rows.extend(
        _row(rule.properties, "ruleNumber", "ruleAction")
        for rule in rules
        if (value_at(rule.properties, "egress") is True) is (way == "egress")
    )
    rows.sort(key=lambda row: row[0])
    return [span for one in EVERY_PROTOCOL for span in _passing(one, rows)]


def _row(block: Any, number: str, action: str) -> Row:
    order = number_at(block, number)
    if order is None:
        raise NotKnown(number)
    first, last = number_at(block, "fromPort"), number_at(block, "toPort")
    protocol = str(value_at(block, "protocol") or "-1")
    ports = (first, last) if (first, last) != (0, 0) else (None, None)
    found = [
        span
        for name in ("cidrBlock", "ipv6CidrBlock")
        if (source := value_at(block, name))
        for span in spans(
            protocol,
            PORTS[0] if ports[0] is None else int(ports[0]),
            PORTS[1] if ports[1] is None else int(ports[1]),
            str(source),
        )
    ]
    return order, value_at(block, action) == "allow", found


def _passing(protocol: str, rows: list[Row]) -> Iterator[Span]:
    """Yield what passes of one protocol: the first rule that is about an address decides."""
    mine = [
        (allows, [span for span in found if span.protocol == protocol]) for _, allows, found in rows
    ]
    for first, last in intervals(span for _, found in mine for span in found):
        decided, allowed = IPSet(), IPSet()
        for allows, found in mine:
            here = sources_at(found, first)[0] - decided
            if allows:
                allowed |= here
            decided |= here
        for network in allowed.iter_cidrs():
            if network_of(str(network)) is not None:
                yield Span(protocol, first, last, str(network))
