"""Transit gateways, and lines that end there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bench.networks.draft import ref
from bench.networks.small.maker import Maker, Vpc
from bench.networks.small.network import ACCOUNT, ELSEWHERE
from kyotsu.desired.graph import Resource

SHORTER: Final = ("10.0.0.0/13", "10.0.0.0/25", "172.16.0.0/12")
"""Blocks that no other route has, so that none is there twice."""


def add_transit(make: Maker) -> None:
    """Connect the networks by a transit gateway or two, with a line to the far side."""
    if not make.chance(0.8):
        return
    first = _gateway(make)
    if make.chance(0.3):
        _peer(make, first, _gateway(make))


@dataclass(kw_only=True)
class _Gateway:
    resource: Resource
    tables: list[Resource]
    attached: list[str]


def _gateway(make: Maker) -> _Gateway:
    disabled = {"defaultRouteTableAssociation": "disable"}
    gateway = make.add(
        "aws:ec2transitgateway/transitGateway:TransitGateway",
        {
            **disabled,
            "defaultRouteTablePropagation": "disable",
            "autoAcceptSharedAttachments": "enable" if make.chance(0.2) else "disable",
        },
    )
    tables = [
        make.add(
            "aws:ec2transitgateway/routeTable:RouteTable",
            {"transitGatewayId": ref(gateway)},
        )
        for _ in range(make.pick.randint(1, 2))
    ]
    attached = [one for vpc in make.vpcs if (one := _attach(make, vpc, gateway)) is not None]
    if make.chance(0.6):
        line = make.add("aws:ec2/vpnConnection:VpnConnection", {"transitGatewayId": ref(gateway)})
        attached.append(ref(line, "transitGatewayAttachmentId"))
    made = _Gateway(resource=gateway, tables=tables, attached=attached)
    for attachment in attached:
        _associate(make, made, attachment)
    for table in tables:
        _lead(make, table, attached)
    return made


def _associate(make: Maker, gateway: _Gateway, attachment: str) -> None:
    if make.chance(0.9):
        make.add(
            "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation",
            {
                "transitGatewayAttachmentId": attachment,
                "transitGatewayRouteTableId": ref(make.pick.choice(gateway.tables)),
            },
        )


def _peer(make: Maker, one: _Gateway, other: _Gateway) -> None:
    """Peer two gateways: each side has a table of its own, and static routes only."""
    peering = make.add(
        "aws:ec2transitgateway/peeringAttachment:PeeringAttachment",
        {
            "transitGatewayId": ref(one.resource),
            "peerTransitGatewayId": ref(other.resource),
            "peerRegion": "ap-northeast-1",
        },
    )
    names = [ref(peering)]
    if make.chance(0.8):
        accepter = make.add(
            "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter",
            {"transitGatewayAttachmentId": ref(peering)},
        )
        names.append(ref(accepter))
    for gateway in (one, other):
        _associate(make, gateway, make.pick.choice(names))
        for table in gateway.tables:
            make.add(
                "aws:ec2transitgateway/route:Route",
                {
                    "transitGatewayRouteTableId": ref(table),
                    "destinationCidrBlock": make.pick.choice(SHORTER),
                    "transitGatewayAttachmentId": make.pick.choice(names),
                },
            )


def _attach(make: Maker, vpc: Vpc, gateway: Resource) -> str | None:
    if not make.chance(0.8):
        return None
    elsewhere = make.chance(0.3)
    doors = {one.inputs["availabilityZone"]: one for one in vpc.subnets}
    attachment = make.add(
        "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
        {
            "vpcId": ref(vpc.resource),
            "transitGatewayId": ref(gateway),
            "subnetIds": [ref(one) for one in doors.values()],
            "applianceModeSupport": make.pick.choice(["enable", "disable"]),
        },
        like=ELSEWHERE if elsewhere else ACCOUNT,
    )
    vpc.ways.append({"transitGatewayId": ref(gateway)})
    if elsewhere and make.chance(0.5):
        accepter = make.add(
            "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter",
            {"transitGatewayAttachmentId": ref(attachment)},
        )
        return ref(make.pick.choice([accepter, attachment]))
    return ref(attachment)


def _lead(make: Maker, table: Resource, attached: Sequence[str]) -> None:
    """Fill a transit gateway's table: what it learns, and what it is told."""
    id_of = ref(table)
    for attachment in attached:
        of_line = "VpcAttachment" not in attachment  # it may announce any address
        if make.chance(0.2 if of_line else 0.6):
            make.add(
                "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation",
                {
                    "transitGatewayAttachmentId": attachment,
                    "transitGatewayRouteTableId": id_of,
                },
            )
    for block in {make.block() for _ in range(make.pick.randint(0, 3))}:
        blackhole = not attached or make.chance(0.2)
        make.add(
            "aws:ec2transitgateway/route:Route",
            {
                "transitGatewayRouteTableId": id_of,
                "destinationCidrBlock": block,
                **(
                    {"blackhole": True}
                    if blackhole
                    else {"transitGatewayAttachmentId": make.pick.choice(attached)}
                ),
            },
        )
