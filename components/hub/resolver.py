"""`Resolver`: who answers for which names, between tenants and with the government LAN."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network

import pulumi
import pulumi_aws as aws

from tenancy.naming import physical_name
from tenancy.plan.hub import GovernmentLanPlan
from tenancy.plan.network import TierPlan

DNS = 53
PROTOCOLS = ("tcp", "udp")
# Fixed places in the endpoints' subnets, so that rules and the far side's servers can name them.
INBOUND, OUTBOUND = 10, 11


@dataclass(frozen=True, kw_only=True)
class ResolverArgs:
    """What `Resolver` needs: the tier that its addresses are in, and whom it asks."""

    hub_name: str
    vpc_id: pulumi.Input[str]
    block: str
    tier: TierPlan
    subnet_ids: Sequence[pulumi.Input[str]]
    private_domain: str
    government_lan: GovernmentLanPlan | None


class Resolver(pulumi.ComponentResource):
    """Endpoints that take in and send out name queries, and the rules on what is sent where.

    Tenants' private zones are associated with the network of the inbound endpoint, so a query for
    any of them is sent there; names of the government LAN are sent to its own servers. The rules
    reach the tenants by the DNS profile
    (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-outbound-queries.html).

    `rule_arns` by what the rule is for.
    """

    rule_arns: dict[str, pulumi.Output[str]]

    def __init__(
        self, name: str, args: ResolverArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:hub:Resolver", name, {}, opts)
        self._args, self._child = args, pulumi.ResourceOptions(parent=self)
        line = args.government_lan
        behind = line.blocks if line is not None and line.domains else ()
        group = aws.ec2.SecurityGroup(
            name,
            name=physical_name("security-group", args.hub_name, "resolver"),
            description="DNS: the platform's resolver endpoints",
            vpc_id=args.vpc_id,
            tags={"Name": f"{args.hub_name}-resolver"},
            opts=self._child,
        )
        self._rules(group.id, (args.block, *behind))
        self._endpoint("inbound", group.id, INBOUND)
        outbound = self._endpoint("outbound", group.id, OUTBOUND)
        platform = self._rule(
            "platform", args.private_domain, outbound, list(self._addresses(INBOUND))
        )
        self.rule_arns = {"platform": platform}
        if line is not None:
            for domain in line.domains:
                self.rule_arns[domain] = self._rule(domain, domain, outbound, line.name_servers)
        self.register_outputs({"rule_arns": self.rule_arns})

    def _addresses(self, place: int) -> Iterator[str]:
        for subnet in self._args.tier.subnets:
            yield str(IPv4Network(subnet.cidr)[place])

    def _endpoint(
        self, direction: str, group_id: pulumi.Output[str], place: int
    ) -> pulumi.Output[str]:
        addresses = zip(self._args.subnet_ids, self._addresses(place), strict=True)
        return aws.route53.ResolverEndpoint(
            direction,
            name=physical_name("resolver", self._args.hub_name, direction),
            direction=direction.upper(),
            security_group_ids=[group_id],
            ip_addresses=[
                aws.route53.ResolverEndpointIpAddressArgs(subnet_id=subnet_id, ip=address)
                for subnet_id, address in addresses
            ],
            tags={"Name": f"{self._args.hub_name}-{direction}"},
            opts=self._child,
        ).id

    def _rule(
        self, name: str, domain: str, endpoint_id: pulumi.Output[str], servers: Sequence[str]
    ) -> pulumi.Output[str]:
        return aws.route53.ResolverRule(
            name,
            name=physical_name("resolver", self._args.hub_name, name.replace(".", "-")),
            domain_name=domain,
            rule_type="FORWARD",
            resolver_endpoint_id=endpoint_id,
            target_ips=[
                aws.route53.ResolverRuleTargetIpArgs(ip=server, port=DNS) for server in servers
            ],
            tags={"Name": f"{self._args.hub_name}-{name}"},
            opts=self._child,
        ).arn

    def _rules(self, group_id: pulumi.Output[str], blocks: Sequence[str]) -> None:
        for protocol in PROTOCOLS:
            for block in blocks:
                name = f"dns-{block}-{protocol}"
                description = f"DNS by {protocol}"
                aws.vpc.SecurityGroupIngressRule(
                    name,
                    security_group_id=group_id,
                    description=description,
                    ip_protocol=protocol,
                    from_port=DNS,
                    to_port=DNS,
                    cidr_ipv4=block,
                    opts=self._child,
                )
                aws.vpc.SecurityGroupEgressRule(
                    name,
                    security_group_id=group_id,
                    description=description,
                    ip_protocol=protocol,
                    from_port=DNS,
                    to_port=DNS,
                    cidr_ipv4=block,
                    opts=self._child,
                )
