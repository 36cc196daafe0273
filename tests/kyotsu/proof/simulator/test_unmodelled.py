"""What the simulator doesn't know, it doesn't call safe."""

from typing import Any

import pytest

from kyotsu.proof.simulator.packet import Interface, Internet
from kyotsu.proof.simulator.world import World
from tests.kyotsu.proof.simulator.building import Net, ref

A, B = "10.0.0.5", "10.0.1.5"


@pytest.fixture
def net() -> Net:
    net = Net()
    home = net.vpc("home", "10.0.0.0/16")
    net.subnet(home, "a", "10.0.0.0/24")
    net.subnet(home, "b", "10.0.1.0/24")
    return net


def test_a_resource_that_is_not_modelled_covers_what_it_touches(net: Net) -> None:
    a = net.draft.find("net", "aws:ec2/subnet:Subnet", "a")
    assert net.send(A, B, sender=a).delivered
    strange = net.add(
        "aws:ec2/carrierGateway:CarrierGateway",
        "strange",
        vpcId=ref(net.draft.find("net", "aws:ec2/vpc:Vpc")),
    )
    journey = net.send(A, B, sender=a)
    assert (journey.outcome, journey.end.urn) == ("unmodelled", strange.urn)
    assert World.of(net.draft.graphs()).unmodelled == [strange]


def test_others_are_followed_all_the_same(net: Net) -> None:
    net.add("aws:ec2/carrierGateway:CarrierGateway", "strange", vpcId="vpc-0123")
    assert net.send(A, B, sender=net.draft.find("net", "aws:ec2/subnet:Subnet", "a")).delivered


@pytest.mark.parametrize(
    "target",
    [
        {"transitGatewayId": "tgw-0123"},
        {"networkInterfaceId": "eni-0123"},
        {"vpcEndpointId": {"$unknown": True}},
        {"gatewayId": "<<urn:pulumi:gone::kyotsu::aws:ec2/internetGateway:InternetGateway::x#id>>"},
    ],
)
def test_a_route_to_what_is_not_there_leads_to_nobody_knows_where(
    net: Net, target: dict[str, Any]
) -> None:
    a = net.draft.find("net", "aws:ec2/subnet:Subnet", "a")
    net.route(a, "203.0.113.0/24", **target)
    assert net.send(A, "203.0.113.1", sender=a).outcome == "unmodelled"


@pytest.mark.parametrize(
    "rule",
    [
        {"ruleNo": 100, "action": "allow", "protocol": "-1", "cidrBlock": "10.0.0.300/24"},
        {"action": "allow", "protocol": "-1", "cidrBlock": "10.0.0.0/24"},
    ],
)
def test_what_cannot_be_read_leaves_open_what_meets_it(net: Net, rule: dict[str, Any]) -> None:
    a, b = (net.draft.find("net", "aws:ec2/subnet:Subnet", name) for name in "ab")
    net.acl(b, ingress=[rule])
    journey = net.send(A, B, sender=a)
    assert journey.outcome == "unmodelled"
    assert journey.end.text.startswith("something on its way can't be read")
    assert net.send(A, "10.0.0.9", sender=a).delivered


def test_a_sender_that_is_not_there_sends_nothing(net: Net) -> None:
    assert net.send(A, B, sender=Interface(subnet="urn:nowhere")).outcome == "unmodelled"
    assert net.send("203.0.113.1", A, sender=Internet("urn:nowhere")).outcome == "unmodelled"
