"""`NetworkTier`: the subnets of one tier, with the tier's route table and network ACL."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.network.acl_rules import AclRule, rules_for
from tenancy.plan import NetworkPlan, TierPlan

# AWS reads protocols back as numbers; writing "tcp" would show a difference at each preview.
NUMBERS = {"tcp": "6", "udp": "17"}


@dataclass(frozen=True, kw_only=True)
class NetworkTierArgs:
    """What `NetworkTier` needs: the tier, the network that it is part of, and its VPC."""

    tenant_name: str
    tier: TierPlan
    network: NetworkPlan
    vpc_id: pulumi.Input[str]


class NetworkTier(pulumi.ComponentResource):
    """Subnets in each zone, one route table and one network ACL.

    The route table starts with the VPC's own route only: a way out is added by whoever owns it.

    `subnet_ids` maps a subnet's name ("private-a") to its id, in the plan's order.
    """

    subnet_ids: dict[str, pulumi.Output[str]]
    route_table_id: pulumi.Output[str]

    def __init__(
        self, name: str, args: NetworkTierArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:network:NetworkTier", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        label = f"{args.tenant_name}-{args.tier.name}"
        table = aws.ec2.RouteTable(name, vpc_id=args.vpc_id, tags={"Name": label}, opts=child)
        self.route_table_id = table.id
        self.subnet_ids = {}
        for plan in args.tier.subnets:
            subnet = aws.ec2.Subnet(
                plan.name,
                vpc_id=args.vpc_id,
                cidr_block=plan.cidr,
                availability_zone=plan.zone,
                map_public_ip_on_launch=False,
                tags={"Name": f"{args.tenant_name}-{plan.name}", "Tier": args.tier.name},
                opts=child,
            )
            aws.ec2.RouteTableAssociation(
                plan.name, subnet_id=subnet.id, route_table_id=table.id, opts=child
            )
            self.subnet_ids[plan.name] = subnet.id
        rules = rules_for(args.tier.name, args.network)
        aws.ec2.NetworkAcl(
            name,
            vpc_id=args.vpc_id,
            subnet_ids=list(self.subnet_ids.values()),
            ingress=[_ingress(rule) for rule in rules.ingress],
            egress=[_egress(rule) for rule in rules.egress],
            tags={"Name": label},
            opts=child,
        )
        self.register_outputs(
            {"subnet_ids": self.subnet_ids, "route_table_id": self.route_table_id}
        )


def _ingress(rule: AclRule) -> aws.ec2.NetworkAclIngressArgs:
    return aws.ec2.NetworkAclIngressArgs(
        rule_no=rule.number,
        action="allow" if rule.allow else "deny",
        protocol=NUMBERS[rule.protocol],
        cidr_block=rule.cidr,
        from_port=rule.ports[0],
        to_port=rule.ports[1],
    )


def _egress(rule: AclRule) -> aws.ec2.NetworkAclEgressArgs:
    return aws.ec2.NetworkAclEgressArgs(
        rule_no=rule.number,
        action="allow" if rule.allow else "deny",
        protocol=NUMBERS[rule.protocol],
        cidr_block=rule.cidr,
        from_port=rule.ports[0],
        to_port=rule.ports[1],
    )
