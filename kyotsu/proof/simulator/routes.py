"""Route tables of VPCs: the most specific route decides.

https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Any, Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.addresses import Addresses
from kyotsu.proof.simulator.border import Border
from kyotsu.proof.simulator.inventory import Inventory, as_list, part
from kyotsu.proof.simulator.packet import inside, prefix_length

TABLE: Final = "aws:ec2/routeTable:RouteTable"
DEFAULT: Final = "aws:ec2/defaultRouteTable:DefaultRouteTable"
ROUTE: Final = "aws:ec2/route:Route"
ASSOCIATION: Final = "aws:ec2/routeTableAssociation:RouteTableAssociation"
PROPAGATION: Final = "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation"
MAIN: Final = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
ENDPOINT: Final = "aws:ec2/vpcEndpoint:VpcEndpoint"
ENDPOINT_TABLE: Final = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation"
TARGETS: Final = (
    "gatewayId",
    "natGatewayId",
    "transitGatewayId",
    "vpcEndpointId",
    "vpcPeeringConnectionId",
    "networkInterfaceId",
    "coreNetworkArn",
    "carrierGatewayId",
    "localGatewayId",
    "egressOnlyGatewayId",
    "odbNetworkArn",
)
LOCAL: Final = "local"
SINGLE: Final = 32
"""The prefix length of a single address."""


@dataclass(frozen=True, kw_only=True)
class Route:
    """One block's way out of a table."""

    block: str
    rank: int
    """Between routes that are equally specific: the higher is taken."""
    kind: str
    """`local`, or the property that names the target."""
    target: str | None
    """What it names; None where that isn't known before an update."""
    resource: Resource | None
    learned: bool = False
    """Whether the far side of a line says by itself which blocks it has."""


class Routes:
    """All route tables of the graphs."""

    def __init__(self, inventory: Inventory, addresses: Addresses, border: Border) -> None:
        self._inventory = inventory
        self._addresses = addresses
        self._border = border
        self._known: dict[tuple[str, str], list[Route]] = {}

    def table_of(self, subnet: str, vpc: str) -> str:
        """Return the name of a subnet's table: its own, or the VPC's main one."""
        for association in self._inventory.referring(ASSOCIATION, "subnetId", subnet):
            return self._inventory.named(association.inputs.get("routeTableId")) or ""
        for association in self._inventory.referring(MAIN, "vpcId", vpc):
            return self._inventory.named(association.inputs.get("routeTableId")) or ""
        return part(vpc, "table")

    def table_of_gateway(self, gateway: str) -> str | None:
        """Return the table that leads what comes in by a gateway, if it has one.

        https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
        """
        for association in self._inventory.referring(ASSOCIATION, "gatewayId", gateway):
            return self._inventory.named(association.inputs.get("routeTableId"))
        return None

    def choices(self, table: str, vpc: str, destination: IPv4Address) -> list[Route]:
        """Return the routes that a packet may take: none, one, or those that a line may announce.

        What is learned isn't known, so it may be the destination itself; but nothing is more
        specific than a single address, and within its VPC nothing wins over the VPC's own route
        (https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html).
        """
        routes = self._known.get((table, vpc))
        if routes is None:
            routes = self._known[table, vpc] = list(self._all(table, vpc))
        found = [route for route in routes if inside(destination, route.block)]
        told = [route for route in found if not route.learned]
        best = max(told, key=lambda one: (prefix_length(one.block), one.rank), default=None)
        sure = best is not None and prefix_length(best.block) == SINGLE
        if sure or self._addresses.in_vpc(destination, vpc):
            return [] if best is None else [best]
        return [*([] if best is None else [best]), *(one for one in found if one.learned)]

    def _all(self, table: str, vpc: str) -> Iterator[Route]:
        for block in self._addresses.of_vpc(vpc):
            yield Route(block=block, rank=0, kind=LOCAL, target=None, resource=None)
        for resource, route in self._declared(table):
            kind = next((key for key in TARGETS if route.get(key) is not None), None)
            if kind is None:
                continue
            target = self._inventory.named(route[kind])
            if target == LOCAL:
                kind = LOCAL
            for block, rank in self._blocks(route):
                yield Route(block=block, rank=rank, kind=kind, target=target, resource=resource)
        for gateway, by in self._learned_from(table):
            if self._border.vpc_of(gateway) == vpc:
                yield Route(
                    block="0.0.0.0/0",
                    rank=-1,
                    kind="gatewayId",
                    target=gateway.urn,
                    resource=by,
                    learned=True,
                )
        for endpoint in self._gateway_endpoints(table):
            for block in self._addresses.of_prefix_list(part(endpoint.urn, "prefix-list")):
                yield Route(
                    block=block,
                    rank=1,
                    kind="vpcEndpointId",
                    target=endpoint.urn,
                    resource=endpoint,
                )

    def _learned_from(self, table: str) -> Iterator[tuple[Resource, Resource | None]]:
        """Yield the virtual private gateways that a table learns from, and what says so."""
        named: list[tuple[object, Resource | None]] = [
            (one.inputs.get("vpnGatewayId"), one)
            for one in self._inventory.referring(PROPAGATION, "routeTableId", table)
        ]
        resource = self._resource_of(table)
        if resource is not None:
            named += ((one, resource) for one in as_list(resource.inputs.get("propagatingVgws")))
        for value, by in named:
            gateway = self._inventory.get(self._inventory.named(value))
            if gateway is not None:
                yield gateway, by

    def _resource_of(self, table: str) -> Resource | None:
        """Return the resource that declares a table, or takes it over."""
        found = self._inventory.get(table)
        if found is not None:
            return found
        defaults = self._inventory.of_type(DEFAULT)
        return next((one for one in defaults if self._inventory.adopted(one) == table), None)

    def _declared(self, table: str) -> Iterator[tuple[Resource, Mapping[str, Any]]]:
        """Yield routes written within their table, and those written as resources of their own."""
        resource = self._resource_of(table)
        if resource is not None:
            for route in as_list(resource.inputs.get("routes")):
                yield resource, route
        for one in self._inventory.referring(ROUTE, "routeTableId", table):
            yield one, one.inputs

    def _blocks(self, route: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
        """Yield a route's blocks. A block of its own goes before the same one in a prefix list."""
        for key in ("destinationCidrBlock", "cidrBlock"):
            if isinstance(route.get(key), str):
                yield route[key], 2
        name = self._inventory.named(route.get("destinationPrefixListId"))
        if name is not None:
            for block in self._addresses.of_prefix_list(name):
                yield block, 1

    def _gateway_endpoints(self, table: str) -> Iterator[Resource]:
        """Yield the gateway endpoints that AWS routes to from a table.

        https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
        """
        for endpoint in self._inventory.referring(ENDPOINT, "routeTableIds", table):
            if endpoint.inputs.get("vpcEndpointType", "Gateway") == "Gateway":
                yield endpoint
        for one in self._inventory.referring(ENDPOINT_TABLE, "routeTableId", table):
            endpoint = self._inventory.get(self._inventory.named(one.inputs.get("vpcEndpointId")))
            if endpoint is not None:
                yield endpoint
