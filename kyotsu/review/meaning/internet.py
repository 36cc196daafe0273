"""Subnets that gain or lose a way to the internet."""

from collections.abc import Iterator
from typing import Final

from kyotsu.review.findings import Finding
from kyotsu.review.meaning.finding import listed, looser, said, stricter
from kyotsu.review.meaning.judging import Classifier, guarded
from kyotsu.review.meaning.ways import (
    ASSOCIATION,
    GATEWAY,
    MAIN,
    ROUTE,
    SUBNET,
    TABLES,
    Kind,
    Way,
    ways_of,
)
from kyotsu.review.meaning.world import World
from policies.graph import Node
from policies.rule import Severity, Text

_TYPES: Final = (
    SUBNET,
    ROUTE,
    *TABLES,
    ASSOCIATION,
    MAIN,
    GATEWAY,
    "aws:ec2/natGateway:NatGateway",
    "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
)
_GAINED: Final = {
    Kind.DIRECT: Text(
        ja="サブネット {subnet} からインターネットへ直接つながる経路ができます（{by}）。",
        en="The subnet {subnet} gains a direct way to and from the internet, by {by}.",
    ),
    Kind.OUTWARD: Text(
        ja="サブネット {subnet} から外向きにインターネットへ出る経路ができます（{by}）。",
        en="The subnet {subnet} gains a way out to the internet, by {by}.",
    ),
    Kind.HUB: Text(
        ja="サブネット {subnet} から検査を経て外へ出る経路ができます（{by}）。",
        en="The subnet {subnet} gains a way to everywhere through {by}.",
    ),
    Kind.PEER: Text(
        ja="サブネット {subnet} の通信がすべて別のネットワーク（{by}）へ向かうようになります。",
        en="The subnet {subnet} sends everything to another network, by {by}.",
    ),
}
_LOST: Final = Text(
    ja="サブネット {subnet} から外へ出る経路（{by}）がなくなります。",
    en="The subnet {subnet} loses its way out by {by}.",
)
_SEVERITY: Final = {
    Kind.DIRECT: Severity.CRITICAL,
    Kind.OUTWARD: Severity.HIGH,
    Kind.HUB: Severity.LOW,
    Kind.PEER: Severity.HIGH,
}
_PUBLIC: Final = "public"


def _look(world: World) -> Iterator[Finding]:
    if not world.changed_types.intersection(_TYPES):
        return
    for subnet in world.after.of_type(SUBNET):
        yield from guarded(subnet.name, subnet.urn, lambda subnet=subnet: _compared(world, subnet))


def _compared(world: World, subnet: Node) -> Iterator[Finding]:
    old = world.before.nodes.get(subnet.urn)
    before = ways_of(world.before, old) if old is not None else set[Way]()
    after = ways_of(world.after, subnet)
    had, has = {_key(way) for way in before}, {_key(way) for way in after}
    told = listed({way.destination for way in before})
    for kind in Kind:
        gained = sorted(way for way in after if way.kind is kind and _key(way) not in had)
        if gained:
            yield looser(
                f"internet-{kind}",
                _severity(kind, subnet, new=old is None),
                said(_GAINED[kind], subnet=subnet.name, by=listed({one.by for one in gained})),
                subnet.urn,
                *(urn for one in gained for urn in one.via),
                before=told,
                after=listed({one.destination for one in gained}),
            )
        lost = sorted(way for way in before if way.kind is kind and _key(way) not in has)
        if lost and not gained:
            yield stricter(
                "internet-lost",
                said(_LOST, subnet=subnet.name, by=listed({one.by for one in lost})),
                subnet.urn,
                *(urn for one in lost for urn in one.via),
                before=listed({one.destination for one in lost}),
            )


def _key(way: Way) -> tuple[Kind, str]:
    return way.kind, way.destination


def _severity(kind: Kind, subnet: Node, *, new: bool) -> Severity:
    """Return how bad it is. A new public subnet has a way by what it is; no other one may."""
    tags = subnet.get("tags")
    if new and isinstance(tags, dict) and tags.get("Tier") == _PUBLIC:
        return Severity.MEDIUM
    return _SEVERITY[kind]


CLASSIFIER: Final = Classifier(name="internet", types=frozenset(_TYPES), look=_look)
