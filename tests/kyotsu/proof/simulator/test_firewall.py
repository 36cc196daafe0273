"""Firewalls: the order of rules, names, defaults, and what an endpoint remembers."""

from typing import Any

import pytest

from kyotsu.desired.graph import Resource
from tests.kyotsu.proof.simulator.building import Net, ref

A, OUTSIDE = "10.0.0.5", "203.0.113.1"
REPLIES = "pass tcp any any -> any any (flow:established,to_client; sid:11;)"
CLOSED = "drop tcp any any -> any any (flow:not_established,to_server; sid:13;)"
NAMED = (
    'pass tls $HOME_NET any -> any 443 (tls.sni; content:"api.example.go.jp"; startswith;'
    " endswith; nocase; flow:to_server; sid:2;)"
)
HANDSHAKE = "pass tcp $HOME_NET any -> any 443 (flow:not_established,to_server; sid:1;)"


class Guarded(Net):
    """A VPC whose way to the internet, and back, is by a firewall."""

    def __init__(self) -> None:
        super().__init__()
        self.home = self.vpc("home", "10.0.0.0/16")
        self.a = self.subnet(self.home, "a", "10.0.0.0/24")
        self.wall = self.subnet(self.home, "wall", "10.0.1.0/24")
        self.gateway = self.internet_gateway(self.home)
        self.policy = self.add(
            "aws:networkfirewall/firewallPolicy:FirewallPolicy", "policy", firewallPolicy={}
        )
        self.firewall = self.add(
            "aws:networkfirewall/firewall:Firewall",
            "firewall",
            vpcId=ref(self.home),
            firewallPolicyArn=ref(self.policy, "arn"),
            subnetMappings=[{"subnetId": ref(self.wall)}],
        )
        self.to_firewall(self.a, "0.0.0.0/0")
        self.route(self.wall, "0.0.0.0/0", gatewayId=ref(self.gateway))
        self.edge = self.add("aws:ec2/routeTable:RouteTable", "edge", vpcId=ref(self.home))
        self.add(
            "aws:ec2/routeTableAssociation:RouteTableAssociation",
            "edge",
            gatewayId=ref(self.gateway),
            routeTableId=ref(self.edge),
        )
        self.add(
            "aws:ec2/route:Route",
            "edge",
            {"vpcEndpointId": [self.firewall]},
            routeTableId=ref(self.edge),
            destinationCidrBlock="10.0.0.0/24",
            vpcEndpointId={"$unknown": True},
        )

    def to_firewall(self, subnet: Resource, block: str) -> None:
        self.route(
            subnet, block, {"vpcEndpointId": [self.firewall]}, vpcEndpointId={"$unknown": True}
        )

    def rules(
        self,
        *texts: str,
        default: str = "aws:drop_established_app_layer",
        order: str | None = "STRICT_ORDER",
        **sources: Any,
    ) -> None:
        """Give the policy rule groups, one a text, in the order of their priority."""
        groups = [{"rulesString": text} for text in texts] + [sources] * bool(sources)
        references: list[dict[str, Any]] = []
        for number, source in enumerate(groups):
            group = self.add(
                "aws:networkfirewall/ruleGroup:RuleGroup",
                f"group-{number}",
                ruleGroup={"rulesSource": source},
            )
            references.append({"priority": number, "resourceArn": ref(group, "arn")})
        self.draft.change(
            self.policy,
            firewallPolicy={
                "statelessDefaultActions": ["aws:forward_to_sfe"],
                "statefulDefaultActions": [default],
                "statefulEngineOptions": {"ruleOrder": order} if order else None,
                # What comes first in the list isn't what is asked first.
                "statefulRuleGroupReferences": references[::-1],
            },
        )


@pytest.fixture
def net() -> Guarded:
    return Guarded()


