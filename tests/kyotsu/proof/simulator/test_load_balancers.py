"""Network load balancers without groups: nobody asks who sends to them, or where they send."""

from typing import Any

import pytest

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.world import World
from tests.kyotsu.proof.simulator.building import Net, ref

A, B = "10.0.0.5", "10.0.1.5"


class Two(Net):
    """Two subnets of a VPC, whose groups let nothing in; a load balancer in one of them."""

    def __init__(self) -> None:
        super().__init__()
        self.home = self.vpc("home", "10.0.0.0/16")
        self.a = self.subnet(self.home, "a", "10.0.0.0/24")
        self.b = self.subnet(self.home, "b", "10.0.1.0/24")
        for rule in list(self.draft.resources("net").values()):
            if "IngressRule" in rule.type:
                self.draft.remove(rule)

    def balancer(self, **inputs: Any) -> Resource:
        settings: dict[str, Any] = {"loadBalancerType": "network", "subnets": [ref(self.b)]}
        made = self.add("aws:lb/loadBalancer:LoadBalancer", "balancer", **{**settings, **inputs})
        self.add(
            "aws:lb/listener:Listener",
            "listener",
            loadBalancerArn=ref(made, "arn"),
            port=8080,
            protocol="TCP",
        )
        return made


@pytest.fixture
def net() -> Two:
    return Two()


def test_without_groups_it_takes_what_comes_to_its_listeners(net: Two) -> None:
    assert not net.send(A, B, 8080, sender=net.a).delivered
    balancer = net.balancer()
    assert net.send(A, B, 8080, sender=net.a).answered
    assert not net.send(A, B, 443, sender=net.a).delivered
    assert not net.send(A, B, 8080, sender=net.a, protocol="udp").delivered
    receiver = net.interface(net.b)
    assert not net.send(A, B, 8080, sender=net.a, receiver=receiver).delivered
    net.draft.change(balancer, securityGroups=[ref(net.open[net.home.urn])])
    assert not net.send(A, B, 8080, sender=net.a).delivered


def test_its_subnets_may_be_mapped_one_by_one(net: Two) -> None:
    net.balancer(subnets=None, subnetMappings=[{"subnetId": ref(net.b)}])
    assert net.send(A, B, 8080, sender=net.a).answered


def test_an_application_one_always_has_groups(net: Two) -> None:
    net.balancer(loadBalancerType="application")
    assert not net.send(A, B, 8080, sender=net.a).delivered


def test_without_groups_it_sends_to_any_target(net: Two) -> None:
    rule = {"ipProtocol": "-1", "cidrIpv4": "0.0.0.0/0"}
    receiver = net.interface(net.a, net.group(net.home, "target", ingress=[rule]))
    mute = net.interface(net.b, net.group(net.home, "mute"))
    assert not net.send(B, A, sender=mute, receiver=receiver).delivered
    net.balancer()
    assert net.send(B, A, sender=mute, receiver=receiver).delivered
    assert not net.send(B, A, 8, protocol="icmp", sender=mute, receiver=receiver).delivered


def test_one_that_leads_to_appliances_is_not_modelled(net: Two) -> None:
    net.balancer(loadBalancerType="gateway")
    assert net.send(B, A, sender=net.b).outcome == "unmodelled"


def test_a_service_that_it_offers_to_other_networks_is_not_modelled(net: Two) -> None:
    arns = [ref(net.balancer(), "arn")]
    offer = net.add(
        "aws:ec2/vpcEndpointService:VpcEndpointService", "offer", networkLoadBalancerArns=arns
    )
    assert World.of(net.draft.graphs()).unmodelled == [offer]
    assert net.send(B, A, sender=net.b).outcome == "unmodelled"
