"""Route tables of networks, and who has them.

https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
"""

from typing import Any, Final

from kyotsu.proof.network.reading.values import Reader
from kyotsu.proof.network.resources.routes import (
    Association,
    GatewayAssociation,
    Learning,
    PrefixList,
    Route,
    Table,
    Target,
)
from kyotsu.proof.network.resources.thing import Thing

TARGETS: Final[dict[str, Target]] = {
    "transitGatewayId": "transit",
    "gatewayId": "gateway",
    "natGatewayId": "nat",
    "vpcEndpointId": "endpoint",
    "vpcPeeringConnectionId": "peering",
    "networkInterfaceId": "unknown",
    "carrierGatewayId": "unknown",
    "coreNetworkArn": "unknown",
    "localGatewayId": "unknown",
}


def table(read: Reader) -> list[Thing]:
    """Read a route table and the routes that are written in it."""
    return [
        Table(**read.named, vpc=read.reference("vpcId")),
        *_routes(read, read.resource.urn, "cidrBlock"),
        *_learnings(read),
    ]


def default_table(read: Reader) -> list[Thing]:
    """Read what takes over the table that AWS makes with a network."""
    network = read.reference("defaultRouteTableId").partition("#")[0]
    return [
        Table(**read.named, vpc=network, main=True),
        *_routes(read, read.resource.urn, "cidrBlock"),
        *_learnings(read),
    ]


def _routes(read: Reader, urn: str, block: str) -> list[Thing]:
    return [
        found for row in read.rows("routes") if (found := _route(read, urn, row, block)) is not None
    ]


def _learnings(read: Reader) -> list[Thing]:
    gateways = read.references("propagatingVgws")
    return [Learning(**read.named, table=read.resource.urn, gateway=one) for one in gateways]


def route(read: Reader) -> list[Thing]:
    """Read a route of its own."""
    found = _route(
        read, read.reference("routeTableId"), read.resource.inputs, "destinationCidrBlock"
    )
    return [] if found is None else [found]


def _route(read: Reader, table_urn: str, row: Any, block_name: str) -> Route | None:
    six = row.get("destinationIpv6CidrBlock") or row.get("ipv6CidrBlock")
    if six:
        read.ipv6()
    prefix_list = row.get("destinationPrefixListId")
    block = read.block(row.get(block_name), block_name)
    if not block and not prefix_list:
        if not six and row.get(block_name) is None:
            read.problem("経路に宛先がありません。", "the route has no destination.")
        return None
    kind: Target = "nowhere"
    target = ""
    for name, meant in TARGETS.items():
        if row.get(name):
            kind, target = meant, read.reference(name, row[name])
            if name in read.resource.property_dependencies and not isinstance(row[name], str):
                target = read.reference(name)
    if kind == "gateway" and target == "local":
        kind, target = "local", ""
    return Route(
        **read.named,
        table=table_urn,
        block=block,
        prefix_list=read.reference("destinationPrefixListId", prefix_list) if prefix_list else "",
        kind=kind,
        target=target,
    )


def association(read: Reader) -> list[Thing]:
    """Read which table a subnet, or a gateway, has."""
    if read.get("gatewayId"):
        return [
            GatewayAssociation(
                **read.named,
                table=read.reference("routeTableId"),
                gateway=read.reference("gatewayId"),
            )
        ]
    return [
        Association(
            **read.named, table=read.reference("routeTableId"), subnet=read.reference("subnetId")
        )
    ]


def learning(read: Reader) -> list[Thing]:
    """Read that a table learns what a virtual private gateway is told."""
    return [
        Learning(
            **read.named,
            table=read.reference("routeTableId"),
            gateway=read.reference("vpnGatewayId"),
        )
    ]


def prefix_list(read: Reader) -> list[Thing]:
    """Read a managed prefix list."""
    if read.get("addressFamily") == "IPv6":
        read.ipv6()
        return []
    blocks = (read.block(row.get("cidr"), "entries") for row in read.rows("entries"))
    return [PrefixList(**read.named, blocks=tuple(filter(None, blocks)))]
