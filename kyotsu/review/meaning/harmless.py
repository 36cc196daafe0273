"""Types whose changes say nothing about security by themselves: what matters is elsewhere.

A network's addresses are the plan's, a subscription's target is its topic's policy's, and so on.
What is destroyed or replaced is told as a danger whatever its type is.
"""

from typing import Final

HARMLESS: Final = frozenset(
    {
        "aws:account/alternativeContact:AlternativeContact",
        "aws:costexplorer/costAllocationTag:CostAllocationTag",
        "aws:directconnect/gateway:Gateway",
        "aws:ec2/vpcIpam:VpcIpam",
        "aws:ec2/vpcIpamPool:VpcIpamPool",
        "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr",
        "aws:ec2transitgateway/routeTable:RouteTable",
        "aws:ram/resourceShareAccepter:ResourceShareAccepter",
        "aws:identitystore/group:Group",
        "aws:route53/profilesProfile:ProfilesProfile",
        "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup",
        "aws:bcmdata/export:Export",
        "aws:cloudwatch/dashboard:Dashboard",
        "aws:costexplorer/costCategory:CostCategory",
        "aws:ec2/defaultVpc:DefaultVpc",
        "aws:ec2/eip:Eip",
        "aws:ec2/networkAclAssociation:NetworkAclAssociation",
        "aws:ec2/vpc:Vpc",
        "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
        "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
        "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
        "aws:iam/instanceProfile:InstanceProfile",
        "aws:kms/alias:Alias",
        "aws:organizations/organizationalUnit:OrganizationalUnit",
    }
)
