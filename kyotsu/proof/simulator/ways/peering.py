"""Peerings of two VPCs.

https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.journey import Journey
from kyotsu.proof.simulator.traveller import Traveller
from kyotsu.proof.simulator.ways.way import Way

PEERING: Final = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection"
ACCEPTER: Final = "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter"


class PeeringWay(Way):
    """The way into the VPC at the other end, and to nothing beyond it."""

    def to(
        self, traveller: Traveller, peering: Resource, here: Resource, vpc: str
    ) -> Iterator[Journey]:
        """Leave a subnet of one of the two VPCs for the other."""
        named = self.parts.inventory.named
        ends = [named(peering.inputs.get(key)) for key in ("vpcId", "peerVpcId")]
        on = self.walk.across(traveller, here.urn, None)
        if isinstance(on, Journey):
            yield on
            return
        if not self._accepted(peering):
            yield on.dropped("nobody has accepted the peering", peering)
            return
        if vpc not in ends:
            yield on.dropped("the peering isn't this VPC's", peering)
            return
        other = ends[1] if ends[0] == vpc else ends[0]
        if other is None or self.parts.inventory.get(other) is None:
            yield on.unmodelled("the other VPC isn't in the desired state", peering)
        elif not self.parts.addresses.in_vpc(on.packet.source, vpc):
            yield on.dropped("a peering carries only what begins in its VPCs", peering)
        elif not self.parts.addresses.in_vpc(on.packet.destination, other):
            yield on.dropped("a peering carries only what ends in its VPCs", peering)
        else:
            on = replace(on, crossed=on.crossed | {"peering"})
            yield from self.walk.into_vpc(on, other, None)

    def _accepted(self, peering: Resource) -> bool:
        accepters = self.parts.inventory.referring(ACCEPTER, "vpcPeeringConnectionId", peering.urn)
        return bool(
            peering.inputs.get("autoAccept")
            or any(one.inputs.get("autoAccept") for one in accepters)
        )
