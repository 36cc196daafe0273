"""`GovernmentLan`: the line between the platform and the government's own network."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.naming import physical_name
from tenancy.plan.hub import GovernmentLanPlan


@dataclass(frozen=True, kw_only=True)
class GovernmentLanArgs:
    """What `GovernmentLan` needs; `own_blocks` are announced to the far side."""

    hub_name: str
    plan: GovernmentLanPlan
    own_blocks: Sequence[str]
    transit_gateway_id: pulumi.Input[str]
    segment_table_id: pulumi.Input[str]


class GovernmentLan(pulumi.ComponentResource):
    """A Direct Connect gateway or a VPN at the transit gateway, in a segment of its own.

    The circuit of a Direct Connect is ordered from a carrier, and its virtual interface is
    attached to the gateway by hand, once; a VPN's keys are chosen by AWS and read from its console
    (https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-transit-gateways.html).

    `attachment_id`: to route to. `prefix_list_id` and `prefix_list_arn`: what lies behind the line,
    for security groups of tenants.
    """

    attachment_id: pulumi.Output[str]
    prefix_list_id: pulumi.Output[str]
    prefix_list_arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: GovernmentLanArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:hub:GovernmentLan", name, {}, opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)
        direct = args.plan.line == "direct-connect"
        self.attachment_id = self._direct_connect() if direct else self._vpn()
        aws.ec2transitgateway.RouteTableAssociation(
            name,
            transit_gateway_attachment_id=self.attachment_id,
            transit_gateway_route_table_id=args.segment_table_id,
            opts=self._child,
        )
        listed = aws.ec2.ManagedPrefixList(
            name,
            name=physical_name("prefix-list", args.hub_name, name),
            address_family="IPv4",
            # More blocks may be listed later: the number is what each security group reserves.
            max_entries=20,
            entries=[
                aws.ec2.ManagedPrefixListEntryArgs(cidr=block, description="behind the line")
                for block in args.plan.blocks
            ],
            tags={"Name": f"{args.hub_name}-{name}"},
            opts=self._child,
        )
        self.prefix_list_id, self.prefix_list_arn = listed.id, listed.arn
        self.register_outputs(
            {
                "attachment_id": self.attachment_id,
                "prefix_list_id": self.prefix_list_id,
                "prefix_list_arn": self.prefix_list_arn,
            }
        )

    def _direct_connect(self) -> pulumi.Output[str]:
        gateway = aws.directconnect.Gateway(
            self._name,
            name=physical_name("direct-connect-gateway", self._args.hub_name),
            amazon_side_asn=str(self._args.plan.asn),
            opts=self._child,
        )
        return aws.directconnect.GatewayAssociation(
            self._name,
            dx_gateway_id=gateway.id,
            associated_gateway_id=self._args.transit_gateway_id,
            allowed_prefixes=list(self._args.own_blocks),
            opts=self._child,
        ).transit_gateway_attachment_id

    def _vpn(self) -> pulumi.Output[str]:
        far_side = aws.ec2.CustomerGateway(
            self._name,
            type="ipsec.1",
            bgp_asn=str(self._args.plan.asn),
            ip_address=self._args.plan.gateway_address,
            tags={"Name": f"{self._args.hub_name}-{self._name}"},
            opts=self._child,
        )
        return aws.ec2.VpnConnection(
            self._name,
            type="ipsec.1",
            customer_gateway_id=far_side.id,
            transit_gateway_id=self._args.transit_gateway_id,
            tunnel1_ike_versions=["ikev2"],
            tunnel2_ike_versions=["ikev2"],
            tags={"Name": f"{self._args.hub_name}-{self._name}"},
            opts=self._child,
        ).transit_gateway_attachment_id
