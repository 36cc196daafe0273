"""`TenantAdmission`: the hub's side of a tenant's attachment, in the network account."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.plan import NetworkPlan
from tenancy.plan.hub import Segment


@dataclass(frozen=True, kw_only=True)
class TenantAdmissionArgs:
    """What `TenantAdmission` needs.

    `attachment_id` is what the tenant's account asks for; None where it isn't attached.
    `inspection_attachment_id` is needed where linked systems are reached through the firewall.
    `zone_id` is the tenant's private zone, once its account allows the hub's network in.
    """

    tenant_name: str
    plan: NetworkPlan
    attachment_id: pulumi.Input[str] | None
    table_ids: Mapping[Segment, pulumi.Input[str]]
    inspection_attachment_id: pulumi.Input[str] | None
    zone_id: pulumi.Input[str]
    shared_vpc_id: pulumi.Input[str]


class TenantAdmission(pulumi.ComponentResource):
    """Accepts a tenant's attachment, and gives it its segment and its ways back.

    The side of an attachment that AWS wants in the gateway's own account: acceptance, association
    and propagation (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html). A linked
    tenant gets the one route by which others of its segment reach it. The association of its
    private zone is made by the account that owns the resolver's network, after the tenant's
    account has authorized it
    (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-associate-vpcs-different-accounts.html).

    Everything here belongs to one tenant: no other tenant's resources change with it.
    """

    def __init__(
        self, name: str, args: TenantAdmissionArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:hub:TenantAdmission", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        if args.attachment_id is not None:
            accepted = aws.ec2transitgateway.VpcAttachmentAccepter(
                "hub",
                transit_gateway_attachment_id=args.attachment_id,
                transit_gateway_default_route_table_association=False,
                transit_gateway_default_route_table_propagation=False,
                tags={"Name": args.tenant_name},
                opts=child,
            )
            aws.ec2transitgateway.RouteTableAssociation(
                "hub",
                transit_gateway_attachment_id=accepted.id,
                transit_gateway_route_table_id=args.table_ids[args.plan.segment],
                opts=child,
            )
            for segment in args.plan.answered_by:
                aws.ec2transitgateway.RouteTablePropagation(
                    segment,
                    transit_gateway_attachment_id=accepted.id,
                    transit_gateway_route_table_id=args.table_ids[segment],
                    opts=child,
                )
        if args.plan.reached_through_inspection:
            aws.ec2transitgateway.Route(
                "links",
                transit_gateway_route_table_id=args.table_ids[args.plan.segment],
                destination_cidr_block=args.plan.cidr,
                transit_gateway_attachment_id=args.inspection_attachment_id,
                opts=child,
            )
        aws.route53.ZoneAssociation(
            "private-zone",
            zone_id=args.zone_id,
            vpc_id=args.shared_vpc_id,
            vpc_region=args.plan.region,
            opts=child,
        )
        self.register_outputs({})
