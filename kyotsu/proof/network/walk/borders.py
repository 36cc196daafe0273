"""What crosses a network's border: by an internet gateway, or by a peering."""

from kyotsu.proof.network.dataplane.compiled import Compiled
from kyotsu.proof.network.headerspace.packets import Box, Packets, towards


def out_to_internet(compiled: Compiled, vpc: str, packets: Packets, *, behind_nat: bool) -> Packets:
    """Return what a network's internet gateway brings out: packets of the network's interfaces.

    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html; what block public
    access stops doesn't pass: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
    """
    carried = compiled.public_access.of(vpc)
    senders = carried.by_nat if behind_nat else carried.out
    return _sent_by(senders, towards(packets, compiled.space.internet))


def in_from_internet(compiled: Compiled, vpc: str) -> Packets:
    """Return all that a network's internet gateway may bring in.

    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html: any interface of
    the network may have a public address. A packet arrives also where no route leads the answer
    back. What block public access stops doesn't pass.
    """
    into = compiled.public_access.of(vpc).into
    space = compiled.space
    return (Box(space.internet, into, space.any_service),) if into else ()


def over_peering(compiled: Compiled, vpc: str, packets: Packets) -> Packets:
    """Return what a peering takes from a network: packets of the network's own addresses.

    https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
    """
    return _sent_by(compiled.addresses_of.get(vpc, 0), packets)


def _sent_by(senders: int, packets: Packets) -> Packets:
    return tuple(
        Box(sources, box.destinations, box.services)
        for box in packets
        if (sources := box.sources & senders)
    )
