"""Peerings of transit gateways: accepted, each side with a table, and static routes only."""

import pytest

from kyotsu.desired.graph import Resource
from tests.kyotsu.proof.simulator.building import TRANSIT, Net, ref

A, B = "10.0.0.5", "10.1.0.5"


class Peers(Net):
    """A VPC at each of two gateways that are peered, and all that it takes to connect them."""

    def __init__(self) -> None:
        super().__init__()
        one, other = self.vpc("one", "10.0.0.0/16"), self.vpc("other", "10.1.0.0/16")
        self.a = self.subnet(one, "a", "10.0.0.0/24")
        self.b = self.subnet(other, "b", "10.1.0.0/24", zone="c")
        self.here = self.transit()
        self.there = self.draft.add(
            "net", self.here.type, "abroad", self.here.inputs, like=self.here
        )
        self.near = self.transit_table(self.here, "near")
        self.far = self.transit_table(self.there, "far")
        self.at_a, self.at_b = self.attach(self.here, self.a), self.attach(self.there, self.b)
        self.peering = self.add(
            f"{TRANSIT}peeringAttachment:PeeringAttachment",
            "peering",
            transitGatewayId=ref(self.here),
            peerTransitGatewayId=ref(self.there),
            peerRegion="ap-northeast-3",
        )
        self.accepter = self.add(
            f"{TRANSIT}peeringAttachmentAccepter:PeeringAttachmentAccepter",
            "accepter",
            transitGatewayAttachmentId=ref(self.peering),
        )
        self.sides = [self.associate(self.near, self.peering), self.side()]
        self.associate(self.near, self.at_a)
        self.associate(self.far, self.at_b)
        self.led = [
            self.lead(self.near, "10.1.0.0/16", self.peering),
            self.lead(self.far, "10.1.0.0/16", self.at_b),
            self.lead(self.far, "10.0.0.0/16", self.peering),
            self.lead(self.near, "10.0.0.0/16", self.at_a),
        ]
        self.route(self.a, "0.0.0.0/0", transitGatewayId=ref(self.here))
        self.route(self.b, "0.0.0.0/0", transitGatewayId=ref(self.there))

    def side(self) -> Resource:
        """Associate the far side, by the name of what accepted it."""
        return self.add(
            f"{TRANSIT}routeTableAssociation:RouteTableAssociation",
            "far-side",
            transitGatewayAttachmentId=ref(self.accepter),
            transitGatewayRouteTableId=ref(self.far),
        )


@pytest.fixture
def net() -> Peers:
    return Peers()


def test_it_connects_two_gateways_whose_zones_are_others(net: Peers) -> None:
    assert net.send(A, B, sender=net.a).answered
    assert net.send(B, A, sender=net.b).answered


def test_the_zone_of_one_gateway_is_none_of_the_others(net: Peers) -> None:
    near = net.subnet(
        next(one for one in net.draft.resources("net").values() if one.name == "other"),
        "near",
        "10.1.1.0/24",
    )
    net.draft.change(net.at_b, subnetIds=[ref(net.b), ref(near)])
    net.acl(near, egress=[])
    assert net.send(A, B, sender=net.a).delivered, "it may come out in either"


def test_somebody_has_to_accept_it_even_within_an_account(net: Peers) -> None:
    net.draft.remove(net.accepter)
    net.draft.change(net.sides[1], transitGatewayAttachmentId=ref(net.peering))
    assert net.send(A, B, sender=net.a).end.text == "near has no route there"


@pytest.mark.parametrize("missing", [0, 1])
def test_each_side_leads_by_its_own_routes(net: Peers, missing: int) -> None:
    net.draft.remove(net.led[missing])
    name = ("near", "far")[missing]
    assert net.send(A, B, sender=net.a).end.text == f"{name} has no route there"


def test_each_side_has_a_table_of_its_own(net: Peers) -> None:
    net.draft.remove(net.sides[1])
    journey = net.send(A, B, sender=net.a)
    assert journey.end.text == "the attachment is associated with no route table"
    net.side()
    net.draft.remove(net.sides[0])
    journey = net.send(A, B, sender=net.a)
    assert journey.delivered
    assert not journey.answered


def test_it_propagates_nothing(net: Peers) -> None:
    net.draft.remove(net.led[0])
    net.propagate(net.near, net.peering)
    assert net.send(A, B, sender=net.a).end.text == "near has no route there"


def test_two_that_lead_to_one_another_and_back_go_in_circles(net: Peers) -> None:
    net.draft.change(net.led[1], transitGatewayAttachmentId=ref(net.peering))
    assert net.send(A, B, sender=net.a).end.text == "it goes in circles"


def test_the_other_gateway_may_be_unknown(net: Peers) -> None:
    net.draft.change(net.peering, peerTransitGatewayId="tgw-0123")
    assert net.send(A, B, sender=net.a).outcome == "unmodelled"


def test_no_group_is_known_across(net: Peers) -> None:
    for gateway in (net.here, net.there):
        net.draft.change(gateway, securityGroupReferencingSupport="enable")
    (home,) = (one for one in net.draft.resources("net").values() if one.name == "one-open")
    (other,) = (one for one in net.draft.resources("net").values() if one.name == "other")
    rule = {"ipProtocol": "-1", "referencedSecurityGroupId": ref(home)}
    receiver = net.interface(net.b, net.group(other, "back", ingress=[rule]))
    assert not net.send(A, B, sender=net.a, receiver=receiver).delivered
