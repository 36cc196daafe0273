"""`HubVpc`: one of the hub's own networks, attached to the transit gateway."""

from collections.abc import Collection
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.network.closed_defaults import close_group_and_table
from tenancy.plan.hub import HubNetworkPlan
from tenancy.plan.network import TierName


@dataclass(frozen=True, kw_only=True)
class HubVpcArgs:
    """What `HubVpc` needs.

    `zonal` are the tiers in which each zone has a route table of its own. `segment_table_id` is
    the table that says where traffic from this network may go.
    """

    hub_name: str
    plan: HubNetworkPlan
    flow_log_bucket_arn: pulumi.Input[str]
    transit_gateway_id: pulumi.Input[str]
    segment_table_id: pulumi.Input[str]
    zonal: Collection[TierName] = ()
    appliance_mode: bool = False


class HubVpc(pulumi.ComponentResource):
    """A VPC with its subnets, flow log and attachment; routes are added by whoever owns it.

    AWS's default group and route table are emptied. The default network ACL is left as it is, and
    lets through all: these networks carry what the firewall, the groups and the route tables
    decide on, and a stateless list could only repeat them.

    Appliance mode keeps both directions of a connection in one zone's firewall
    (https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html).

    `subnet_ids` and `table_ids` are by subnet name; `attachment_id` is ready to be routed to.
    """

    vpc_id: pulumi.Output[str]
    subnet_ids: dict[str, pulumi.Output[str]]
    table_ids: dict[str, pulumi.Output[str]]
    attachment_id: pulumi.Output[str]

    def __init__(
        self, name: str, args: HubVpcArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:hub:HubVpc", name, {}, opts)
        self._child = pulumi.ResourceOptions(parent=self)
        label = f"{args.hub_name}-{name}"
        vpc = aws.ec2.Vpc(
            name,
            cidr_block=args.plan.cidr,
            enable_dns_support=True,
            enable_dns_hostnames=True,
            tags={"Name": label},
            opts=self._child,
        )
        self.vpc_id = vpc.id
        aws.ec2.FlowLog(
            name,
            vpc_id=vpc.id,
            traffic_type="ALL",
            log_destination_type="s3",
            log_destination=args.flow_log_bucket_arn,
            max_aggregation_interval=60,
            tags={"Name": label},
            opts=self._child,
        )
        close_group_and_table(name, vpc, self._child)
        self.subnet_ids = {}
        self.table_ids = {}
        self._subnets(args)
        attachment = aws.ec2transitgateway.VpcAttachment(
            name,
            transit_gateway_id=args.transit_gateway_id,
            vpc_id=vpc.id,
            subnet_ids=self.of_tier(args.plan, "attachment"),
            appliance_mode_support="enable" if args.appliance_mode else "disable",
            transit_gateway_default_route_table_association=False,
            transit_gateway_default_route_table_propagation=False,
            tags={"Name": label},
            opts=self._child,
        )
        self.attachment_id = attachment.id
        aws.ec2transitgateway.RouteTableAssociation(
            name,
            transit_gateway_attachment_id=attachment.id,
            transit_gateway_route_table_id=args.segment_table_id,
            opts=self._child,
        )
        self.register_outputs(
            {
                "vpc_id": self.vpc_id,
                "subnet_ids": self.subnet_ids,
                "table_ids": self.table_ids,
                "attachment_id": self.attachment_id,
            }
        )

    def of_tier(self, plan: HubNetworkPlan, name: TierName) -> list[pulumi.Output[str]]:
        """Return the ids of a tier's subnets, in the plan's order."""
        (tier,) = (tier for tier in plan.tiers if tier.name == name)
        return [self.subnet_ids[subnet.name] for subnet in tier.subnets]

    def _subnets(self, args: HubVpcArgs) -> None:
        for tier in args.plan.tiers:
            shared = None if tier.name in args.zonal else self._table(args, tier.name)
            for plan in tier.subnets:
                subnet = aws.ec2.Subnet(
                    plan.name,
                    vpc_id=self.vpc_id,
                    cidr_block=plan.cidr,
                    availability_zone=plan.zone,
                    map_public_ip_on_launch=False,
                    tags={"Name": f"{args.hub_name}-{plan.name}", "Tier": tier.name},
                    opts=self._child,
                )
                table_id = shared or self._table(args, f"{tier.name}-{plan.zone[-1]}")
                aws.ec2.RouteTableAssociation(
                    plan.name, subnet_id=subnet.id, route_table_id=table_id, opts=self._child
                )
                self.subnet_ids[plan.name] = subnet.id
                self.table_ids[plan.name] = table_id

    def _table(self, args: HubVpcArgs, role: str) -> pulumi.Output[str]:
        name = f"{args.plan.name}-{role}"
        return aws.ec2.RouteTable(
            name,
            vpc_id=self.vpc_id,
            tags={"Name": f"{args.hub_name}-{name}"},
            opts=self._child,
        ).id
