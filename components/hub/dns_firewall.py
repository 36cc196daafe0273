"""`DnsFirewall`: which names can be looked up at all."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.naming import physical_name


@dataclass(frozen=True, kw_only=True)
class DnsFirewallArgs:
    """What `DnsFirewall` needs: the domains that are declared, with `*.` for all below one."""

    hub_name: str
    domains: Sequence[str]


class DnsFirewall(pulumi.ComponentResource):
    """Answers that a name doesn't exist, unless it was declared.

    Otherwise data could leave within queries, past every other control. The list is one of the
    whole stage: that a tenant can look up what another one declared gives it no way there. A
    declared name may lead on to others by CNAME
    (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html).

    `arn` of the rule group.
    """

    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: DnsFirewallArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:hub:DnsFirewall", name, {}, opts)
        self._args, self._child = args, pulumi.ResourceOptions(parent=self)
        group = aws.route53.ResolverFirewallRuleGroup(
            name,
            name=physical_name("resolver", args.hub_name, "names"),
            tags={"Name": f"{args.hub_name}-names"},
            opts=self._child,
        )
        self.arn = group.arn
        aws.route53.ResolverFirewallRule(
            "declared",
            name="declared",
            firewall_rule_group_id=group.id,
            firewall_domain_list_id=self._list("declared", args.domains),
            firewall_domain_redirection_action="TRUST_REDIRECTION_DOMAIN",
            priority=100,
            action="ALLOW",
            opts=self._child,
        )
        aws.route53.ResolverFirewallRule(
            "undeclared",
            name="undeclared",
            firewall_rule_group_id=group.id,
            firewall_domain_list_id=self._list("everything", ["*"]),
            priority=200,
            action="BLOCK",
            block_response="NXDOMAIN",
            opts=self._child,
        )
        self.register_outputs({"arn": self.arn})

    def _list(self, role: str, domains: Sequence[str]) -> pulumi.Output[str]:
        return aws.route53.ResolverFirewallDomainList(
            role,
            name=physical_name("resolver", self._args.hub_name, role),
            domains=list(domains),
            tags={"Name": f"{self._args.hub_name}-{role}"},
            opts=self._child,
        ).id
