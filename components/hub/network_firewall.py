"""`NetworkFirewall`: what passes between systems, and out of the platform."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.inspection import RuleGroupPlan
from tenancy.naming import physical_name
from tenancy.stage.logging import PREFIXES


@dataclass(frozen=True, kw_only=True)
class NetworkFirewallArgs:
    """What `NetworkFirewall` needs: a subnet in each zone, rules, and where its logs go.

    `platform` are all of the platform's own blocks: what isn't in them is outside.
    """

    hub_name: str
    vpc_id: pulumi.Input[str]
    subnet_ids: Sequence[pulumi.Input[str]]
    rule_groups: Sequence[RuleGroupPlan]
    platform: Sequence[str]
    log_bucket: pulumi.Input[str]


class NetworkFirewall(pulumi.ComponentResource):
    """A firewall that drops what no rule has passed, of any protocol.

    Each packet goes to the stateful engine, which asks the rule groups in the order of their
    priority. `drop_established_app_layer` ends connections that have said who they want, unless a
    tenant's rule has passed that name; it waits for names that come in two packets.

    Its subnets and itself can't be removed while the protections are on. Alerts and flows are
    logged into the archive.

    `statuses` tells the endpoint of each zone, to be routed to.
    """

    statuses: pulumi.Output[Sequence[aws.networkfirewall.outputs.FirewallFirewallStatus]]

    def __init__(
        self, name: str, args: NetworkFirewallArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:hub:NetworkFirewall", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        references = [
            aws.networkfirewall.FirewallPolicyFirewallPolicyStatefulRuleGroupReferenceArgs(
                priority=group.priority,
                resource_arn=self._group(args, group),
            )
            for group in args.rule_groups
        ]
        policy = aws.networkfirewall.FirewallPolicy(
            name,
            name=physical_name("network-firewall", args.hub_name),
            firewall_policy=aws.networkfirewall.FirewallPolicyFirewallPolicyArgs(
                stateless_default_actions=["aws:forward_to_sfe"],
                stateless_fragment_default_actions=["aws:forward_to_sfe"],
                stateful_default_actions=[
                    "aws:drop_established_app_layer",
                    "aws:alert_established_app_layer",
                ],
                stateful_engine_options=(
                    aws.networkfirewall.FirewallPolicyFirewallPolicyStatefulEngineOptionsArgs(
                        rule_order="STRICT_ORDER", stream_exception_policy="REJECT"
                    )
                ),
                stateful_rule_group_references=references,
            ),
            tags={"Name": args.hub_name},
            opts=child,
        )
        firewall = aws.networkfirewall.Firewall(
            name,
            name=physical_name("network-firewall", args.hub_name),
            vpc_id=args.vpc_id,
            firewall_policy_arn=policy.arn,
            subnet_mappings=[
                aws.networkfirewall.FirewallSubnetMappingArgs(subnet_id=subnet_id)
                for subnet_id in args.subnet_ids
            ],
            delete_protection=True,
            subnet_change_protection=True,
            tags={"Name": args.hub_name},
            opts=child,
        )
        self.statuses = firewall.firewall_statuses
        logged = aws.networkfirewall.LoggingConfigurationLoggingConfigurationArgs(
            log_destination_configs=[
                aws.networkfirewall.LoggingConfigurationLoggingConfigurationLogDestinationConfigArgs(
                    log_type=kind,
                    log_destination_type="S3",
                    log_destination={
                        "bucketName": args.log_bucket,
                        # AWS puts the kind of log into the key by itself.
                        "prefix": PREFIXES["firewall"],
                    },
                )
                for kind in ("ALERT", "FLOW")
            ]
        )
        aws.networkfirewall.LoggingConfiguration(
            name, firewall_arn=firewall.arn, logging_configuration=logged, opts=child
        )
        self.register_outputs({})

    def _group(self, args: NetworkFirewallArgs, group: RuleGroupPlan) -> pulumi.Output[str]:
        """Make one rule group, and return its ARN."""
        own = aws.networkfirewall.RuleGroupRuleGroupRuleVariablesIpSetArgs(
            key="PLATFORM",
            ip_set=aws.networkfirewall.RuleGroupRuleGroupRuleVariablesIpSetIpSetArgs(
                definitions=list(args.platform)
            ),
        )
        return aws.networkfirewall.RuleGroup(
            group.name,
            name=physical_name("network-firewall", args.hub_name, group.name),
            type="STATEFUL",
            capacity=group.capacity,
            rule_group=aws.networkfirewall.RuleGroupRuleGroupArgs(
                rule_variables=aws.networkfirewall.RuleGroupRuleGroupRuleVariablesArgs(
                    ip_sets=[own]
                ),
                rules_source=aws.networkfirewall.RuleGroupRuleGroupRulesSourceArgs(
                    rules_string=group.rules
                ),
                stateful_rule_options=aws.networkfirewall.RuleGroupRuleGroupStatefulRuleOptionsArgs(
                    rule_order="STRICT_ORDER"
                ),
            ),
            tags={"Name": f"{args.hub_name}-{group.name}"},
            opts=pulumi.ResourceOptions(parent=self),
        ).arn
