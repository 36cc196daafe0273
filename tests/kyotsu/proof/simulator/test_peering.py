"""Peerings: from one VPC into the other, accepted, and no further."""

import pytest

from tests.kyotsu.proof.simulator.building import Net, ref

A, B = "10.0.0.5", "10.1.0.5"


class Peers(Net):
    def __init__(self) -> None:
        super().__init__()
        self.one, self.other = self.vpc("one", "10.0.0.0/16"), self.vpc("other", "10.1.0.0/16")
        self.a = self.subnet(self.one, "a", "10.0.0.0/24")
        self.b = self.subnet(self.other, "b", "10.1.0.0/24")
        self.peering = self.add(
            "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
            "peering",
            vpcId=ref(self.one),
            peerVpcId=ref(self.other),
            autoAccept=True,
        )
        for subnet in (self.a, self.b):
            self.route(subnet, "0.0.0.0/0", vpcPeeringConnectionId=ref(self.peering))


@pytest.fixture
def net() -> Peers:
    return Peers()


def test_it_connects_two_vpcs(net: Peers) -> None:
    assert net.send(A, B, sender=net.a).answered


def test_somebody_has_to_accept_it(net: Peers) -> None:
    net.draft.change(net.peering, autoAccept=None)
    assert net.send(A, B, sender=net.a).end.text == "nobody has accepted the peering"
    net.add(
        "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
        "accepter",
        vpcPeeringConnectionId=ref(net.peering),
        autoAccept=True,
    )
    assert net.send(A, B, sender=net.a).answered


def test_it_leads_nowhere_beyond_the_other_vpc(net: Peers) -> None:
    journey = net.send(A, "203.0.113.1", sender=net.a)
    assert journey.end.text == "a peering carries only what ends in its VPCs"


def test_groups_of_the_other_vpc_are_known(net: Peers) -> None:
    rule = {"ipProtocol": "-1", "referencedSecurityGroupId": ref(net.open[net.one.urn])}
    receiver = net.interface(net.b, net.group(net.other, "back", ingress=[rule]))
    assert net.send(A, B, sender=net.a, receiver=receiver).answered


def test_the_other_end_may_be_unknown(net: Peers) -> None:
    net.draft.change(net.peering, peerVpcId="vpc-0123")
    assert net.send(A, B, sender=net.a).outcome == "unmodelled"
