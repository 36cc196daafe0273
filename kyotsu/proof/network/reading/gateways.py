"""What lies at a network's border, and what keeps it shut.

https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html,
https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html,
https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
"""

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
from kyotsu.proof.network.resources.thing import Thing


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
