"""`DnsProfile`: how tenants' networks resolve names, in one thing to associate with."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.naming import physical_name


@dataclass(frozen=True, kw_only=True)
class DnsProfileArgs:
    """What `DnsProfile` needs: forwarding rules and endpoints, and where queries are logged."""

    hub_name: str
    firewall_rule_group_arn: pulumi.Input[str]
    resolver_rule_arns: Mapping[str, pulumi.Input[str]]
    endpoint_arns: Mapping[str, pulumi.Input[str]]
    query_log_bucket_arn: pulumi.Input[str]


class DnsProfile(pulumi.ComponentResource):
    """A Route 53 profile with the DNS firewall, query logs, rules and the endpoints' names.

    A tenant's network is associated with this one thing, instead of with each of its parts, so a
    new rule or endpoint of the hub changes no tenant's stack
    (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profile-high-level-steps.html).
    All queries are logged into the archive.

    `id` and `arn` of the profile.
    """

    id: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: DnsProfileArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:hub:DnsProfile", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        profile = aws.route53.ProfilesProfile(
            name,
            name=physical_name("resolver", args.hub_name),
            tags={"Name": args.hub_name},
            opts=child,
        )
        self.id, self.arn = profile.id, profile.arn
        queries = aws.route53.ResolverQueryLogConfig(
            name,
            name=physical_name("resolver", args.hub_name, "queries"),
            destination_arn=pulumi.Output.format("{0}/dns", args.query_log_bucket_arn),
            tags={"Name": f"{args.hub_name}-queries"},
            opts=child,
        )
        self._put("firewall", args.firewall_rule_group_arn, child, priority=101)
        self._put("query-logs", queries.arn, child)
        for role, arn in args.resolver_rule_arns.items():
            self._put(f"rule-{role}", arn, child)
        for service, arn in args.endpoint_arns.items():
            self._put(f"endpoint-{service}", arn, child)
        self.register_outputs({"id": self.id, "arn": self.arn})

    def _put(
        self,
        role: str,
        arn: pulumi.Input[str],
        child: pulumi.ResourceOptions,
        *,
        priority: int | None = None,
    ) -> None:
        """Put one resource into the profile."""
        aws.route53.ProfilesResourceAssociation(
            role,
            name=role.replace(".", "-"),
            profile_id=self.id,
            resource_arn=arn,
            resource_properties=None if priority is None else f'{{"priority":{priority}}}',
            opts=child,
        )
