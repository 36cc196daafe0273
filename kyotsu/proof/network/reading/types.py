"""Which types of resources are read, by what, and which carry no packet."""

from collections.abc import Callable, Mapping
from typing import Final

from kyotsu.proof.network.reading import (
    acls,
    balancers,
    firewalls,
    gateways,
    routes,
    rule_groups,
    security_groups,
    services,
    transit,
    vpcs,
)
from kyotsu.proof.network.reading.values import Reader
from kyotsu.proof.network.resources.thing import Thing

READERS: Final[Mapping[str, Callable[[Reader], list[Thing]]]] = {
    "aws:ec2/vpc:Vpc": vpcs.vpc,
    "aws:ec2/defaultVpc:DefaultVpc": vpcs.default_vpc,
    "aws:ec2/subnet:Subnet": vpcs.subnet,
    "aws:ec2/routeTable:RouteTable": routes.table,
    "aws:ec2/defaultRouteTable:DefaultRouteTable": routes.default_table,
    "aws:ec2/route:Route": routes.route,
    "aws:ec2/routeTableAssociation:RouteTableAssociation": routes.association,
    "aws:ec2/internetGateway:InternetGateway": gateways.internet_gateway,
    "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment": gateways.gateway_attachment,
    "aws:ec2/vpnGateway:VpnGateway": gateways.virtual_gateway,
    "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment": gateways.gateway_attachment,
    "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation": routes.learning,
    "aws:ec2/natGateway:NatGateway": gateways.nat,
    "aws:ec2/managedPrefixList:ManagedPrefixList": routes.prefix_list,
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": gateways.peering,
    "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": gateways.peering_accepter,
    "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": gateways.public_block,
    "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion": gateways.exclusion,
    "aws:ec2/networkAcl:NetworkAcl": acls.acl,
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": acls.default_acl,
    "aws:ec2/networkAclRule:NetworkAclRule": acls.acl_entry,
    "aws:ec2/networkAclAssociation:NetworkAclAssociation": acls.acl_association,
    "aws:ec2/securityGroup:SecurityGroup": security_groups.group,
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": security_groups.default_group,
    "aws:ec2/securityGroupRule:SecurityGroupRule": security_groups.classic_rule,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": security_groups.inward_rule,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": security_groups.outward_rule,
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
    "aws:networkfirewall/ruleGroup:RuleGroup": rule_groups.rule_group,
    "aws:route53/resolverEndpoint:ResolverEndpoint": services.resolver_endpoint,
    "aws:route53/zone:Zone": services.zone,
    "aws:route53/zoneAssociation:ZoneAssociation": services.zone_link,
    "aws:route53/profilesAssociation:ProfilesAssociation": services.profile_link,
    "aws:ram/resourceShare:ResourceShare": services.share,
    "aws:ram/principalAssociation:PrincipalAssociation": services.share_with,
    "aws:ram/resourceAssociation:ResourceAssociation": services.shared,
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
        "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
        "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions",
        "aws:ec2/securityGroupAssociation:SecurityGroupAssociation",
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