def test_rules_are_asked_by_priority_and_the_first_decides(net: Guarded) -> None:
    net.rules("pass tcp any any -> any 443 (sid:1;)", CLOSED, REPLIES)
    assert net.send(A, OUTSIDE, sender=net.a).answered
    assert net.send(A, OUTSIDE, 80, sender=net.a).end.text == "group-1: rule 13 drops it"


def test_in_the_default_order_every_pass_goes_before_every_drop(net: Guarded) -> None:
    drop = "drop tcp any any -> any any (sid:1;)"
    net.rules(drop, "pass tcp any any -> any 443 (sid:2;)", REPLIES, order=None)
    assert net.send(A, OUTSIDE, sender=net.a).delivered
    assert not net.send(A, OUTSIDE, 80, sender=net.a).delivered


@pytest.mark.parametrize(
    ("default", "delivered"),
    [
        ("aws:drop_strict", False),
        ("aws:drop_established", True),
        ("aws:drop_established_app_layer", True),
        ("aws:alert_strict", True),
    ],
)
def test_what_no_rule_is_about_meets_the_default(
    net: Guarded, default: str, delivered: bool
) -> None:
    net.rules("alert tcp any any -> any any (sid:1;)", default=default)
    journey = net.send(A, OUTSIDE, sender=net.a)
    assert journey.delivered is delivered
    # Only the handshake passes a firewall that drops what is established.
    assert journey.answered is (default == "aws:alert_strict")


class TestNames:
    def test_a_name_that_is_passed_can_have_any_address(self, net: Guarded) -> None:
        net.rules(HANDSHAKE, NAMED, CLOSED, REPLIES)
        journey = net.send(A, OUTSIDE, sender=net.a)
        assert journey.answered
        assert any("as tls api.example.go.jp" in hop.text for hop in journey.hops)

    def test_without_the_handshake_the_name_is_never_said(self, net: Guarded) -> None:
        net.rules(NAMED, CLOSED, REPLIES)
        assert net.send(A, OUTSIDE, sender=net.a).end.text == "group-1: rule 13 drops it"

    def test_without_a_name_nothing_follows_the_handshake(self, net: Guarded) -> None:
        net.rules(HANDSHAKE, CLOSED, REPLIES)
        journey = net.send(A, OUTSIDE, sender=net.a)
        assert journey.delivered
        assert journey.reply is not None
        assert journey.reply.end.text.startswith("the request isn't passed on")

    def test_all_below_a_domain_may_be_named_at_once(self, net: Guarded) -> None:
        below = (
            'pass tls any any -> any 443 (tls.sni; dotprefix; content:".example.go.jp"; endswith;'
            " sid:2;)"
        )
        net.rules(HANDSHAKE, below, CLOSED, REPLIES)
        journey = net.send(A, OUTSIDE, sender=net.a)
        assert any("as tls example.go.jp" in hop.text for hop in journey.hops)

    def test_a_list_of_domains_passes_those_on_it(self, net: Guarded) -> None:
        net.rules(
            HANDSHAKE,
            REPLIES,
            rulesSourceList={
                "generatedRulesType": "ALLOWLIST",
                "targets": [".example.go.jp"],
                "targetTypes": ["TLS_SNI"],
            },
        )
        assert net.send(A, OUTSIDE, sender=net.a).answered

    def test_a_list_of_denied_domains_leaves_all_others(self, net: Guarded) -> None:
        net.rules(
            REPLIES,
            default="aws:alert_strict",
            rulesSourceList={
                "generatedRulesType": "DENYLIST",
                "targets": ["bad.example.com"],
                "targetTypes": ["TLS_SNI"],
            },
        )
        assert net.send(A, OUTSIDE, sender=net.a).answered


