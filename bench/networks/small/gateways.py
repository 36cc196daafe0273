"""What lies at a network's border."""

from bench.networks.draft import ref
from bench.networks.small.maker import Maker, Vpc
from bench.networks.small.network import STACK


def add_gateways(make: Maker, vpc: Vpc) -> None:
    """Give a network what leads out of it, and what forbids that."""
    id_of = ref(vpc.resource)
    if make.chance(0.5):
        gateway = make.add("aws:ec2/internetGateway:InternetGateway", {"vpcId": id_of})
        vpc.ways.append({"gatewayId": ref(gateway)})
        vpc.gateways.append(gateway)
        if make.shape.nat and make.chance(0.5):
            nat = make.add("aws:ec2/natGateway:NatGateway", {"subnetId": ref(vpc.subnets[-1])})
            vpc.ways.append({"natGatewayId": ref(nat)})
        if make.chance(0.2):
            _ban(make, vpc)
    if make.chance(0.25):
        _virtual(make, vpc)
    if make.chance(0.2):
        make.add(
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            {
                "vpcId": id_of,
                "vpcEndpointType": "Gateway",
                "serviceName": "com.amazonaws.ap-northeast-1.s3",
                "routeTableIds": [ref(make.pick.choice(vpc.tables))],
            },
        )


def _ban(make: Maker, vpc: Vpc) -> None:
    ban = "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions"
    if not make.draft.all(STACK, ban):
        modes = ["block-bidirectional", "block-ingress", "off"]
        make.add(ban, {"internetGatewayBlockMode": make.pick.choice(modes)})
    if make.chance(0.5):
        modes = ["allow-bidirectional", "allow-egress"]
        make.add(
            "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion",
            {
                **make.pick.choice(
                    [
                        {"vpcId": ref(vpc.resource)},
                        {"subnetId": ref(make.pick.choice(vpc.subnets))},
                    ]
                ),
                "internetGatewayExclusionMode": make.pick.choice(modes),
            },
        )


def _virtual(make: Maker, vpc: Vpc) -> None:
    """End lines at a network, whose tables may learn what the far side announces."""
    direct = make.chance(0.5)
    attached = {"vpcId": ref(vpc.resource)}
    gateway = make.add("aws:ec2/vpnGateway:VpnGateway", attached if direct else {})
    if not direct:
        make.add(
            "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment",
            {**attached, "vpnGatewayId": ref(gateway)},
        )
    make.add("aws:ec2/vpnConnection:VpnConnection", {"vpnGatewayId": ref(gateway)})
    vpc.ways.append({"gatewayId": ref(gateway)})
    vpc.gateways.append(gateway)
    for table in vpc.tables:
        if make.chance(0.3):
            make.add(
                "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
                {"routeTableId": ref(table), "vpnGatewayId": ref(gateway)},
            )


def add_edges(make: Maker, vpc: Vpc) -> None:
    """Give gateways tables of their own, which may lead past a firewall or by it."""
    for gateway in vpc.gateways:
        if not make.chance(0.4):
            continue
        table = make.add("aws:ec2/routeTable:RouteTable", {"vpcId": ref(vpc.resource)})
        make.add(
            "aws:ec2/routeTableAssociation:RouteTableAssociation",
            {"gatewayId": ref(gateway), "routeTableId": ref(table)},
        )
        blocks = [vpc.block, *(one.inputs["cidrBlock"] for one in vpc.subnets)]
        firewall = vpc.firewall
        for block in blocks:
            if firewall is not None and make.chance(0.4):
                make.add(
                    "aws:ec2/route:Route",
                    {
                        "routeTableId": ref(table),
                        "destinationCidrBlock": block,
                        "vpcEndpointId": {"$unknown": True},
                    },
                    {"vpcEndpointId": [firewall]},
                )


def add_peering(make: Maker) -> None:
    """Peer two networks."""
    one, other = make.pick.sample(make.vpcs, 2)
    peering = make.add(
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        {
            "vpcId": ref(one.resource),
            "peerVpcId": ref(other.resource),
            **({"autoAccept": True} if make.chance(0.5) else {}),
        },
    )
    names = [peering]
    if make.chance(0.5):
        accepter = make.add(
            "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
            {"vpcPeeringConnectionId": ref(peering), "autoAccept": make.chance(0.7)},
        )
        names.append(accepter)
    for vpc in (one, other):
        vpc.ways.append({"vpcPeeringConnectionId": ref(make.pick.choice(names))})
