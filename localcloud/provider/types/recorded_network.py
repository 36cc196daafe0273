"""Only recorded: what shares, plans and filters networks."""

from __future__ import annotations

from typing import Any

from localcloud.provider.context import Context
from localcloud.provider.types._recorded import arn_of, only
from localcloud.provider.vocabulary import Props

_IPAM = "moto has no VPC IPAM"
_FIREWALL = "moto has no policies and rule groups of Network Firewall"
_DNS_FIREWALL = "moto has no DNS firewall"
_RAM = "moto shares nothing between accounts"
_CROSS = "moto links no two accounts"
_TABLES = "moto's tables of transit gateways take no attachment of another account"
_PROFILES = "moto has no Route 53 profiles"
_LINES = "moto ends no line to another network"


def _firewall_statuses(context: Context, _: Props) -> Any:
    """Return an endpoint for each subnet of a firewall, in the subnet's zone."""
    ids = [mapping["subnetId"] for mapping in context.inputs.get("subnetMappings") or ()]
    subnets = context.call_to("ec2", "describe_subnets", SubnetIds=ids)["Subnets"]
    states = [
        {
            "availabilityZone": subnet["AvailabilityZone"],
            "attachments": [
                {
                    "subnetId": subnet["SubnetId"],
                    "endpointId": f"vpce-{context.digest[:12]}{subnet['SubnetId'][-5:]}",
                }
            ],
        }
        for subnet in subnets
    ]
    return [{"syncStates": states}]