class TestMemory:
    def test_answers_need_a_rule_too(self, net: Guarded) -> None:
        net.rules("pass tcp any any -> any 443 (flow:to_server; sid:1;)", CLOSED)
        journey = net.send(A, OUTSIDE, sender=net.a)
        assert journey.delivered
        assert journey.reply is not None
        assert journey.reply.end.text == "policy: dropped, as no rule names the far end"

    def test_an_endpoint_drops_what_it_has_not_seen_begin(self, net: Guarded) -> None:
        net.rules("pass ip any any -> any any (sid:1;)")
        far = net.subnet(net.home, "far", "10.0.2.0/24")
        net.to_firewall(far, "10.0.0.0/24")
        journey = net.send(A, "10.0.2.5", sender=net.a)
        assert journey.delivered
        assert journey.reply is not None
        assert journey.reply.end.text == "this endpoint hasn't seen the connection begin"

    def test_a_group_is_not_known_behind_a_firewall(self, net: Guarded) -> None:
        net.rules("pass ip any any -> any any (sid:1;)")
        far = net.subnet(net.home, "far", "10.0.2.0/24")
        rule = {"ipProtocol": "-1", "referencedSecurityGroupId": ref(net.open[net.home.urn])}
        receiver = net.interface(far, net.group(net.home, "back", ingress=[rule]))
        assert net.send(A, "10.0.2.5", sender=net.a, receiver=receiver).delivered
        net.to_firewall(net.a, "10.0.2.0/24")
        assert not net.send(A, "10.0.2.5", sender=net.a, receiver=receiver).delivered


class TestOtherWays:
    def test_standard_rules_are_read(self, net: Guarded) -> None:
        header = {
            "protocol": "TCP",
            "source": "10.0.0.0/24",
            "sourcePort": "ANY",
            "direction": "FORWARD",
            "destination": "ANY",
            "destinationPort": "443",
        }
        options = [{"keyword": "sid", "settings": ["1"]}]
        net.rules(
            REPLIES,
            default="aws:drop_strict",
            statefulRules=[{"action": "PASS", "header": header, "ruleOptions": options}],
        )
        assert net.send(A, OUTSIDE, sender=net.a).delivered
        assert not net.send(A, OUTSIDE, 80, sender=net.a).delivered

    @pytest.mark.parametrize(
        ("action", "outcome"), [("aws:pass", "delivered"), ("aws:drop", "dropped")]
    )
    def test_stateless_rules_go_first(self, net: Guarded, action: str, outcome: str) -> None:
        net.rules(CLOSED)
        attributes = {
            "protocols": [6],
            "sources": [{"addressDefinition": "10.0.0.0/24"}],
            "destinationPorts": [{"fromPort": 443, "toPort": 443}],
        }
        rule = {
            "priority": 1,
            "ruleDefinition": {"actions": [action], "matchAttributes": attributes},
        }
        group = net.add(
            "aws:networkfirewall/ruleGroup:RuleGroup",
            "stateless",
            ruleGroup={
                "rulesSource": {"statelessRulesAndCustomActions": {"statelessRules": [rule]}}
            },
        )
        policy = net.draft.find("net", net.policy.type).inputs["firewallPolicy"]
        references = [{"priority": 1, "resourceArn": ref(group, "arn")}]
        net.draft.change(
            net.policy, firewallPolicy={**policy, "statelessRuleGroupReferences": references}
        )
        assert net.send(A, OUTSIDE, sender=net.a).outcome == outcome
        assert net.send(A, OUTSIDE, 80, sender=net.a).end.text == "group-0: rule 13 drops it"

    def test_a_word_that_is_not_modelled_leaves_it_open(self, net: Guarded) -> None:
        net.rules('pass tcp any any -> any any (pcre:"/x/"; sid:1;)', CLOSED)
        journey = net.send(A, OUTSIDE, sender=net.a)
        assert journey.outcome == "unmodelled"
        assert "pcre" in journey.end.text

    def test_but_not_where_the_rule_is_about_others(self, net: Guarded) -> None:
        net.rules('pass tcp 10.9.0.0/16 any -> any any (pcre:"/x/"; sid:1;)', CLOSED)
        assert net.send(A, OUTSIDE, sender=net.a).outcome == "dropped"
