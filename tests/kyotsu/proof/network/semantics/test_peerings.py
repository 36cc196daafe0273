"""Proves AWS's rules of peerings, each with its document, on a small stage."""

from __future__ import annotations

from tests.kyotsu.proof.network.building import (
    Stage,
    ref,
)
from tests.kyotsu.proof.network.opening import (
    open_up,
    reached,
)


def test_a_peering_leads_to_the_peer_and_no_further(stage: Stage) -> None:
    """https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html."""
    open_up(stage, "a-one", "b-three", "a-two")
    peering = stage.add(
        "local",
        "ec2/vpcPeeringConnection",
        "peering",
        vpcId=ref(stage.find("network", "Vpc", "local.a-one")),
        peerVpcId=ref(stage.find("network", "Vpc", "local.b-three")),
    )
    stage.change(
        stage.find("everything", "Route", "local.a-one"),
        transitGatewayId=None,
        vpcPeeringConnectionId=ref(peering),
    )
    assert reached(stage, "a-one", "b-three")
    assert not reached(stage, "a-one", "a-two")
