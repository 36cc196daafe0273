"""`HubAttachment`: the tenant's side of what connects its network with the hub."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True, kw_only=True)
class HubAttachmentArgs:
    """What `HubAttachment` needs.

    `subnet_ids` are those of the attachment tier; without any, the network isn't attached, but
    its names are resolved by the hub all the same.
    """

    tenant_name: str
    vpc_id: pulumi.Input[str]
    region: str
    subnet_ids: Sequence[pulumi.Input[str]]
    private_zone_name: str
    transit_gateway_id: pulumi.Input[str]
    shared_vpc_id: pulumi.Input[str]
    dns_profile_id: pulumi.Input[str]


class HubAttachment(pulumi.ComponentResource):
    """An attachment to the transit gateway, a private zone, and the hub's DNS profile.

    The tenant's account asks: the attachment works once the network account accepts it, and the
    zone is known to the hub once the network account associates it (`TenantAdmission`). The
    profile brings the DNS firewall, query logs, the platform's forwarding rules and the names of
    central endpoints (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html).

    `attachment_id` is None where there is none. `authorized_zone_id` is the zone's id, known when
    the hub's network may be associated with it.
    """

    attachment_id: pulumi.Output[str] | None
    authorized_zone_id: pulumi.Output[str]

    def __init__(
        self, name: str, args: HubAttachmentArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:network:HubAttachment", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.attachment_id = None
        if args.subnet_ids:
            self.attachment_id = aws.ec2transitgateway.VpcAttachment(
                name,
                transit_gateway_id=args.transit_gateway_id,
                vpc_id=args.vpc_id,
                subnet_ids=list(args.subnet_ids),
                tags={"Name": args.tenant_name},
                opts=child,
            ).id
        zone = aws.route53.Zone(
            name,
            name=args.private_zone_name,
            comment=f"{args.tenant_name}: names within the platform",
            vpcs=[aws.route53.ZoneVpcArgs(vpc_id=args.vpc_id, vpc_region=args.region)],
            # The hub's network is associated from its own account, and would be taken out here.
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=["vpcs"]),
        )
        self.authorized_zone_id = aws.route53.VpcAssociationAuthorization(
            name,
            zone_id=zone.zone_id,
            vpc_id=args.shared_vpc_id,
            vpc_region=args.region,
            opts=child,
        ).zone_id
        aws.route53.ProfilesAssociation(
            name,
            name=args.tenant_name,
            profile_id=args.dns_profile_id,
            resource_id=args.vpc_id,
            tags={"Name": args.tenant_name},
            opts=child,
        )
        self.register_outputs(
            {
                "attachment_id": self.attachment_id,
                "authorized_zone_id": self.authorized_zone_id,
            }
        )
