"""`FirewallRoutes`: traffic into the inspection network meets the firewall, then leaves again."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.plan.hub import HubNetworkPlan


@dataclass(frozen=True, kw_only=True)
class FirewallRoutesArgs:
    """What `FirewallRoutes` needs; `endpoint_ids` are the firewall's, by zone."""

    plan: HubNetworkPlan
    table_ids: Mapping[str, pulumi.Output[str]]
    endpoint_ids: Mapping[str, pulumi.Input[str]]
    transit_gateway_id: pulumi.Input[str]


class FirewallRoutes(pulumi.ComponentResource):
    """In each zone from the attachment to that zone's firewall, and from there to the hub."""

    def __init__(
        self, name: str, args: FirewallRoutesArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:hub:FirewallRoutes", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        for tier in args.plan.tiers:
            if tier.name == "attachment":
                for subnet in tier.subnets:
                    aws.ec2.Route(
                        f"{subnet.name}-firewall",
                        route_table_id=args.table_ids[subnet.name],
                        destination_cidr_block="0.0.0.0/0",
                        vpc_endpoint_id=args.endpoint_ids[subnet.zone],
                        opts=child,
                    )
            else:
                aws.ec2.Route(
                    f"inspection-{tier.name}-hub",
                    route_table_id=args.table_ids[tier.subnets[0].name],
                    destination_cidr_block="0.0.0.0/0",
                    transit_gateway_id=args.transit_gateway_id,
                    opts=child,
                )
        self.register_outputs({})
