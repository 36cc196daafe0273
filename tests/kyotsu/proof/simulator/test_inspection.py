"""A hub that inspects: two VPCs and a firewall in each of two zones, behind a transit gateway."""

import pytest

from tests.kyotsu.proof.simulator.building import Net, ref

A, B = "10.0.0.5", "10.1.1.5"
"""In zones a and c."""


class Inspected(Net):
    """Two tenants, each in two zones; what they send one another goes by a third VPC's firewall."""

    def __init__(self) -> None:
        super().__init__()
        self.gateway = self.transit()
        tenants = self.transit_table(self.gateway, "tenants")
        behind = self.transit_table(self.gateway, "behind")
        self.subnets = {}
        for number, name in enumerate(("one", "other", "wall")):
            vpc = self.vpc(name, f"10.{number}.0.0/16")
            for place, zone in enumerate("ac"):
                block = f"10.{number}.{place}.0/24"
                self.subnets[name, zone] = self.subnet(vpc, f"{name}-{zone}", block, zone)
        doors = [
            self.subnet(
                self.draft.find("net", "aws:ec2/vpc:Vpc", "wall"),
                f"door-{zone}",
                f"10.2.{place}.0/24",
                zone,
            )
            for place, zone in ((8, "a"), (9, "c"))
        ]
        for name in ("one", "other"):
            ends = [self.subnets[name, zone] for zone in "ac"]
            attachment = self.attach(self.gateway, *ends)
            self.associate(tenants, attachment)
            self.propagate(behind, attachment)
            for end in ends:
                self.route(end, "0.0.0.0/0", transitGatewayId=ref(self.gateway))
        self.at_wall = self.attach(self.gateway, *doors, applianceModeSupport="enable")
        self.associate(behind, self.at_wall)
        self.lead(tenants, "0.0.0.0/0", self.at_wall)
        self._firewall()
        for door, zone in zip(doors, "ac", strict=True):
            self.route(
                door,
                "0.0.0.0/0",
                {"vpcEndpointId": [self.firewall]},
                vpcEndpointId={"$unknown": True},
            )
            self.route(self.subnets["wall", zone], "0.0.0.0/0", transitGatewayId=ref(self.gateway))

    def _firewall(self) -> None:
        rules = "\n".join(
            (
                "pass tcp any any -> any 443 (flow:to_server; sid:1;)",
                "pass tcp any any -> any any (flow:to_client; sid:2;)",
                "pass udp any any -> any 53 (flow:to_server; sid:3;)",
                "pass udp any any -> any any (flow:established,to_client; sid:4;)",
            )
        )
        group = self.add(
            "aws:networkfirewall/ruleGroup:RuleGroup",
            "group",
            ruleGroup={"rulesSource": {"rulesString": rules}},
        )
        policy = self.add(
            "aws:networkfirewall/firewallPolicy:FirewallPolicy",
            "policy",
            firewallPolicy={
                "statelessDefaultActions": ["aws:forward_to_sfe"],
                "statefulDefaultActions": ["aws:drop_strict"],
                "statefulEngineOptions": {"ruleOrder": "STRICT_ORDER"},
                "statefulRuleGroupReferences": [{"priority": 1, "resourceArn": ref(group, "arn")}],
            },
        )
        self.firewall = self.add(
            "aws:networkfirewall/firewall:Firewall",
            "firewall",
            vpcId=ref(self.draft.find("net", "aws:ec2/vpc:Vpc", "wall")),
            firewallPolicyArn=ref(policy, "arn"),
            subnetMappings=[{"subnetId": ref(self.subnets["wall", zone])} for zone in "ac"],
        )


@pytest.fixture
def net() -> Inspected:
    return Inspected()


def test_in_appliance_mode_both_directions_meet_the_same_endpoint(net: Inspected) -> None:
    assert net.send(A, B, sender=net.subnets["one", "a"]).answered


def test_without_it_an_answer_from_another_zone_meets_an_endpoint_that_knows_nothing(
    net: Inspected,
) -> None:
    net.draft.change(net.at_wall, applianceModeSupport="disable")
    journey = net.send(A, B, sender=net.subnets["one", "a"])
    assert journey.delivered
    assert journey.reply is not None
    assert journey.reply.end.text == "this endpoint hasn't seen the connection begin"
    assert net.send(A, "10.1.0.5", sender=net.subnets["one", "a"]).answered


def test_the_answer_to_a_datagram_counts_as_established(net: Inspected) -> None:
    assert net.send(A, B, 53, sender=net.subnets["one", "a"], protocol="udp").answered


def test_of_all_zones_that_it_may_come_by_one_is_enough(net: Inspected) -> None:
    net.acl(net.draft.find("net", "aws:ec2/subnet:Subnet", "door-a"), egress=[])
    assert net.send(A, B, sender=net.subnets["one", "a"]).answered
    net.acl(net.draft.find("net", "aws:ec2/subnet:Subnet", "door-c"), egress=[])
    assert not net.send(A, B, sender=net.subnets["one", "a"]).delivered


def test_an_answered_way_is_preferred(net: Inspected) -> None:
    net.acl(net.subnets["wall", "a"], ingress=[])
    journey = net.send(A, B, sender=net.subnets["one", "a"])
    assert journey.answered
    assert any(hop.urn == net.subnets["wall", "c"].urn for hop in journey.hops)
