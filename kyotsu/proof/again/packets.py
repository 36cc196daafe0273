"""A witness of the prover's as a packet that the simulator can send."""

from ipaddress import IPv4Address

from kyotsu.proof.simulator.packet import OPENS, GovernmentLan, Interface, Internet, Packet, Sender
from kyotsu.proof.simulator.world import World
from kyotsu.proof.verdict import Witness


def packet_of(witness: Witness, world: World) -> tuple[Packet, Sender] | None:
    """Return the packet that a witness shows, and who sends it; None for a witness without one."""
    facts = dict(witness.facts)
    if "source" not in facts:
        return None
    packet = Packet(
        source=IPv4Address(facts["source"]),
        destination=IPv4Address(facts["destination"]),
        protocol=int(facts["protocol"]),
        source_port=int(facts["source_port"]),
        destination_port=int(facts["port"]),
        flags=frozenset(facts["flags"].split()) if "flags" in facts else OPENS,
    )
    return packet, _sender(facts["from"], world)


def with_all_groups(subnet: str, world: World) -> Interface:
    """Return an interface of a subnet that wears whatever groups its network has."""
    return Interface(subnet=subnet, groups=frozenset(world.groups_of(world.vpc_of(subnet))))


def _sender(urn: str, world: World) -> Sender:
    if "internetGateway" in urn:
        return Internet(urn)
    if "subnet:Subnet" in urn:
        return with_all_groups(urn, world)
    return GovernmentLan(urn)
