"""`TransitHub`: the transit gateway of a stage, with one route table a segment."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.plan.hub import Segment
from tenancy.stage.network import PLATFORM_ASN


@dataclass(frozen=True, kw_only=True)
class TransitHubArgs:
    """What `TransitHub` needs; `hub_name` begins the names of its parts."""

    hub_name: str
    segments: Sequence[Segment]
    protect: bool


class TransitHub(pulumi.ComponentResource):
    """A transit gateway that connects and routes nothing by itself.

    Without default tables, an attachment reaches nothing until it is accepted, associated with its
    segment's table, and routed to
    (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html).

    `id` and `arn` of the gateway; `table_ids` by segment.
    """

    id: pulumi.Output[str]
    arn: pulumi.Output[str]
    table_ids: dict[Segment, pulumi.Output[str]]

    def __init__(
        self, name: str, args: TransitHubArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:hub:TransitHub", name, {}, opts)
        gateway = aws.ec2transitgateway.TransitGateway(
            name,
            description=f"{args.hub_name}: all traffic between networks of the platform",
            amazon_side_asn=PLATFORM_ASN,
            auto_accept_shared_attachments="disable",
            default_route_table_association="disable",
            default_route_table_propagation="disable",
            dns_support="enable",
            vpn_ecmp_support="enable",
            tags={"Name": args.hub_name},
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        self.id = gateway.id
        self.arn = gateway.arn
        self.table_ids = {
            segment: aws.ec2transitgateway.RouteTable(
                segment,
                transit_gateway_id=gateway.id,
                tags={"Name": f"{args.hub_name}-{segment}"},
                opts=pulumi.ResourceOptions(parent=self),
            ).id
            for segment in args.segments
        }
        self.register_outputs({"id": self.id, "arn": self.arn, "table_ids": self.table_ids})
