"""Holds the prover against the simulator: over all packets of a small network, both must agree.

The prover follows all packets of a sender at once and knows no interface, so it is asked for what
any interface of a subnet may send to any interface of another. The simulator is asked the same of
each packet by itself: a sender that has all groups of its VPC, as groups only allow, and whoever is
at the other end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from typing import Final, Literal

from bench.networks.small.network import BEHIND, OF_S3, OUTSIDE, SERVICES, SmallNetwork
from kyotsu.desired.graph import Graph
from kyotsu.proof.network.case import Case
from kyotsu.proof.network.dataplane.compiled import Compiled
from kyotsu.proof.network.declared import Declared
from kyotsu.proof.network.headerspace.packets import Box, Packets, meet
from kyotsu.proof.network.headerspace.space import Service
from kyotsu.proof.network.reachability.inward import from_line, line_ends
from kyotsu.proof.network.reading.stack import read_stack
from kyotsu.proof.network.topology.network import Network
from kyotsu.proof.network.walk.borders import in_from_internet
from kyotsu.proof.network.walk.walk import Walk
from kyotsu.proof.simulator.journey import Journey
from kyotsu.proof.simulator.packet import (
    TCP,
    UDP,
    GovernmentLan,
    Interface,
    Internet,
    Packet,
    Sender,
)
from kyotsu.proof.simulator.world import World

Kind = Literal["place", "internet", "line", "unknown"]
KINDS: Final[dict[str, Kind]] = {
    "interface": "place",
    "internet": "internet",
    "government-lan": "line",
}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A packet of which one method says that it arrives, and the other one that it doesn't."""

    packet: Packet
    sender: Sender
    kind: str
    """Where: `place`, `internet`, `line` or `unknown`."""
    missed: bool
    """Whether it is the prover that doesn't see it arrive."""
    journey: Journey

    def __str__(self) -> str:
        """Return it for people, with what the simulator says."""
        who = "the prover misses" if self.missed else "only the prover sees"
        return f"{who} an arrival ({self.kind})\n{self.journey}"


@dataclass(frozen=True)
class _Asked:
    """One way to send: from where, with which address."""

    source: IPv4Address
    sender: Sender


def differences(network: SmallNetwork) -> Iterator[Difference]:
    """Yield every packet on which the two don't agree."""
    world, case = World.of(network.graphs), small_case(network.graphs, network.addresses)
    for asked in _askers(network, world):
        proved = _proved(case, network, asked)
        for packet in _packets(network, asked.source):
            found = {
                KINDS[journey.arrival.kind]: journey
                for journey in world.journeys(packet, sender=asked.sender)
                if journey.arrival is not None and journey.arrival.kind in KINDS
            }
            told: set[str] = {kind for kind, there in proved.items() if packet in there}
            for kind in sorted(told ^ set(found)):
                journey = found.get(kind) or world.send(packet, sender=asked.sender)
                yield Difference(
                    packet=packet,
                    sender=asked.sender,
                    kind=kind,
                    missed=kind in found,
                    journey=journey,
                )


def unread(network: SmallNetwork) -> Sequence[str]:
    """Return what of a network the prover says that it doesn't model."""
    case = small_case(network.graphs, network.addresses)
    rules = [reason for one in case.compiled.inspections.values() for _, reason in one.unread]
    return [*(problem.en for problem in case.problems), *rules]


def small_case(graphs: Sequence[Graph], addresses: Sequence[IPv4Address]) -> Case:
    """Return a network as the prover reads it, cut so finely that each packet is told apart."""
    parts = [read_stack(graph) for graph in graphs]
    nowhere = IPv4Network("192.0.2.0/24")
    declared = Declared(
        stage="small", segment="", inspected=False, shared=nowhere, line=(), tenants={}
    )
    case = Case(parts, declared)
    blocks = [IPv4Network(address) for address in addresses]
    services = [one for service in SERVICES for one in (_service(service), answer_to(service))]
    case.compiled = Compiled(Network(tuple(parts)), [*blocks, nowhere], services)
    return case


def answer_to(service: tuple[int, int]) -> Service:
    """Return the service of the answers to a protocol and port."""
    asked = _service(service)
    return Service(asked.protocols, asked.source_ports, asked.ports)


def _service(service: tuple[int, int]) -> Service:
    protocol, port = service
    source = 50000 if protocol in (TCP, UDP) else 0
    return Service((protocol, protocol), (port, port), (source, source))


def _askers(network: SmallNetwork, world: World) -> Iterator[_Asked]:
    seen: set[str] = set()
    for address, interface in network.interfaces:
        if interface.subnet not in seen:
            seen.add(interface.subnet)
            groups = frozenset(world.groups_of(world.vpc_of(interface.subnet)))
            yield _Asked(address, Interface(subnet=interface.subnet, groups=groups))
    yield _Asked(OUTSIDE, Internet())
    yield _Asked(BEHIND, GovernmentLan())


def _packets(network: SmallNetwork, source: IPv4Address) -> Iterator[Packet]:
    for destination in network.addresses:
        # Which addresses are a service's is nothing that the prover has to know: to it they are
        # others of the internet's, and no statement is about what arrives there.
        if destination in (source, OF_S3):
            continue
        for protocol, port in SERVICES:
            yield Packet(
                source=source,
                destination=destination,
                protocol=protocol,
                source_port=50000 if protocol in (TCP, UDP) else 0,
                destination_port=port,
            )


def _proved(case: Case, network: SmallNetwork, asked: _Asked) -> dict[Kind, set[Packet]]:
    """Return what arrives by the prover: packets as they were sent, by where they arrive."""
    compiled = case.compiled
    found: dict[Kind, set[Packet]] = {}
    packets = list(_packets(network, asked.source))
    boxes = {packet: box_of(compiled, packet) for packet in packets}

    def arrive(kind: Kind, boxes_there: Packets) -> None:
        for packet, box in boxes.items():
            # A NAT gateway may have put its own address in, so the source isn't compared.
            if any(
                box.destinations & one.destinations and box.services & one.services
                for one in boxes_there
            ):
                found.setdefault(kind, set()).add(packet)

    walk = case.walk()
    _send(walk, case, asked)
    for arrival in walk.arrivals:
        there = arrival.packets
        if arrival.end.kind == "place":
            place = compiled.places[int(arrival.end.which)]
            there = compiled.interfaces.let_in(place.vpc, there)
        if isinstance(asked.sender, Interface):
            vpc = compiled.place_of[asked.sender.subnet].vpc
            there = compiled.interfaces.let_out(vpc, there)
        arrive(arrival.end.kind, there)
    return found


def _send(walk: Walk, case: Case, asked: _Asked) -> None:
    compiled = case.compiled
    sources = compiled.space.block(IPv4Network(asked.source))
    everything = Box(sources, compiled.space.addresses.all, compiled.space.any_service)
    if isinstance(asked.sender, Interface):
        walk.leave(compiled.place_of[asked.sender.subnet], (everything,))
        return
    if isinstance(asked.sender, Internet):
        for gateway, vpc in case.network.internet_gateways.items():
            walk.come(gateway, vpc, meet(in_from_internet(compiled, vpc), everything))
        return
    for line in line_ends(case):
        from_line(walk, line, (everything,))


def box_of(compiled: Compiled, packet: Packet) -> Box:
    """Return a packet as the prover has it."""
    service = _service((packet.protocol, packet.destination_port))
    return Box(
        compiled.space.block(IPv4Network(packet.source)),
        compiled.space.block(IPv4Network(packet.destination)),
        compiled.space.service(service),
    )