ENTRIES = [
    only(
        "aws:ram/resourceShare:ResourceShare",
        _RAM,
        id=arn_of("ram", "resource-share/{hash}"),
        arn="{id}",
        name="name",
        tags=True,
    ),
    only(
        "aws:ram/principalAssociation:PrincipalAssociation",
        _RAM,
        id="{resourceShareArn},{principal}",
        replace=("resourceShareArn", "principal"),
    ),
    only(
        "aws:ram/resourceAssociation:ResourceAssociation",
        _RAM,
        id="{resourceShareArn},{resourceArn}",
        replace=("resourceShareArn", "resourceArn"),
    ),
    only(
        "aws:ram/resourceShareAccepter:ResourceShareAccepter",
        _RAM,
        id="{shareArn}",
        replace=("shareArn",),
    ),
    only("aws:ram/sharingWithOrganization:SharingWithOrganization", _RAM, regional=False),
    only(
        "aws:ec2/vpcIpam:VpcIpam",
        _IPAM,
        id="ipam-{hash}",
        arn=arn_of("ec2", "ipam/{id}"),
        tags=True,
        outputs={"privateDefaultScopeId": "ipam-scope-{hash}"},
    ),
    only(
        "aws:ec2/vpcIpamPool:VpcIpamPool",
        _IPAM,
        id="ipam-pool-{hash}",
        arn=arn_of("ec2", "ipam-pool/{id}"),
        replace=("addressFamily", "ipamScopeId", "locale", "sourceIpamPoolId"),
        tags=True,
    ),
    only(
        "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr",
        _IPAM,
        id="{cidr}_{ipamPoolId}",
        replace=("cidr", "ipamPoolId"),
    ),
    only(
        "aws:networkfirewall/ruleGroup:RuleGroup",
        _FIREWALL,
        id=arn_of("network-firewall", "stateful-rulegroup/{name}"),
        arn="{id}",
        name="name",
        replace=("type", "capacity"),
        tags=True,
    ),
    only(
        "aws:networkfirewall/firewallPolicy:FirewallPolicy",
        _FIREWALL,
        id=arn_of("network-firewall", "firewall-policy/{name}"),
        arn="{id}",
        name="name",
        tags=True,
    ),
    only(
        "aws:networkfirewall/firewall:Firewall",
        _FIREWALL,
        id=arn_of("network-firewall", "firewall/{name}"),
        arn="{id}",
        name="name",
        replace=("vpcId", "transitGatewayId"),
        tags=True,
        outputs={"firewallStatuses": _firewall_statuses},
    ),
    only(
        "aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
        _FIREWALL,
        id="{firewallArn}",
        replace=("firewallArn",),
    ),
    only(
        "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
        _DNS_FIREWALL,
        id="rslvr-fdl-{hash}",
        arn=arn_of("route53resolver", "firewall-domain-list/{id}"),
        name="name",
        tags=True,
    ),
    only(
        "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup",
        _DNS_FIREWALL,
        id="rslvr-frg-{hash}",
        arn=arn_of("route53resolver", "firewall-rule-group/{id}"),
        name="name",
        tags=True,
    ),
    only(
        "aws:route53/resolverFirewallRule:ResolverFirewallRule",
        _DNS_FIREWALL,
        replace=("firewallRuleGroupId", "firewallDomainListId"),
    ),
    only(
        "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
        _DNS_FIREWALL,
        id="rslvr-frgassoc-{hash}",
        arn=arn_of("route53resolver", "firewall-rule-group-association/{id}"),
        replace=("firewallRuleGroupId", "vpcId"),
        tags=True,
    ),
    only(
        "aws:route53/resolverFirewallConfig:ResolverFirewallConfig",
        _DNS_FIREWALL,
        id="rslvr-fc-{hash}",
        replace=("resourceId",),
    ),
    only(
        "aws:route53/zoneAssociation:ZoneAssociation",
        _CROSS,
        id="{zoneId}:{vpcId}",
        replace=("zoneId", "vpcId", "vpcRegion"),
        regional=False,
    ),
    only(
        "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter",
        _CROSS,
        id="{transitGatewayAttachmentId}",
        replace=("transitGatewayAttachmentId",),
        tags=True,
    ),
    only(
        "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation",
        _TABLES,
        id="{transitGatewayRouteTableId}_{transitGatewayAttachmentId}",
        replace=("transitGatewayRouteTableId", "transitGatewayAttachmentId"),
    ),
    only(
        "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation",
        _TABLES,
        id="{transitGatewayRouteTableId}_{transitGatewayAttachmentId}",
        replace=("transitGatewayRouteTableId", "transitGatewayAttachmentId"),
    ),
    only(
        "aws:ec2transitgateway/route:Route",
        _TABLES,
        id="{transitGatewayRouteTableId}_{destinationCidrBlock}",
        replace=(
            "transitGatewayRouteTableId",
            "destinationCidrBlock",
            "transitGatewayAttachmentId",
            "blackhole",
        ),
    ),
    only(
        "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization",
        _CROSS,
        id="{zoneId}:{vpcId}",
        replace=("zoneId", "vpcId", "vpcRegion"),
        regional=False,
    ),
    only(
        "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig",
        "moto keeps no tags of query logging",
        id="rqlc-{hash}",
        arn=arn_of("route53resolver", "resolver-query-log-config/{id}"),
        name="name",
        replace=("destinationArn",),
        tags=True,
    ),
    only(
        "aws:route53/profilesProfile:ProfilesProfile",
        _PROFILES,
        id="rp-{hash}",
        arn=arn_of("route53profiles", "profile/{id}"),
        name="name",
        tags=True,
    ),
    only(
        "aws:route53/profilesAssociation:ProfilesAssociation",
        _PROFILES,
        id="rpassoc-{hash}",
        arn=arn_of("route53profiles", "profile-association/{id}"),
        name="name",
        replace=("profileId", "resourceId"),
        tags=True,
    ),
    only(
        "aws:route53/profilesResourceAssociation:ProfilesResourceAssociation",
        _PROFILES,
        id="rpr-{hash}",
        name="name",
        replace=("profileId", "resourceArn"),
    ),
    only(
        "aws:directconnect/gateway:Gateway",
        _LINES,
        arn="arn:{partition}:directconnect::{account}:dx-gateway/{id}",
        name="name",
        replace=("amazonSideAsn",),
        regional=False,
        tags=True,
    ),
    only(
        "aws:directconnect/gatewayAssociation:GatewayAssociation",
        _LINES,
        replace=("dxGatewayId", "associatedGatewayId"),
        outputs={"transitGatewayAttachmentId": "tgw-attach-{hash}"},
    ),
    only(
        "aws:ec2/customerGateway:CustomerGateway",
        _LINES,
        id="cgw-{hash}",
        arn=arn_of("ec2", "customer-gateway/{id}"),
        replace=("type", "bgpAsn", "ipAddress"),
        tags=True,
    ),
    only(
        "aws:ec2/vpnConnection:VpnConnection",
        _LINES,
        id="vpn-{hash}",
        arn=arn_of("ec2", "vpn-connection/{id}"),
        replace=("type",),
        tags=True,
        outputs={"transitGatewayAttachmentId": "tgw-attach-{hash}"},
    ),
]
