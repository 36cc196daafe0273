"""Proves AWS's rules of peerings, each with its document, on a small stage."""

from __future__ import annotations

from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import (
    Stage,
    ref,
)
from tests.kyotsu.proof.network.opening import (
    open_up,
    reached,
)


def peered(stage: Stage) -> str:
    """Peer `a-one` and `b-three`, and lead all that the first sends there. Return its URN."""
    open_up(stage, "a-one", "b-three", "a-two")
    peering = stage.add(
        "local",
        "ec2/vpcPeeringConnection",
        "peering",
        vpcId=ref(stage.find("network", "Vpc", "local.a-one")),
        peerVpcId=ref(stage.find("network", "Vpc", "local.b-three")),
        autoAccept=True,
    )
    stage.change(
        stage.find("everything", "Route", "local.a-one"),
        transitGatewayId=None,
        vpcPeeringConnectionId=ref(peering),
    )
    return peering


def test_a_peering_leads_to_the_peer_and_no_further(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html."""
    peered(stage)
    assert reached(stage, "a-one", "b-three")
    assert not reached(stage, "a-one", "a-two")


def test_a_peering_that_nobody_accepted_carries_nothing(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/peering/accept-vpc-peering-connection.html.

    Even within an account somebody has to accept it, and the other side's resource does so only
    if it says so.
    """
    peering = peered(stage)
    stage.change(peering, autoAccept=None)
    assert not reached(stage, "a-one", "b-three")
    assert stage.verdict("NET-1", "a-one -> *").outcome is Outcome.PROVED
    accepter = stage.add(
        "local.b-three",
        "ec2/vpcPeeringConnectionAccepter",
        "accepter",
        vpcPeeringConnectionId=ref(peering),
    )
    assert not reached(stage, "a-one", "b-three")
    stage.change(accepter, autoAccept=True)
    assert reached(stage, "a-one", "b-three")


def test_a_route_may_name_the_side_that_accepted_a_peering(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html."""
    accepter = stage.add(
        "local.b-three",
        "ec2/vpcPeeringConnectionAccepter",
        "accepter",
        vpcPeeringConnectionId=ref(peered(stage)),
        autoAccept=True,
    )
    stage.change(
        stage.find("everything", "Route", "local.a-one"), vpcPeeringConnectionId=ref(accepter)
    )
    assert reached(stage, "a-one", "b-three")


def test_whether_a_peering_is_accepted_may_be_unknown_and_then_it_is(stage: Stage) -> None:
    stage.change(peered(stage), autoAccept={"$unknown": True})
    assert reached(stage, "a-one", "b-three")


def test_an_account_set_apart_is_joined_by_what_is_accepted_only(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/peering/accept-vpc-peering-connection.html."""
    apart = stage.add(
        "local", "ec2/vpc", "apart", account="111111111111", cidrBlock="192.168.0.0/24"
    )
    peering = stage.add(
        "local",
        "ec2/vpcPeeringConnection",
        "asked",
        vpcId=ref(stage.find("network", "Vpc", "local.a-one")),
        peerVpcId=ref(apart),
    )
    assert stage.verdict("NET-6", "log-archive").outcome is Outcome.PROVED
    stage.change(peering, autoAccept=True)
    assert stage.verdict("NET-6", "log-archive").outcome is Outcome.VIOLATED
