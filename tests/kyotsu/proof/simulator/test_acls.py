"""Network ACLs: entries and subnets as resources of their own, ICMP, and the default one."""

from typing import Any

import pytest

from kyotsu.desired.graph import Resource
from tests.kyotsu.proof.simulator.building import ALL, Net, ref

A, B = "10.0.0.5", "10.0.1.5"


class Two(Net):
    """Two subnets of a VPC."""

    def __init__(self) -> None:
        super().__init__()
        self.home = self.vpc("home", "10.0.0.0/16")
        self.a = self.subnet(self.home, "a", "10.0.0.0/24")
        self.b = self.subnet(self.home, "b", "10.0.1.0/24")

    def rule(self, acl: str, name: str, number: int, **inputs: Any) -> Resource:
        every: dict[str, Any] = {
            "ruleAction": "allow",
            "protocol": "-1",
            "cidrBlock": "0.0.0.0/0",
        }
        token = "aws:ec2/networkAclRule:NetworkAclRule"
        return self.add(token, name, networkAclId=acl, ruleNumber=number, **{**every, **inputs})


@pytest.fixture
def net() -> Two:
    return Two()


def test_entries_of_their_own_are_asked_in_their_order(net: Two) -> None:
    acl = net.acl(net.b)
    net.draft.change(acl, ingress=None, egress=None)
    assert net.send(A, B, sender=net.a).end.text == "b-acl: no rule allows it in"
    allowed = net.rule(ref(acl), "allowed", 100)
    journey = net.send(A, B, sender=net.a)
    assert journey.delivered
    assert allowed.urn in {hop.urn for hop in journey.hops}
    denied = net.rule(ref(acl), "denied", 90, ruleAction="deny")
    journey = net.send(A, B, sender=net.a)
    assert (journey.end.text, journey.end.urn) == ("b-acl: rule 90 denies it in", denied.urn)


def test_beside_an_acl_that_keeps_its_own_nobody_knows_which_are_there(net: Two) -> None:
    acl = net.acl(net.b)
    net.rule(ref(acl), "beside", 90, ruleAction="deny")
    assert net.send(A, B, sender=net.a).outcome == "unmodelled"


def test_a_subnet_may_be_given_its_acl_by_a_resource(net: Two) -> None:
    shut = net.add("aws:ec2/networkAcl:NetworkAcl", "shut", vpcId=ref(net.home))
    assert net.send(A, B, sender=net.a).delivered
    net.add(
        "aws:ec2/networkAclAssociation:NetworkAclAssociation",
        "shut",
        networkAclId=ref(shut),
        subnetId=ref(net.b),
    )
    assert net.send(A, B, sender=net.a).end.text == "shut: no rule allows it in"


def test_somebody_may_add_to_the_default_acl(net: Two) -> None:
    name = ref(net.home, "defaultNetworkAclId")
    denied = net.rule(name, "denied", 101, ruleAction="deny")
    assert net.send(A, B, sender=net.a).delivered, "rule 100 lets all through"
    net.draft.change(denied, ruleNumber=99)
    assert net.send(A, B, sender=net.a).end.text == "the VPC's default ACL: rule 99 denies it in"


@pytest.mark.parametrize(
    ("icmp", "matches"),
    [
        ({"icmpType": -1, "icmpCode": -1}, True),
        ({"icmpType": 8, "icmpCode": -1}, True),
        ({"icmpType": 8, "icmpCode": 0}, True),
        ({"icmpType": 8, "icmpCode": 1}, False),
        ({"icmpType": 3, "icmpCode": -1}, False),
        ({}, False),
    ],
)
def test_of_icmp_the_type_and_the_code_count(net: Two, icmp: dict[str, int], matches: bool) -> None:
    rule = {**ALL, "protocol": "icmp", "ruleNo": 1, **icmp}
    net.acl(net.b, ingress=[rule])
    assert net.send(A, B, 8, protocol="icmp", sender=net.a).delivered is matches


@pytest.mark.parametrize(("kind", "code", "matches"), [(8, -1, True), (8, 0, True), (8, 1, False)])
def test_a_groups_rule_has_them_in_place_of_ports(
    net: Two, kind: int, code: int, matches: bool
) -> None:
    rule = {"ipProtocol": "icmp", "fromPort": kind, "toPort": code, "cidrIpv4": "0.0.0.0/0"}
    receiver = net.interface(net.b, net.group(net.home, "icmp", ingress=[rule]))
    journey = net.send(A, B, 8, protocol="icmp", sender=net.a, receiver=receiver)
    assert journey.delivered is matches
