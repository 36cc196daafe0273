"""Reads scenes off a stack's graphs."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from kyotsu.review.meaning.of_review import world_of
from kyotsu.review.meaning.ways import SUBNET, Kind, Way, ways_of
from kyotsu.review.meaning.world import World
from kyotsu.review.model import StackReview
from kyotsu.review.picture.kinds import ONLY_CHANGED, PLACED, label_of
from kyotsu.review.picture.scene import Chip, Gateway, Road, Scene, State, Subnet
from policies.graph import Graph, Node
from policies.rule import UNKNOWN, NotKnown, Text

VPC: Final = "aws:ec2/vpc:Vpc"
ATTACHMENT: Final = "aws:ec2transitgateway/vpcAttachment:VpcAttachment"
_NETWORKED: Final = ("aws:ec2/", "aws:vpc/", "aws:ec2transitgateway/", "aws:networkfirewall/",
                     "aws:route53/", "aws:lb/", "aws:rds/")  # fmt: skip
_DEEPEST: Final = 4
_GATEWAYS: Final = {
    "aws:ec2/internetGateway:InternetGateway": Kind.DIRECT,
    "aws:ec2/natGateway:NatGateway": Kind.OUTWARD,
    "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": Kind.OUTWARD,
}


def scenes_of(stack: StackReview) -> tuple[Scene, ...]:
    """Return the networks in which something changes; none where nothing of a network does."""
    if not any(one.type.startswith(_NETWORKED) for one in stack.changes):
        return ()
    world = world_of(stack)

    def becomes(urn: str) -> State:
        if urn not in world.before.nodes:
            return State.NEW
        if urn not in world.after.nodes:
            return State.GONE
        change = stack.by_urn.get(urn)
        return State.SAME if change is None or change.quiet else State.CHANGED

    return tuple(_Reader(world, becomes).scenes(all_of_them=False))


def networks_of(graph: Graph) -> tuple[Scene, ...]:
    """Return all networks of a stack as it is, with nothing that changes."""
    return tuple(_Reader(World(graph, graph), lambda _: State.SAME).scenes(all_of_them=True))


class _Reader:
    def __init__(self, world: World, becomes: Callable[[str], State]) -> None:
        self._world = world
        self._state = becomes
        self._homes: dict[str, str | None] = {}

    def scenes(self, *, all_of_them: bool) -> Iterator[Scene]:
        before, after = self._world.before, self._world.after
        vpcs = {node.urn: node for graph in (before, after) for node in graph.of_type(VPC)}
        inside: dict[str, list[Node]] = {urn: [] for urn in vpcs}
        for urn in sorted({*before.nodes, *after.nodes}):
            node = after.nodes.get(urn) or before.nodes[urn]
            home = self._home(node) if node.type.startswith(_NETWORKED) else None
            if home in inside and urn != home:
                inside[home].append(node)
        for urn, vpc in sorted(vpcs.items()):
            states = {one.urn: self._state(one.urn) for one in (vpc, *inside[urn])}
            if all_of_them or any(state is not State.SAME for state in states.values()):
                yield self._scene(vpc, inside[urn], states)

    def _scene(self, vpc: Node, inside: list[Node], states: dict[str, State]) -> Scene:
        subnets = [one for one in inside if one.type == SUBNET]
        gateways, roads = self._ways(subnets, inside, states)
        ties = [states[one.urn] for one in inside if one.type == ATTACHMENT]
        words: dict[State, dict[Text, list[str]]] = {}
        for one in (vpc, *inside):
            if states[one.urn] is not State.SAME:
                kinds = words.setdefault(states[one.urn], {})
                kinds.setdefault(label_of(one.type), []).append(one.name)
        return Scene(
            name=vpc.name,
            cidr=_text(vpc, "cidrBlock"),
            state=states[vpc.urn],
            subnets=tuple(
                Subnet(
                    name=one.name,
                    cidr=_text(one, "cidrBlock"),
                    tier=_tier(one),
                    zone=_text(one, "availabilityZone") or _text(one, "availabilityZoneId"),
                    state=states[one.urn],
                )
                for one in subnets
            ),
            gateways=gateways,
            roads=roads,
            chips=tuple(_chips(inside, states)),
            attached=ties[0] if ties else None,
            words=words,
        )

    def _ways(
        self, subnets: list[Node], inside: list[Node], states: dict[str, State]
    ) -> tuple[tuple[Gateway, ...], tuple[Road, ...]]:
        found: dict[tuple[str, Kind, str], tuple[set[str], set[str]]] = {}
        made: dict[tuple[Kind, str], State] = {
            (_GATEWAYS[one.type], one.name): states[one.urn]
            for one in inside
            if one.type in _GATEWAYS
        }
        for subnet in subnets:
            for side, graph in enumerate((self._world.before, self._world.after)):
                for way in _known_ways(graph, subnet):
                    key = _tier(subnet), way.kind, way.by
                    found.setdefault(key, (set(), set()))[side].add(way.destination)
        roads: list[Road] = []
        for (tier, kind, by), (had, has) in sorted(found.items()):
            state = State.SAME if had == has else State.CHANGED
            state = State.NEW if not had else State.GONE if not has else state
            roads.append(
                Road(
                    tier=tier, gateway=(kind, by), state=state,
                    destinations=tuple(sorted(had | has)),
                )
            )  # fmt: skip
            made.setdefault((kind, by), state)
        gateways = tuple(
            Gateway(kind=kind, name=by, state=state)
            for (kind, by), state in sorted(made.items(), key=lambda item: _outermost(item[0]))
        )
        return gateways, tuple(roads)

    def _home(self, node: Node, depth: int = 0) -> str | None:
        """Return the network that a resource is in: what it points at, or what that points at."""
        if node.type == VPC:
            return node.urn
        if node.urn in self._homes or depth > _DEEPEST:
            return self._homes.get(node.urn)
        self._homes[node.urn] = None  # stands while it is looked for, so that rings end
        for graph in (self._world.after, self._world.before):
            own = graph.nodes.get(node.urn)
            for name in sorted({*own.properties, *own.depends}) if own else ():
                for target in graph.targets(own, name) if own else ():
                    home = self._home(target, depth + 1)
                    if home is not None:
                        self._homes[node.urn] = home
                        return home
        return None


def _known_ways(graph: Graph, subnet: Node) -> set[Way]:
    own = graph.nodes.get(subnet.urn)
    if own is None:
        return set()
    try:
        return ways_of(graph, own)
    except NotKnown:
        return set()  # the findings say that it could not be judged


def _chips(inside: list[Node], states: dict[str, State]) -> Iterator[Chip]:
    found: dict[Text, Counter[State]] = {}
    for one in inside:
        if one.type in PLACED or (one.type in ONLY_CHANGED and states[one.urn] is State.SAME):
            continue
        found.setdefault(label_of(one.type), Counter())[states[one.urn]] += 1
    for label, counted in found.items():
        yield Chip(label=label, states=tuple(sorted(counted.items())))


def _tier(subnet: Node) -> str:
    tags = subnet.get("tags")
    tier = tags.get("Tier") if isinstance(tags, dict) else None
    return str(tier) if isinstance(tier, str) else subnet.name.rpartition("-")[0] or subnet.name


def _text(node: Node, name: str) -> str:
    value = node.get(name)
    return "" if value is None or value is UNKNOWN else str(value)


def _outermost(key: tuple[Kind, str]) -> tuple[int, str]:
    return list(Kind).index(key[0]), key[1]
