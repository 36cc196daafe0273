"""`EgressNat`: the one way from the platform to the internet, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.plan.hub import HubNetworkPlan


@dataclass(frozen=True, kw_only=True)
class EgressNatArgs:
    """What `EgressNat` needs: the egress network, and the blocks that replies go back to."""

    hub_name: str
    plan: HubNetworkPlan
    vpc_id: pulumi.Input[str]
    subnet_ids: Mapping[str, pulumi.Output[str]]
    table_ids: Mapping[str, pulumi.Output[str]]
    transit_gateway_id: pulumi.Input[str]
    supernets: Sequence[str]
    per_zone: bool


class EgressNat(pulumi.ComponentResource):
    """NAT gateways behind the inspection: one, or one in each zone.

    Nothing can be opened from the internet: NAT gateways take no connections, and nothing else is
    in the public tier.

    `public_ips` are the addresses that the platform is seen by, by zone letter.
    """

    public_ips: dict[str, pulumi.Output[str]]

    def __init__(
        self, name: str, args: EgressNatArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:hub:EgressNat", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        public, attachment = (
            next(tier for tier in args.plan.tiers if tier.name == wanted)
            for wanted in ("public", "attachment")
        )
        gateway = aws.ec2.InternetGateway(
            name, vpc_id=args.vpc_id, tags={"Name": f"{args.hub_name}-{name}"}, opts=child
        )
        nats: dict[str, pulumi.Output[str]] = {}
        self.public_ips = {}
        for subnet in public.subnets if args.per_zone else public.subnets[:1]:
            letter = subnet.zone[-1]
            label = {"Name": f"{args.hub_name}-nat-{letter}"}
            address = aws.ec2.Eip(f"nat-{letter}", domain="vpc", tags=label, opts=child)
            nats[letter] = aws.ec2.NatGateway(
                f"nat-{letter}",
                subnet_id=args.subnet_ids[subnet.name],
                allocation_id=address.id,
                tags=label,
                opts=pulumi.ResourceOptions(parent=self, depends_on=[gateway]),
            ).id
            self.public_ips[letter] = address.public_ip
        for subnet in attachment.subnets:
            aws.ec2.Route(
                f"{subnet.name}-nat",
                route_table_id=args.table_ids[subnet.name],
                destination_cidr_block="0.0.0.0/0",
                nat_gateway_id=nats.get(subnet.zone[-1], next(iter(nats.values()))),
                opts=child,
            )
        table_id = args.table_ids[public.subnets[0].name]
        aws.ec2.Route(
            "egress-public-internet",
            route_table_id=table_id,
            destination_cidr_block="0.0.0.0/0",
            gateway_id=gateway.id,
            opts=child,
        )
        for supernet in args.supernets:
            aws.ec2.Route(
                f"egress-public-{supernet}",
                route_table_id=table_id,
                destination_cidr_block=supernet,
                transit_gateway_id=args.transit_gateway_id,
                opts=child,
            )
        self.register_outputs({"public_ips": self.public_ips})
