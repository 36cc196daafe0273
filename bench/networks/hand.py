"""The hand that plants: it opens one control at a time, in one of the ways that people would."""

import random
from collections.abc import Mapping
from typing import Any

from bench.networks.draft import Draft, ref, stack_of
from bench.networks.fleet import ACL, GROUP, TABLE, Site, SoundFleet
from kyotsu.desired.graph import Resource

ANYWHERE = "0.0.0.0/0"
ROUTE = "aws:ec2/route:Route"
TRANSIT_ROUTE = "aws:ec2transitgateway/route:Route"
PROPAGATION = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"
ASSOCIATION = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation"
PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList"
RULE_GROUP = "aws:networkfirewall/ruleGroup:RuleGroup"
POLICY = "aws:networkfirewall/firewallPolicy:FirewallPolicy"
TARGETS = (
    "gatewayId",
    "natGatewayId",
    "transitGatewayId",
    "vpcEndpointId",
    "vpcPeeringConnectionId",
)
FIRST_SID = 4_200_000_000
"""Above the numbers of all tenants' rules, which are their addresses."""


class Hand:
    """Changes a copy of a sound fleet, by chance where there are several ways."""

    def __init__(self, fleet: SoundFleet, pick: random.Random) -> None:
        self.fleet = fleet
        self.pick = pick
        self.draft: Draft = fleet.draft.copy()
        self._count = 0

    def name(self) -> str:
        """Return a name for a new resource."""
        self._count += 1
        return f"planted-{self._count}"

    def now(self, resource: Resource) -> Resource:
        """Return a resource as it is by now."""
        return self.draft.resources(stack_of(resource))[resource.urn]

    def acl(self, site: Site, tier: str, direction: str, block: str, port: int) -> None:
        """Let TCP on a port through a tier's ACL: from or to a block, or just everything."""
        acl = self.now(site.tier(ACL, tier))
        rules: list[dict[str, Any]] = list(acl.inputs[direction])
        taken = {rule["ruleNo"] for rule in rules}
        number = self.pick.choice([one for one in range(1, 100) if one not in taken])
        everything = self.pick.random() < 0.3
        rule = {
            "ruleNo": number,
            "action": "allow",
            "protocol": "-1" if everything else "6",
            "cidrBlock": ANYWHERE if everything else block,
            "fromPort": 0 if everything else port,
            "toPort": 0 if everything else port,
        }
        rules.insert(self.pick.randint(0, len(rules)), rule)
        self.draft.change(acl, **{direction: rules})

    def acl_entry(self, site: Site, tier: str, direction: str, block: str, port: int) -> None:
        """Let TCP on a port through a tier's ACL, by an entry that is a resource of its own.

        As its resource would take that out again, all its entries become resources.
        """
        acl = self.now(site.tier(ACL, tier))
        for way in ("ingress", "egress"):
            for rule in acl.inputs.get(way, ()):
                self._entry(site, acl, way, rule)
        self.draft.change(acl, ingress=None, egress=None)
        taken = {rule["ruleNo"] for rule in acl.inputs.get(direction, ())}
        number = self.pick.choice([one for one in range(1, 100) if one not in taken])
        rule: dict[str, Any] = {
            "ruleNo": number,
            "action": "allow",
            "protocol": self.pick.choice(["6", "-1"]),
            "cidrBlock": block,
            "fromPort": port,
            "toPort": port,
        }
        self._entry(site, acl, direction, rule)

    def _entry(self, site: Site, acl: Resource, way: str, rule: Mapping[str, Any]) -> None:
        kept = {key: value for key, value in rule.items() if key not in ("ruleNo", "action")}
        inputs = {
            **kept,
            "networkAclId": ref(acl),
            "ruleNumber": rule["ruleNo"],
            "ruleAction": rule["action"],
            "egress": way == "egress",
        }
        kind = "aws:ec2/networkAclRule:NetworkAclRule"
        self.draft.add(site.stack, kind, self.name(), inputs, like=acl)

    def group(
        self,
        stack: str,
        group: Resource,
        direction: str,
        block: str,
        port: int,
        *,
        exact: bool = False,
    ) -> None:
        """Let TCP on a port through a group: from or to a block, a list of it, or everybody."""
        ports = self.pick.choice(
            [
                {"ipProtocol": "tcp", "fromPort": port, "toPort": port},
                {"ipProtocol": "tcp", "fromPort": max(port - 10, 0), "toPort": port + 10},
                {"ipProtocol": "-1"},
            ]
        )
        way = self.pick.choice(["block"] if exact else ["block", "everybody", "list", "inline"])
        kind = "Ingress" if direction == "ingress" else "Egress"
        if way == "inline":
            protocol = ports["ipProtocol"]
            rule = {
                "protocol": protocol,
                "fromPort": ports.get("fromPort", 0),
                "toPort": ports.get("toPort", 0),
                "cidrBlocks": [block],
            }
            now = self.now(group)
            self.draft.change(now, **{direction: [*now.inputs.get(direction, ()), rule]})
            return
        ends: dict[str, Any] = {"cidrIpv4": ANYWHERE if way == "everybody" else block}
        if way == "list":
            ends = {"prefixListId": ref(self.listed(stack, block))}
        token = f"aws:vpc/securityGroup{kind}Rule:SecurityGroup{kind}Rule"
        rule = {"securityGroupId": ref(group), **ports, **ends}
        self.draft.add(stack, token, self.name(), rule, like=group)

    def listed(self, stack: str, block: str) -> Resource:
        """Return a new prefix list that has a block in it."""
        name = self.name()
        inputs = {
            "name": name,
            "addressFamily": "IPv4",
            "maxEntries": 5,
            "entries": [{"cidr": block}],
        }
        like = self.draft.all(stack, GROUP)[0]
        return self.draft.add(stack, PREFIX_LIST, name, inputs, like=like)

    def route(self, stack: str, table: Resource, block: str, **target: Any) -> None:
        """Lead a block's packets from a VPC's table; a route that was there leads there now."""
        for route in self.draft.all(stack, ROUTE):
            same = route.inputs.get("routeTableId") == ref(table)
            if same and route.inputs.get("destinationCidrBlock") == block:
                gone: dict[str, Any] = dict.fromkeys(TARGETS)
                self.draft.change(route, **{**gone, **target})
                return
        inputs = {"routeTableId": ref(table), "destinationCidrBlock": block, **target}
        self.draft.add(stack, ROUTE, self.name(), inputs, like=table)

    def tenant_route(self, site: Site, block: str, **target: Any) -> None:
        """Lead a block's packets from a tenant's private tier; to the hub, if nothing is said."""
        target = target or {"transitGatewayId": ref(self.fleet.transit)}
        self.route(site.stack, site.tier(TABLE, "private"), block, **target)

    def transit_route(
        self, stack: str, table: Resource, block: str, attachment: str | None
    ) -> None:
        """Lead a block's packets from a transit gateway's table, in place of what leads it now."""
        for one in self.draft.stacks:
            for route in self.draft.all(one, TRANSIT_ROUTE):
                same = route.inputs.get("transitGatewayRouteTableId") == ref(table)
                if same and route.inputs.get("destinationCidrBlock") == block:
                    self.draft.remove(route)
        inputs: dict[str, Any] = {
            "transitGatewayRouteTableId": ref(table),
            "destinationCidrBlock": block,
            "blackhole": attachment is None,
        }
        if attachment is not None:
            inputs["transitGatewayAttachmentId"] = attachment
        self.draft.add(stack, TRANSIT_ROUTE, self.name(), inputs, like=table)

    def propagate(self, site: Site, table: Resource) -> None:
        """Make a tenant's attachment known in a table of the transit gateway."""
        assert site.attachment is not None
        inputs = {
            "transitGatewayAttachmentId": ref(site.attachment),
            "transitGatewayRouteTableId": ref(table),
        }
        for one in self.draft.all(site.stack, PROPAGATION):
            if one.inputs["transitGatewayRouteTableId"] == ref(table):
                return
        self.draft.add(site.stack, PROPAGATION, self.name(), inputs, like=table)

    def associate(self, stack: str, attachment: str, table: Resource) -> None:
        """Move an attachment, or what stands for it, to another table of the transit gateway."""
        for one in self.draft.all(stack, ASSOCIATION):
            if one.inputs["transitGatewayAttachmentId"] == attachment:
                self.draft.change(one, transitGatewayRouteTableId=ref(table))
                return
        raise KeyError(attachment)

    def firewall(self, *rules: str) -> None:
        """Put rules before those of one of the tenants' groups, or after them."""
        groups = self.draft.all(self.fleet.stage, RULE_GROUP)
        group = self.pick.choice([one for one in groups if one.name.startswith("tenants-")])
        body: dict[str, Any] = dict(group.inputs["ruleGroup"])
        lines = body["rulesSource"]["rulesString"].splitlines()
        place = self.pick.choice([0, len(lines)])
        for rule in rules:
            self._count += 1
            lines.insert(place, f"{rule[:-1]} sid:{FIRST_SID + self._count}; rev:1;)")
        body["rulesSource"] = {"rulesString": "\n".join(lines)}
        self.draft.change(group, ruleGroup=body)

    def stateless(self, *rules: tuple[str, dict[str, Any]]) -> None:
        """Let the firewall's stateless engine ask rules first: actions with what they match."""
        policy = self.draft.find(self.fleet.stage, POLICY)
        written = [
            {"priority": place, "ruleDefinition": {"actions": [action], "matchAttributes": match}}
            for place, (action, match) in enumerate(rules, 1)
        ]
        self.pick.shuffle(written)  # they are asked by their priorities
        source = {"statelessRulesAndCustomActions": {"statelessRules": written}}
        inputs = {"type": "STATELESS", "ruleGroup": {"rulesSource": source}}
        group = self.draft.add(self.fleet.stage, RULE_GROUP, self.name(), inputs, like=policy)
        body: dict[str, Any] = dict(policy.inputs["firewallPolicy"])
        body["statelessRuleGroupReferences"] = [{"priority": 1, "resourceArn": ref(group, "arn")}]
        self.draft.change(policy, firewallPolicy=body)

    def lets_out(self, site: Site, block: str, port: int) -> None:
        """Let a tenant's servers send to a block: by their group and by the ACLs on the way."""
        self.group(site.stack, site.group("application"), "egress", block, port)
        self.acl(site, "private", "egress", block, port)
        if site.attachment is not None:
            self.acl(site, "attachment", "ingress", site.block, port)

    def lets_in(self, site: Site, block: str, port: int, *, by_hub: bool = True) -> None:
        """Let a tenant's servers get what a block sends: by the ACLs on the way and their group."""
        self.group(site.stack, site.group("application"), "ingress", block, port)
        self.acl(site, "private", "ingress", block, port)
        if by_hub and site.attachment is not None:
            self.acl(site, "attachment", "egress", site.block, port)
