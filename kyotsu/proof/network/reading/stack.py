"""From a stack's graph to its part of the network."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, Final

from kyotsu.desired.graph import Graph, Resource
from kyotsu.proof.network.reading import balancers, filters, firewalls, services, transit, vpcs
from kyotsu.proof.network.reading.values import Reader, line_of, touched
from kyotsu.proof.network.resources.balancers import Balancer, Listener
from kyotsu.proof.network.resources.filters import Acl, AclAssociation, AclEntry, Group, GroupRule
from kyotsu.proof.network.resources.firewalls import Firewall, Policy, RuleGroup
from kyotsu.proof.network.resources.gateways import (
    Block,
    Exclusion,
    GatewayAttachment,
    GatewayLine,
    InternetGateway,
    Nat,
    Peering,
    PeeringAccepter,
    VirtualGateway,
)
from kyotsu.proof.network.resources.part import Part
from kyotsu.proof.network.resources.routes import (
    Association,
    GatewayAssociation,
    Learning,
    PrefixList,
    Route,
    Table,
)
from kyotsu.proof.network.resources.services import (
    Endpoint,
    ProfileLink,
    ResolverEndpoint,
    Share,
    ShareWith,
    Zone,
    ZoneLink,
)
from kyotsu.proof.network.resources.thing import Problem, Thing
from kyotsu.proof.network.resources.transit import (
    Accepter,
    Attachment,
    Propagation,
    Transit,
    TransitAssociation,
    TransitRoute,
    TransitTable,
)
from kyotsu.proof.network.resources.vpcs import DefaultVpc, Subnet, Vpc

READERS: Final[Mapping[str, Callable[[Reader], list[Thing]]]] = {
    "aws:ec2/vpc:Vpc": vpcs.vpc,
    "aws:ec2/defaultVpc:DefaultVpc": vpcs.default_vpc,
    "aws:ec2/subnet:Subnet": vpcs.subnet,
    "aws:ec2/routeTable:RouteTable": vpcs.table,
    "aws:ec2/defaultRouteTable:DefaultRouteTable": vpcs.default_table,
    "aws:ec2/route:Route": vpcs.route,
    "aws:ec2/routeTableAssociation:RouteTableAssociation": vpcs.association,
    "aws:ec2/internetGateway:InternetGateway": vpcs.internet_gateway,
    "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment": vpcs.gateway_attachment,
    "aws:ec2/vpnGateway:VpnGateway": vpcs.virtual_gateway,
    "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment": vpcs.gateway_attachment,
    "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation": vpcs.learning,
    "aws:ec2/natGateway:NatGateway": vpcs.nat,
    "aws:ec2/managedPrefixList:ManagedPrefixList": vpcs.prefix_list,
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": vpcs.peering,
    "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": vpcs.peering_accepter,
    "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": vpcs.public_block,
    "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion": vpcs.exclusion,
    "aws:ec2/networkAcl:NetworkAcl": filters.acl,
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": filters.default_acl,
    "aws:ec2/networkAclRule:NetworkAclRule": filters.acl_entry,
    "aws:ec2/networkAclAssociation:NetworkAclAssociation": filters.acl_association,
    "aws:ec2/securityGroup:SecurityGroup": filters.group,
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": filters.default_group,
    "aws:ec2/securityGroupRule:SecurityGroupRule": filters.classic_rule,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": filters.inward_rule,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": filters.outward_rule,
    "aws:lb/loadBalancer:LoadBalancer": balancers.balancer,
    "aws:lb/listener:Listener": balancers.listener,
    "aws:alb/loadBalancer:LoadBalancer": balancers.balancer,
    "aws:alb/listener:Listener": balancers.listener,
    "aws:ec2/vpcEndpoint:VpcEndpoint": services.endpoint,
    "aws:ec2transitgateway/transitGateway:TransitGateway": transit.gateway,
    "aws:ec2transitgateway/routeTable:RouteTable": transit.table,
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": transit.attachment,
    "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter": transit.accepter,
    "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": transit.peering,
    "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter": transit.accepter,
    "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": transit.association,
    "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation": transit.propagation,
    "aws:ec2transitgateway/route:Route": transit.route,
    "aws:ec2/vpnConnection:VpnConnection": transit.line,
    "aws:directconnect/gatewayAssociation:GatewayAssociation": transit.line,
    "aws:directconnect/privateVirtualInterface:PrivateVirtualInterface": (
        transit.virtual_interface
    ),
    "aws:networkfirewall/firewall:Firewall": firewalls.firewall,
    "aws:networkfirewall/firewallPolicy:FirewallPolicy": firewalls.policy,
    "aws:networkfirewall/ruleGroup:RuleGroup": firewalls.rule_group,
    "aws:route53/resolverEndpoint:ResolverEndpoint": services.resolver_endpoint,
    "aws:route53/zone:Zone": services.zone,
    "aws:route53/zoneAssociation:ZoneAssociation": services.zone_link,
    "aws:route53/profilesAssociation:ProfilesAssociation": services.profile_link,
    "aws:ram/resourceShare:ResourceShare": services.share,
    "aws:ram/principalAssociation:PrincipalAssociation": services.share_with,
}
"""What is modelled."""
HARMLESS: Final = frozenset(
    {
        "aws:directconnect/gateway:Gateway",
        "aws:ec2/customerGateway:CustomerGateway",
        "aws:ec2/eip:Eip",
        "aws:ec2/flowLog:FlowLog",
        "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
        "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
        "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions",
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:ec2/keyPair:KeyPair",
        "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
        "aws:ec2/vpnConnectionRoute:VpnConnectionRoute",
        "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
        "aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
        "aws:ec2/instance:Instance",
        "aws:lb/listenerCertificate:ListenerCertificate",
        "aws:lb/listenerRule:ListenerRule",
        "aws:lb/targetGroup:TargetGroup",
        "aws:lb/targetGroupAttachment:TargetGroupAttachment",
        "aws:lb/trustStore:TrustStore",
        "aws:lb/trustStoreRevocation:TrustStoreRevocation",
        "aws:alb/listenerCertificate:ListenerCertificate",
        "aws:alb/listenerRule:ListenerRule",
        "aws:alb/targetGroup:TargetGroup",
        "aws:alb/targetGroupAttachment:TargetGroupAttachment",
    }
)
"""What changes no packet's way: they are at an end of it, as any address of a subnet is in the
model, or they only record. To whom a load balancer passes on what it got is its owner's choice."""
CARRIERS: Final = (
    "aws:ec2/", "aws:vpc/", "aws:ec2transitgateway/", "aws:networkfirewall/", "aws:directconnect/",
    "aws:networkmanager/", "aws:vpclattice/", "aws:globalaccelerator/", "aws:lb/", "aws:alb/",
    "aws:elb/", "aws:appmesh/", "aws:ec2clientvpn/", "aws:verifiedaccess/", "aws:outposts/",
)  # fmt: skip
"""The packages whose types may carry packets: what isn't modelled of them is never held safe."""
ROLES: Final = ("log-archive", "security", "network")
"""The foundation's accounts: its stack's outputs tell them."""
_FIELDS: Final[Mapping[type[Thing], str]] = {
    Vpc: "vpcs",
    DefaultVpc: "default_vpcs",
    Subnet: "subnets",
    Table: "tables",
    Route: "routes",
    Association: "associations",
    Acl: "acls",
    AclEntry: "acl_entries",
    AclAssociation: "acl_associations",
    Group: "groups",
    GroupRule: "group_rules",
    PrefixList: "prefix_lists",
    InternetGateway: "internet_gateways",
    VirtualGateway: "virtual_gateways",
    GatewayAttachment: "gateway_attachments",
    GatewayLine: "gateway_lines",
    GatewayAssociation: "gateway_associations",
    Learning: "learnings",
    Nat: "nats",
    Balancer: "balancers",
    Listener: "listeners",
    Endpoint: "endpoints",
    Peering: "peerings",
    PeeringAccepter: "peering_accepters",
    Transit: "transits",
    TransitTable: "transit_tables",
    Attachment: "attachments",
    Accepter: "accepters",
    TransitAssociation: "transit_associations",
    Propagation: "propagations",
    TransitRoute: "transit_routes",
    Firewall: "firewalls",
    Policy: "policies",
    RuleGroup: "rule_groups",
    ResolverEndpoint: "resolver_endpoints",
    Zone: "zones",
    ZoneLink: "zone_links",
    ProfileLink: "profile_links",
    Share: "shares",
    ShareWith: "shares_with",
    Block: "public_blocks",
    Exclusion: "exclusions",
}


