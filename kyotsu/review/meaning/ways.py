"""The ways that lead out of a subnet, by its route table."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from policies.graph import Graph, Node
from policies.reading.openings import is_internet
from policies.reading.values import objects_at
from policies.rule import UNKNOWN, NotKnown

SUBNET: Final = "aws:ec2/subnet:Subnet"
ROUTE: Final = "aws:ec2/route:Route"
TABLES: Final = (
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/defaultRouteTable:DefaultRouteTable",
)
ASSOCIATION: Final = "aws:ec2/routeTableAssociation:RouteTableAssociation"
MAIN: Final = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
GATEWAY: Final = "aws:ec2/internetGateway:InternetGateway"


class Kind(StrEnum):
    """Where a way leads, the most open first."""

    DIRECT = "direct"
    """Straight to the internet, and back."""
    OUTWARD = "outward"
    """To the internet, with addresses translated; nobody comes in by it."""
    HUB = "hub"
    """To everywhere, through a transit gateway or an inspection."""
    PEER = "peer"
    """To another network."""


@dataclass(frozen=True, order=True)
class Way:
    """One way out of a subnet."""

    kind: Kind
    destination: str
    by: str
    """The gateway's name, or its id."""
    via: tuple[str, ...] = ()
    """The URNs of the route, or of the table that has it, and of the gateway."""


def ways_of(graph: Graph, subnet: Node) -> set[Way]:
    """Return the ways out of a subnet that leave its network.

    Raises:
        NotKnown: where a route leads isn't known yet, and not from where its target comes.
    """
    found: set[Way] = set()
    for table in tables_of(graph, subnet):
        for route in graph.pointed_at(table, ROUTE, "routeTableId"):
            found |= set(_ways(graph, route, route.properties, route.urn))
        for row in objects_at(table.properties, "routes"):
            found |= set(_ways(graph, table, row, table.urn))
    return found


def tables_of(graph: Graph, subnet: Node) -> list[Node]:
    """Return the route table of a subnet: its own, or else its network's main one."""
    own = [
        table
        for association in graph.pointed_at(subnet, ASSOCIATION, "subnetId")
        for table in graph.targets(association, "routeTableId", *TABLES)
    ]
    if own:
        return own
    for vpc in graph.targets(subnet, "vpcId"):
        for main in graph.pointed_at(vpc, MAIN, "vpcId"):
            return graph.targets(main, "routeTableId", *TABLES)
        return graph.pointed_at(vpc, TABLES[1], "defaultRouteTableId")
    return []


def _ways(graph: Graph, node: Node, row: Any, urn: str) -> Iterator[Way]:
    destination = _destination(row)
    for name, kind in _TARGETS.items():
        own = row is node.properties
        if not (node.is_set(name) if own else row.get(name)):
            continue
        targets = graph.targets(node, name) if own else []
        value = row.get(name)
        if kind is Kind.DIRECT and not _is_gateway(targets, value):
            continue
        if kind in (Kind.HUB, Kind.PEER) and not is_internet(destination):
            continue  # to somewhere inside, which no rule of this subject is about
        by = targets[0].name if targets else "?" if value is UNKNOWN else str(value)
        yield Way(kind, destination, by, (urn, *(one.urn for one in targets)))


_TARGETS: Final = {
    "gatewayId": Kind.DIRECT,
    "egressOnlyGatewayId": Kind.OUTWARD,
    "natGatewayId": Kind.OUTWARD,
    "transitGatewayId": Kind.HUB,
    "vpcEndpointId": Kind.HUB,
    "networkInterfaceId": Kind.PEER,
    "vpcPeeringConnectionId": Kind.PEER,
}


def _is_gateway(targets: list[Node], value: Any) -> bool:
    """Whether a `gatewayId` is an internet gateway's; it may also be an endpoint's, or `local`."""
    if targets:
        return any(one.type == GATEWAY for one in targets)
    if value is UNKNOWN:
        return True  # fail closed: it is some gateway
    return str(value).startswith("igw-")


def _destination(row: Any) -> str:
    for name in (
        "destinationCidrBlock",
        "destinationIpv6CidrBlock",
        "destinationPrefixListId",
        "cidrBlock",
        "ipv6CidrBlock",
    ):
        value = row.get(name)
        if value is UNKNOWN:
            raise NotKnown(name)
        if value:
            return str(value)
    return ""
