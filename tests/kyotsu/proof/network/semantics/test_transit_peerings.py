"""Proves AWS's rules of peerings of transit gateways, each with its document, on a small stage."""

from __future__ import annotations

from typing import Any

import pytest

from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import Stage, associate, ref, transit_route
from tests.kyotsu.proof.network.opening import open_up, reached


class Peered:
    """A second gateway with `b-three` at it, a peering of the two, and routes to `b-three`."""

    def __init__(self, stage: Stage, *, accepted: bool = True) -> None:
        self.stage = stage
        open_up(stage, "a-one", "b-three")
        self.first = stage.find("transit", "TransitGateway")
        self.other = stage.add(
            "local",
            "ec2transitgateway/transitGateway",
            "other",
            autoAcceptSharedAttachments="enable",
            defaultRouteTableAssociation="disable",
            defaultRouteTablePropagation="disable",
        )
        self.near = stage.find("tenants-prod", "RouteTable")
        self.far = stage.add(
            "local", "ec2transitgateway/routeTable", "far", transitGatewayId=ref(self.other)
        )
        self.peering = stage.add(
            "local",
            "ec2transitgateway/peeringAttachment",
            "peering",
            transitGatewayId=ref(self.first),
            peerTransitGatewayId=ref(self.other),
            peerRegion="ap-northeast-3",
        )
        if accepted:
            self.accept()
        there = stage.find("hub", "VpcAttachment", "local.b-three")
        stage.remove(stage.find("hub", "RouteTableAssociation", "local.b-three"))
        stage.change(there, transitGatewayId=ref(self.other))
        self.led = transit_route(stage, "local", self.near, "10.0.8.0/22", self.peering)
        self.known = transit_route(stage, "local", self.far, "10.0.8.0/22", there)
        self.association = associate(stage, "local", self.peering, self.far)

    def accept(self) -> str:
        """Accept the peering. Return the URN of what does."""
        return self.stage.add(
            "local",
            "ec2transitgateway/peeringAttachmentAccepter",
            "accepter",
            transitGatewayAttachmentId=ref(self.peering),
        )


def test_a_peering_leads_from_one_gateway_to_the_other(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html."""
    peered = Peered(stage)
    verdict = stage.verdict("NET-1", "a-one -> b-three")
    assert verdict.outcome is Outcome.VIOLATED
    steps = [step.at.urn for step in verdict.witnesses[0].steps]
    assert steps.index(peered.led) < steps.index(peered.peering) < steps.index(peered.known)


def test_somebody_has_to_accept_it_even_within_an_account(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-accept-reject.html."""
    peered = Peered(stage, accepted=False)
    assert not reached(stage, "a-one", "b-three")
    assert stage.verdict("NET-1", "a-one -> *").outcome is Outcome.PROVED
    peered.accept()
    assert reached(stage, "a-one", "b-three")


@pytest.mark.parametrize("missing", ["led", "known", "association"])
def test_each_side_leads_by_its_own_static_routes(stage: Stage, missing: str) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-add-route.html."""
    peered = Peered(stage)
    assert reached(stage, "a-one", "b-three")
    stage.remove(getattr(peered, missing))
    assert not reached(stage, "a-one", "b-three")


def test_its_association_at_one_gateway_says_nothing_of_the_other(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html."""
    peered = Peered(stage)
    stage.change(peered.association, transitGatewayRouteTableId=ref(peered.near))
    assert not reached(stage, "a-one", "b-three")
    stage.add(
        "local",
        "ec2transitgateway/routeTableAssociation",
        "there",
        transitGatewayAttachmentId=ref(peered.peering),
        transitGatewayRouteTableId=ref(peered.far),
    )
    assert reached(stage, "a-one", "b-three")


def test_what_comes_from_the_peer_is_led_by_its_table_here(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html.

    The side that accepted may be named in place of the peering.
    """
    peered = Peered(stage, accepted=False)
    accepter = peered.accept()
    attached = stage.find("hub", "VpcAttachment", "local.b-three")
    associate(stage, "local.b-three", attached, peered.far)
    transit_route(stage, "local", peered.far, "10.0.0.0/22", accepter)
    home = stage.find("hub", "VpcAttachment", "local.a-one")
    back = stage.add(
        "local", "ec2transitgateway/routeTable", "back", transitGatewayId=ref(peered.first)
    )
    transit_route(stage, "local", back, "10.0.0.0/22", home)
    stage.change(
        stage.find("everything", "Route", "local.b-three"), transitGatewayId=ref(peered.other)
    )
    assert not reached(stage, "b-three", "a-one")
    stage.add(
        "local",
        "ec2transitgateway/routeTableAssociation",
        "back",
        transitGatewayAttachmentId=ref(accepter),
        transitGatewayRouteTableId=ref(back),
    )
    assert reached(stage, "b-three", "a-one")


def test_gateways_that_lead_to_one_another_and_back_end(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html."""
    peered = Peered(stage)
    stage.remove(peered.known)
    transit_route(stage, "local", peered.far, "10.0.8.0/22", peered.peering)
    stage.add(
        "local",
        "ec2transitgateway/routeTableAssociation",
        "back",
        transitGatewayAttachmentId=ref(peered.peering),
        transitGatewayRouteTableId=ref(peered.near),
    )
    assert not reached(stage, "a-one", "b-three")
    assert stage.verdict("NET-1", "a-one -> *").outcome is Outcome.PROVED


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        ({"options": {"dynamicRouting": "enable"}}, "dynamic routing is not modelled"),
        ({"peerTransitGatewayId": None}, "the peer is not known"),
        ({"peerTransitGatewayId": "tgw-0123"}, "it refers to tgw-0123, which doesn't exist"),
    ],
)
def test_whose_peer_or_routes_are_not_known_is_not_proved(
    stage: Stage, inputs: dict[str, Any], says: str
) -> None:
    peered = Peered(stage)
    stage.change(peered.peering, **inputs)
    proof = stage.prove()
    assert says in "\n".join(note.en for note in proof.notes)
    for statement, subject in (("NET-1", "a-one -> *"), ("NET-3", "a-one")):
        assert stage.verdict(statement, subject).outcome is Outcome.NOT_PROVED


def test_a_peering_that_is_to_propagate_is_named(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html."""
    peered = Peered(stage)
    stage.add(
        "local",
        "ec2transitgateway/routeTablePropagation",
        "never",
        transitGatewayAttachmentId=ref(peered.peering),
        transitGatewayRouteTableId=ref(peered.near),
    )
    notes = "\n".join(note.en for note in stage.prove().notes)
    assert "a peering of transit gateways propagates nothing" in notes
    assert stage.verdict("NET-1", "a-one -> *").outcome is Outcome.NOT_PROVED


def test_a_gateway_that_associates_by_default_is_named_also_as_a_peer(stage: Stage) -> None:
    peered = Peered(stage)
    stage.change(peered.other, defaultRouteTableAssociation=None)
    assert stage.verdict("NET-1", "a-one -> *").outcome is Outcome.NOT_PROVED
    stage.change(peered.other, defaultRouteTableAssociation="disable")
    assert not stage.prove().notes
    third = stage.add("local", "ec2transitgateway/transitGateway", "third")
    stage.change(peered.peering, peerTransitGatewayId=ref(third))
    (note,) = stage.prove().notes
    assert "it associates or propagates by default" in note.en