def read_stack(graph: Graph) -> Part:
    """Return what a stack adds to the network, and what of it can't be read or isn't modelled."""
    problems: list[Problem] = []
    things: defaultdict[str, list[Thing]] = defaultdict(list)
    for resource in graph.resources:
        read = READERS.get(resource.type)
        if read is not None:
            for thing in read(Reader(resource, problems)):
                things[_FIELDS[type(thing)]].append(thing)
        elif _may_carry(resource):
            problems.append(_unmodelled(resource, graph))
    found: dict[str, Any] = {name: tuple(values) for name, values in things.items()}
    return Part(
        stack=graph.stack,
        accounts=tuple(
            (role, value)
            for role in ROLES
            if isinstance(value := graph.outputs.get(f"{role.replace('-', '_')}_account_id"), str)
        ),
        problems=tuple(problems),
        **found,
    )


def _may_carry(resource: Resource) -> bool:
    return (
        resource.kind == "custom"
        and resource.type.startswith(CARRIERS)
        and resource.type not in HARMLESS
    )


def _unmodelled(resource: Resource, graph: Graph) -> Problem:
    return Problem(
        urn=resource.urn,
        line=line_of(resource),
        ja=f"{resource.type} は通信を運び得ますが、扱えません。",
        en=f"{resource.type} may carry packets and is not modelled.",
        touches=tuple(sorted(_all_touched(resource, graph))),
    )


def _all_touched(resource: Resource, graph: Graph) -> set[str]:
    """Return what a resource touches: also by what isn't read, such as a server."""
    found, left = {resource.urn}, [resource]
    while left:
        for urn in {*touched(left.pop())} - found:
            found.add(urn)
            there = graph.by_urn.get(urn)
            if there is not None and there.type not in READERS:
                left.append(there)
    return found
