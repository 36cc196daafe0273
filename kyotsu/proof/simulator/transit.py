"""Transit gateways: which attachment a packet leaves by that came in by another one.

https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.addresses import Addresses
from kyotsu.proof.simulator.inventory import Inventory, as_list, part
from kyotsu.proof.simulator.packet import inside, prefix_length

GATEWAY: Final = "aws:ec2transitgateway/transitGateway:TransitGateway"
TABLE: Final = "aws:ec2transitgateway/routeTable:RouteTable"
ROUTE: Final = "aws:ec2transitgateway/route:Route"
LIST_REFERENCE: Final = "aws:ec2transitgateway/prefixListReference:PrefixListReference"
ASSOCIATION: Final = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation"
PROPAGATION: Final = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"
VPC_ATTACHMENT: Final = "aws:ec2transitgateway/vpcAttachment:VpcAttachment"
ACCEPTER: Final = "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter"
PEERING: Final = "aws:ec2transitgateway/peeringAttachment:PeeringAttachment"
PEERING_ACCEPTER: Final = (
    "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter"
)
VPN: Final = "aws:ec2/vpnConnection:VpnConnection"
DIRECT_CONNECT: Final = "aws:directconnect/gatewayAssociation:GatewayAssociation"
LINES: Final = {VPN: "transitGatewayId", DIRECT_CONNECT: "associatedGatewayId"}
"""What is a line to another network, and the property that names its transit gateway."""
ANYWHERE: Final = "0.0.0.0/0"
STATIC, LISTED, OF_VPC, OF_DIRECT_CONNECT, OF_VPN = 5, 4, 3, 2, 1


@dataclass(frozen=True, kw_only=True)
class TransitRoute:
    """One block's way out of a transit gateway's table."""

    block: str
    rank: int
    attachment: str | None
    """None for a blackhole."""
    resource: Resource | None
    learned: bool = False
    """Whether the far side of a line says by itself which blocks it has."""


class Transit:
    """All transit gateways of the graphs."""

    def __init__(self, inventory: Inventory, addresses: Addresses) -> None:
        self._inventory = inventory
        self._addresses = addresses
        self._known: dict[str, list[TransitRoute]] = {}

    def gateway_of(self, attachment: Resource) -> str | None:
        """Return the transit gateway of an attachment or a line."""
        key = LINES.get(attachment.type, "transitGatewayId")
        return self._inventory.named(attachment.inputs.get(key))

    def attachment_of(self, gateway: str, vpc: str) -> Resource | None:
        """Return a VPC's attachment to a gateway; it can have one."""
        for attachment in self._inventory.referring(VPC_ATTACHMENT, "vpcId", vpc):
            if self.gateway_of(attachment) == gateway:
                return attachment
        return None

    def lines(self) -> Iterator[Resource]:
        """Yield the lines that end at a transit gateway."""
        for token in LINES:
            for line in self._inventory.of_type(token):
                ends = self.gateway_of(line)
                there = self._inventory.get(ends)
                if ends is not None and (there is None or there.type == GATEWAY):
                    yield line

    def pending(self, attachment: Resource) -> bool:
        """Return whether an attachment still has to be accepted, so that nothing passes by it.

        https://docs.aws.amazon.com/vpc/latest/tgw/acccept-tgw-attach.html. Where it isn't known
        whose the two are, nobody has to.
        """
        key = "transitGatewayAttachmentId"
        if attachment.type == PEERING:
            # https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-accept-reject.html: always.
            return not self._inventory.referring(PEERING_ACCEPTER, key, attachment.urn)
        gateway = self._inventory.get(self.gateway_of(attachment))
        if attachment.type != VPC_ATTACHMENT or gateway is None:
            return False
        if gateway.inputs.get("autoAcceptSharedAttachments", "disable") == "enable":
            return False
        if not _are_told_apart(attachment.account, gateway.account):
            return False
        return not self._inventory.referring(ACCEPTER, key, attachment.urn)

    def peer_of(self, peering: Resource, gateway: str) -> str | None:
        """Return the gateway at the other end of a peering, or None if this isn't one of its ends.

        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
        """
        named = self._inventory.named
        keys = ("transitGatewayId", "peerTransitGatewayId")
        ends = [named(peering.inputs.get(key)) for key in keys]
        return ends[1 - ends.index(gateway)] if gateway in ends else None

    def knows_groups(self, attachment: Resource) -> bool:
        """Return whether receivers know by their groups who sends by an attachment.

        It is off for a gateway, and on for an attachment, unless they say otherwise
        (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security).
        """
        gateway = self._inventory.get(self.gateway_of(attachment))
        key = "securityGroupReferencingSupport"
        return (
            gateway is not None
            and gateway.inputs.get(key, "disable") == "enable"
            and attachment.inputs.get(key, "enable") == "enable"
        )

    def zones(self, attachment: Resource) -> Mapping[str, str]:
        """Return the subnets that an attachment has an interface in, by zone."""
        found: dict[str, str] = {}
        for value in as_list(attachment.inputs.get("subnetIds")):
            subnet = self._inventory.get(self._inventory.named(value))
            if subnet is not None:
                found[str(subnet.inputs.get("availabilityZone"))] = subnet.urn
        return found

    def association(self, attachment: Resource, gateway: str) -> tuple[str, Resource | None] | None:
        """Return the table in which a gateway looks up an attachment's packets, and what says so.

        A peering is at two gateways, and has a table at each.
        """
        found = self._inventory.referring(ASSOCIATION, "transitGatewayAttachmentId", attachment.urn)
        for association in found:
            table = self._inventory.named(association.inputs.get("transitGatewayRouteTableId"))
            if table is not None and self._is_at(table, gateway):
                return table, association
        table = self._by_default(attachment, "Association", gateway)
        return None if table is None else (table, None)

    def _is_at(self, table: str, gateway: str) -> bool:
        resource = self._inventory.get(table)
        if resource is None:
            return True
        return self._inventory.named(resource.inputs.get("transitGatewayId")) == gateway

    def choices(self, table: str, destination: IPv4Address) -> list[TransitRoute]:
        """Return the routes that a packet may take: none, one, or those that are equally good.

        The most specific wins; then static routes, prefix lists, and what VPCs, Direct Connect and
        VPNs propagate, in this order
        (https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview).
        What a line announces isn't known, so it may be the destination itself.
        """
        if table not in self._known:
            self._known[table] = list(self._all(table))
        found = [route for route in self._known[table] if inside(destination, route.block)]
        sure = [route for route in found if not route.learned]
        best = max(((prefix_length(one.block), one.rank) for one in sure), default=None)
        return [
            *(one for one in sure if (prefix_length(one.block), one.rank) == best),
            *(one for one in found if one.learned and not _is_exact(best)),
        ]

    def _all(self, table: str) -> Iterator[TransitRoute]:
        inventory = self._inventory
        for route in inventory.referring(ROUTE, "transitGatewayRouteTableId", table):
            block = route.inputs.get("destinationCidrBlock")
            if isinstance(block, str) and not self._leads_to_pending(route):
                yield TransitRoute(
                    block=block, rank=STATIC, attachment=self._target(route), resource=route
                )
        for route in inventory.referring(LIST_REFERENCE, "transitGatewayRouteTableId", table):
            if self._leads_to_pending(route):
                continue
            name = inventory.named(route.inputs.get("prefixListId")) or ""
            for block in self._addresses.of_prefix_list(name):
                yield TransitRoute(
                    block=block, rank=LISTED, attachment=self._target(route), resource=route
                )
        for name, resource in self._propagating(table):
            attachment = inventory.get(name)
            if attachment is None or attachment.type == PEERING or self.pending(attachment):
                continue
            if attachment.type != VPC_ATTACHMENT:
                rank = OF_VPN if attachment.type == VPN else OF_DIRECT_CONNECT
                yield TransitRoute(
                    block=ANYWHERE, rank=rank, attachment=name, resource=resource, learned=True
                )
                continue
            for block in self._addresses.of_vpc(inventory.named(attachment.inputs["vpcId"]) or ""):
                yield TransitRoute(block=block, rank=OF_VPC, attachment=name, resource=resource)

    def _leads_to_pending(self, route: Resource) -> bool:
        """Return whether a route leads to what nobody has accepted: it can't be made before."""
        target = self._inventory.get(self._target(route))
        return target is not None and self.pending(target)

    def _target(self, route: Resource) -> str | None:
        if route.inputs.get("blackhole"):
            return None
        return self._inventory.named(route.inputs.get("transitGatewayAttachmentId"))

    def _propagating(self, table: str) -> Iterator[tuple[str, Resource | None]]:
        """Yield the attachments whose blocks a table knows, and what says so."""
        inventory = self._inventory
        for one in inventory.referring(PROPAGATION, "transitGatewayRouteTableId", table):
            name = inventory.named(one.inputs.get("transitGatewayAttachmentId"))
            if name is not None:
                yield name, one
        for token in (VPC_ATTACHMENT, *LINES):
            for attachment in inventory.of_type(token):
                if self._by_default(attachment, "Propagation") == table:
                    yield attachment.urn, None

    def _by_default(self, attachment: Resource, what: str, at: str | None = None) -> str | None:
        """Return the table that AWS puts an attachment into unasked: the gateway's default one."""
        name = at or self.gateway_of(attachment)
        gateway = self._inventory.get(name)
        if gateway is None or name is None:
            return None
        if gateway.inputs.get(f"defaultRouteTable{what}", "enable") == "disable":
            return None
        if attachment.inputs.get(f"transitGatewayDefaultRouteTable{what}") is False:
            return None
        return part(name, "table")


def _are_told_apart(one: str | None, other: str | None) -> bool:
    """Return whether two accounts are certainly two: both numbers, or both yet to be made."""
    if one is None or other is None or one == other:
        return False
    return ("<<" in one) == ("<<" in other)


def _is_exact(best: tuple[int, int] | None) -> bool:
    return best is not None and best[0] == 32
