"""Transit gateways, what is attached to them, and the lines that end there.

https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
"""

from collections.abc import Mapping

from kyotsu.proof.network.reading.values import Reader
from kyotsu.proof.network.resources.gateways import GatewayLine
from kyotsu.proof.network.resources.thing import Thing
from kyotsu.proof.network.resources.transit import (
    Accepter,
    Attachment,
    Propagation,
    Transit,
    TransitAssociation,
    TransitRoute,
    TransitTable,
)


def gateway(read: Reader) -> list[Thing]:
    """Read a transit gateway. What isn't said is as AWS makes it: associated and propagated."""
    return [
        Transit(
            **read.named,
            account=read.resource.account,
            associates=read.get("defaultRouteTableAssociation") != "disable",
            propagates=read.get("defaultRouteTablePropagation") != "disable",
            accepts=read.get("autoAcceptSharedAttachments") == "enable",
            references=read.get("securityGroupReferencingSupport") == "enable",
        )
    ]


def table(read: Reader) -> list[Thing]:
    """Read a route table of a gateway."""
    return [TransitTable(**read.named, transit=read.reference("transitGatewayId"))]


def attachment(read: Reader) -> list[Thing]:
    """Read the attachment of a network."""
    if read.get("ipv6Support") == "enable":
        read.ipv6(read.reference("vpcId"))
    return [
        Attachment(
            **read.named,
            transit=read.reference("transitGatewayId"),
            vpc=read.reference("vpcId"),
            account=read.resource.account,
            subnets=read.references("subnetIds"),
            appliance=read.get("applianceModeSupport") == "enable",
            associates=read.get("transitGatewayDefaultRouteTableAssociation") is not False,
            propagates=read.get("transitGatewayDefaultRouteTablePropagation") is not False,
        )
    ]


def peering(read: Reader) -> list[Thing]:
    """Read a peering of two gateways. What it learns by itself isn't modelled."""
    options = read.get("options")
    if isinstance(options, Mapping) and options.get("dynamicRouting") == "enable":
        read.problem("動的な経路は扱えません。", "dynamic routing is not modelled.")
    peer = read.reference("peerTransitGatewayId")
    if not peer:
        read.problem("相手のゲートウェイが分かりません。", "the peer is not known.")
        return []
    return [
        Attachment(
            **read.named,
            transit=read.reference("transitGatewayId"),
            peer=peer,
            account=read.resource.account,
        )
    ]


def line(read: Reader) -> list[Thing]:
    """Read a VPN connection, or what brings Direct Connect to a gateway.

    At a transit gateway it is an attachment; at a virtual private gateway it needs none.
    """
    if read.get("tunnelInsideIpVersion") == "ipv6":
        read.ipv6()
    virtual = read.reference("vpnGatewayId")
    ends = virtual or read.reference("transitGatewayId") or read.reference("associatedGatewayId")
    if not ends:
        read.problem(
            "どのゲートウェイにつながる回線か分かりません。",
            "at which gateway the line ends is not known.",
        )
        return []
    if virtual or "aws:ec2/vpnGateway:" in ends:
        return [GatewayLine(**read.named, gateway=ends)]
    return [Attachment(**read.named, transit=ends)]


def virtual_interface(read: Reader) -> list[Thing]:
    """Read a private virtual interface of Direct Connect: a line of its own, or one of a gateway's.

    What a Direct Connect gateway has comes by its associations, which are read for themselves.
    """
    if read.get("addressFamily") == "ipv6":
        read.ipv6()
    gateway = read.reference("vpnGatewayId")
    return [GatewayLine(**read.named, gateway=gateway)] if gateway else []


def accepter(read: Reader) -> list[Thing]:
    """Read the gateway's side of an attachment."""
    return [
        Accepter(
            **read.named,
            attachment=read.reference("transitGatewayAttachmentId"),
            associates=read.get("transitGatewayDefaultRouteTableAssociation") is not False,
            propagates=read.get("transitGatewayDefaultRouteTablePropagation") is not False,
        )
    ]


def association(read: Reader) -> list[Thing]:
    """Read which table decides on an attachment's packets."""
    return [
        TransitAssociation(
            **read.named,
            attachment=read.reference("transitGatewayAttachmentId"),
            table=read.reference("transitGatewayRouteTableId"),
        )
    ]


def propagation(read: Reader) -> list[Thing]:
    """Read which table knows an attachment's blocks."""
    return [
        Propagation(
            **read.named,
            attachment=read.reference("transitGatewayAttachmentId"),
            table=read.reference("transitGatewayRouteTableId"),
        )
    ]


def route(read: Reader) -> list[Thing]:
    """Read a static route."""
    block = read.block(read.get("destinationCidrBlock"), "destinationCidrBlock")
    if not block:
        return []
    return [
        TransitRoute(
            **read.named,
            table=read.reference("transitGatewayRouteTableId"),
            block=block,
            attachment=""
            if read.get("blackhole")
            else read.reference("transitGatewayAttachmentId"),
        )
    ]
