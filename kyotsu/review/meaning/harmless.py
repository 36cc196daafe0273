"""Types whose changes say nothing about security by themselves: what matters is elsewhere.

A network's addresses are the plan's, a subscription's target is its topic's policy's, and so on.
What is destroyed or replaced is told as a danger whatever its type is.
"""

from typing import Final

HARMLESS: Final = frozenset(
    {
        "aws:cloudwatch/dashboard:Dashboard",
        "aws:costexplorer/costCategory:CostCategory",
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
