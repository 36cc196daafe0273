"""Networks, their subnets and their route tables.

https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
"""

from typing import Any, Final

from kyotsu.proof.network.reading.values import Reader
from kyotsu.proof.network.resources.gateways import (
    Block,
    Exclusion,
    GatewayAttachment,
    InternetGateway,
    Nat,
    Peering,
    PeeringAccepter,
    VirtualGateway,
)
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
from kyotsu.proof.network.resources.vpcs import DefaultVpc, Subnet, Vpc

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


def vpc(read: Reader) -> list[Thing]:
    """Read a network. IPv6 isn't modelled."""
    read.ipv6_by("assignGeneratedIpv6CidrBlock", "ipv6CidrBlock", "ipv6IpamPoolId")
    block = read.block(read.get("cidrBlock"), "cidrBlock")
    return [
        Vpc(
            **read.named,
            blocks=(block,) if block else (),
            account=read.resource.account,
            region=read.resource.region,
        )
    ]


def default_vpc(read: Reader) -> list[Thing]:
    """Read what takes over the network that AWS makes with an account."""
    return [DefaultVpc(**read.named)]


def subnet(read: Reader) -> list[Thing]:
    """Read a subnet."""
    read.ipv6_by("ipv6CidrBlock", "assignIpv6AddressOnCreation", "ipv6Native", "ipv6IpamPoolId")
    block = read.block(read.get("cidrBlock"), "cidrBlock")
    if not block:
        return []
    zone = read.get("availabilityZone")
    return [
        Subnet(
            **read.named,
            vpc=read.reference("vpcId"),
            block=block,
            zone=zone if isinstance(zone, str) else "",
        )
    ]


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


def _learnings(read: Reader) -> list[Thing]:
    gateways = read.references("propagatingVgws")
    return [Learning(**read.named, table=read.resource.urn, gateway=one) for one in gateways]


def learning(read: Reader) -> list[Thing]:
    """Read that a table learns what a virtual private gateway is told."""
    return [
        Learning(
            **read.named,
            table=read.reference("routeTableId"),
            gateway=read.reference("vpnGatewayId"),
        )
    ]


def _routes(read: Reader, urn: str, block: str) -> list[Thing]:
    return [
        found for row in read.rows("routes") if (found := _route(read, urn, row, block)) is not None
    ]


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


def internet_gateway(read: Reader) -> list[Thing]:
    """Read a gateway to the internet."""
    return [InternetGateway(**read.named, vpc=read.reference("vpcId"))]


def virtual_gateway(read: Reader) -> list[Thing]:
    """Read a virtual private gateway."""
    return [VirtualGateway(**read.named, vpc=read.reference("vpcId"))]


def gateway_attachment(read: Reader) -> list[Thing]:
    """Read what attaches a gateway to a network."""
    gateway = read.reference("internetGatewayId") or read.reference("vpnGatewayId")
    return [GatewayAttachment(**read.named, gateway=gateway, vpc=read.reference("vpcId"))]


def nat(read: Reader) -> list[Thing]:
    """Read a NAT gateway."""
    return [
        Nat(
            **read.named,
            subnet=read.reference("subnetId"),
            public=read.get("connectivityType") != "private",
        )
    ]


def prefix_list(read: Reader) -> list[Thing]:
    """Read a managed prefix list."""
    if read.get("addressFamily") == "IPv6":
        read.ipv6()
        return []
    blocks = (read.block(row.get("cidr"), "entries") for row in read.rows("entries"))
    return [PrefixList(**read.named, blocks=tuple(filter(None, blocks)))]


def peering(read: Reader) -> list[Thing]:
    """Read a peering of two networks."""
    return [
        Peering(
            **read.named,
            vpcs=(read.reference("vpcId"), read.reference("peerVpcId")),
            accepted=bool(read.get("autoAccept")),
        ),
    ]


def peering_accepter(read: Reader) -> list[Thing]:
    """Read the other side of a peering: it accepts only if it says so."""
    return [
        PeeringAccepter(
            **read.named,
            peering=read.reference("vpcPeeringConnectionId"),
            accepted=bool(read.get("autoAccept")),
        )
    ]


def public_block(read: Reader) -> list[Thing]:
    """Read what keeps internet gateways of an account's region shut."""
    return [
        Block(
            **read.named,
            account=read.resource.account,
            region=read.resource.region,
            mode=str(read.get("internetGatewayBlockMode")),
        )
    ]


def exclusion(read: Reader) -> list[Thing]:
    """Read which network, or which subnet, that doesn't hold for."""
    return [
        Exclusion(
            **read.named,
            vpc=read.reference("vpcId"),
            subnet=read.reference("subnetId"),
            mode=str(read.get("internetGatewayExclusionMode")),
        )
    ]
