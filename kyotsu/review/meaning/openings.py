"""What security groups and network ACLs open: the addresses and ports gained and lost."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from kyotsu.review.findings import Finding
from kyotsu.review.meaning.acls import acl_spans
from kyotsu.review.meaning.finding import listed, looser, said, stricter
from kyotsu.review.meaning.groups import group_spans
from kyotsu.review.meaning.judging import Classifier, guarded
from kyotsu.review.meaning.spans import Span, behind, minus, together
from kyotsu.review.meaning.world import World, labelled
from policies.graph import Graph, Node
from policies.reading.openings import ADMIN_PORTS, is_internet
from policies.rule import Severity, Text

GROUPS: Final = (
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
)
GROUP_RULES: Final = (
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
)
ACLS: Final = (
    "aws:ec2/networkAcl:NetworkAcl",
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
)
ACL_RULES: Final = ("aws:ec2/networkAclRule:NetworkAclRule",)
_HTTPS: Final = 443
Read = Callable[[Node, list[Node], Graph, str], list[Span]]
Gathered = tuple[Node, list[Node]]
"""A group or an ACL, with the rules that are resources of their own."""

_OPENED: Final = {
    "ingress": Text(
        ja="{name} が、より広い相手からの通信を通すようになります。",
        en="{name} lets in more than before.",
    ),
    "egress": Text(
        ja="{name} が、より広い相手への通信を通すようになります。",
        en="{name} lets out more than before.",
    ),
}
_CLOSED: Final = {
    "ingress": Text(
        ja="{name} が受け入れる通信が減ります。", en="{name} lets in less than before."
    ),
    "egress": Text(ja="{name} が外へ通す通信が減ります。", en="{name} lets out less than before."),
}


def _look(
    world: World, kinds: tuple[str, ...], rules: tuple[str, ...], by: str, read: Read
) -> Iterator[Finding]:
    if not world.changed_types.intersection((*kinds, *rules)):
        return
    before, after = (
        _gathered(world.before, kinds, rules, by),
        _gathered(world.after, kinds, rules, by),
    )
    changed = {pair.urn for pair in world.changed(*kinds, *rules)}
    for key, (node, rows) in after.items():
        old = before.get(key)
        urns = {node.urn, *(row.urn for row in rows), *(row.urn for row in (old or (node, []))[1])}
        if not changed & urns:
            continue
        touched = tuple(sorted(changed & urns - {node.urn}))
        for way in ("ingress", "egress"):
            compare = partial(_compared, world, read, old, (node, rows), way, touched)
            yield from guarded(node.name, node.urn, compare)


def _compared(
    world: World,
    read: Read,
    old: Gathered | None,
    new: Gathered,
    way: str,
    touched: tuple[str, ...],
) -> Iterator[Finding]:
    had = read(*old, world.before, way) if old else []
    yield from _told(new[0], way, had, read(*new, world.after, way), touched)


def _gathered(
    graph: Graph, kinds: tuple[str, ...], rules: tuple[str, ...], by: str
) -> Mapping[str, Gathered]:
    """Return groups, or ACLs, each with the rules that are resources of their own.

    The rules of a group that isn't in the stack are gathered under the name by which they call it.
    """
    found: dict[str, Gathered] = {node.urn: (node, []) for node in graph.of_type(*kinds)}
    for rule in graph.of_type(*rules):
        owners = graph.targets(rule, by, *kinds)
        value = rule.get(by)
        key = owners[0].urn if owners else value if isinstance(value, str) else rule.urn
        found.setdefault(key, (rule, []))[1].append(rule)
    return found


def _told(
    node: Node, way: str, had: list[Span], has: list[Span], touched: tuple[str, ...]
) -> Iterator[Finding]:
    gained, lost = minus(has, had), minus(had, has)
    if gained:
        yield looser(
            f"{way}-opened",
            _severity(gained, way),
            said(_OPENED[way], name=labelled(node)),
            node.urn,
            *touched,
            before=_shown(lost, had) or listed(together(had)),
            after=_shown(gained, has),
        )
    elif lost:
        text = said(_CLOSED[way], name=labelled(node))
        yield stricter(f"{way}-closed", text, node.urn, *touched, before=_shown(lost, had))


def _shown(left: list[Span], rules: list[Span]) -> str:
    """Return a difference, or the rules behind it where those are fewer."""
    return listed(min(left, behind(left, rules), key=len))


def _severity(gained: list[Span], way: str) -> Severity:
    wide = [one for one in gained if is_internet(one.source)]
    if not wide:
        return Severity.MEDIUM
    if way == "egress":
        return Severity.HIGH
    admin = any(one.first <= port <= one.last for one in wide for port in ADMIN_PORTS)
    only_https = all((one.first, one.last) == (_HTTPS, _HTTPS) for one in wide)
    return Severity.CRITICAL if admin or not only_https else Severity.HIGH


def _groups(world: World) -> Iterator[Finding]:
    yield from _look(world, GROUPS, GROUP_RULES, "securityGroupId", group_spans)


def _acls(world: World) -> Iterator[Finding]:
    yield from _look(world, ACLS, ACL_RULES, "networkAclId", acl_spans)


CLASSIFIERS: Final = (
    Classifier(name="security groups", types=frozenset((*GROUPS, *GROUP_RULES)), look=_groups),
    Classifier(name="network ACLs", types=frozenset((*ACLS, *ACL_RULES)), look=_acls),
)
