"""Which resources can carry packets in ways that the simulator doesn't know."""

from collections.abc import Iterator
from typing import Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator import (
    acls,
    addresses,
    balancers,
    border,
    firewall,
    groups,
    routes,
    transit,
)
from kyotsu.proof.simulator.inventory import ACCEPTED, ADOPTED, Inventory

PLACES: Final = ("aws:ec2/", "aws:vpc/", "aws:ec2transitgateway/", "aws:networkfirewall/")
MORE: Final = (
    "aws:directconnect/gatewayAssociationProposal:GatewayAssociationProposal",
    "aws:networkmanager/vpcAttachment:VpcAttachment",
    "aws:networkmanager/transitGatewayPeering:TransitGatewayPeering",
    "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation",
)
"""Of other places, what joins networks."""
KNOWN: Final = frozenset(
    {
        *ACCEPTED,
        *ADOPTED,
        *groups.RULES.values(),
        groups.GROUP,
        groups.CLASSIC_RULE,
        acls.ACL,
        acls.RULE,
        acls.ASSOCIATION,
        addresses.PREFIX_LIST,
        addresses.PREFIX_LIST_ENTRY,
        addresses.SECONDARY,
        border.GATEWAY,
        border.ATTACHMENT,
        border.VIRTUAL,
        border.VIRTUAL_ATTACHMENT,
        border.BAN,
        border.EXCLUSION,
        firewall.FIREWALL,
        "aws:networkfirewall/firewallPolicy:FirewallPolicy",
        "aws:networkfirewall/ruleGroup:RuleGroup",
        routes.TABLE,
        routes.ROUTE,
        routes.ASSOCIATION,
        routes.MAIN,
        routes.PROPAGATION,
        routes.ENDPOINT,
        routes.ENDPOINT_TABLE,
        transit.GATEWAY,
        transit.TABLE,
        transit.ROUTE,
        transit.LIST_REFERENCE,
        transit.ASSOCIATION,
        transit.PROPAGATION,
        transit.VPC_ATTACHMENT,
        transit.PEERING,
        transit.VPN,
        "aws:ec2/vpc:Vpc",
        "aws:ec2/defaultVpc:DefaultVpc",
        "aws:ec2/subnet:Subnet",
        "aws:ec2/natGateway:NatGateway",
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        "aws:ec2/customerGateway:CustomerGateway",
        "aws:ec2/vpnConnectionRoute:VpnConnectionRoute",
    }
)
HARMLESS: Final = frozenset(
    {
        "aws:ec2/eip:Eip",
        "aws:ec2/flowLog:FlowLog",
        "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
        "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
        "aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
    }
)
"""What carries no packet and stops none."""


class Unmodelled:
    """What the simulator can't follow, by the resources that it touches."""

    def __init__(self, inventory: Inventory) -> None:
        self._touching: dict[str, Resource] = {}
        for resource in found_in(inventory):
            for urn in inventory.mentioned(resource):
                self._touching.setdefault(urn, resource)
                there = inventory.get(urn)
                if there is not None and there.type in balancers.BALANCERS:
                    for subnet in inventory.mentioned(there):
                        self._touching.setdefault(subnet, resource)

    def at(self, *names: str) -> Resource | None:
        """Return a resource that isn't modelled and refers to one of those named, if one does."""
        return next((self._touching[name] for name in names if name in self._touching), None)


def found_in(inventory: Inventory) -> Iterator[Resource]:
    """Yield the resources of networks that aren't modelled."""
    for token, resources in inventory.types().items():
        network = token.startswith(PLACES) or token in MORE
        if network and token not in KNOWN | HARMLESS:
            yield from resources
        elif token in balancers.BALANCERS:
            for one in resources:
                if one.inputs.get("loadBalancerType") == "gateway":
                    yield one
