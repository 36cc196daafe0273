"""What AWS makes unasked with each VPC, taken over and left without any rule or route."""

import pulumi
import pulumi_aws as aws

CLOSED = {"Name": "closed-default"}


def close_group_and_table(name: str, vpc: aws.ec2.Vpc, child: pulumi.ResourceOptions) -> None:
    """Empty the default security group and the default route table of a VPC."""
    aws.ec2.DefaultSecurityGroup(
        name, vpc_id=vpc.id, ingress=[], egress=[], tags=CLOSED, opts=child
    )
    aws.ec2.DefaultRouteTable(
        name,
        default_route_table_id=vpc.default_route_table_id,
        routes=[],
        tags=CLOSED,
        opts=child,
    )


def close_acl(name: str, vpc: aws.ec2.Vpc, child: pulumi.ResourceOptions) -> None:
    """Empty the default network ACL of a VPC whose tiers have ACLs of their own."""
    aws.ec2.DefaultNetworkAcl(
        name,
        default_network_acl_id=vpc.default_network_acl_id,
        ingress=[],
        egress=[],
        tags=CLOSED,
        opts=child,
    )
