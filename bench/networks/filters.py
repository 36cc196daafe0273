"""Holds the prover's firewalls against the simulator's, by themselves: connection by connection.

A statement about what must work asks a firewall of three kinds of packets: of a connection's first
one, of what follows, and of the answers. The simulator is asked the same of one connection at a
time. Of names the prover knows only that they may be said, so where a firewall has rules about
them, it may see more pass.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from bench.networks.agreement import answer_to, box_of, small_case
from bench.networks.small.network import SERVICES, SmallNetwork
from kyotsu.desired.graph import Resource
from kyotsu.proof.network.case import Case
from kyotsu.proof.network.firewall.inspection import Inspection, Through
from kyotsu.proof.network.headerspace.packets import Box
from kyotsu.proof.simulator.firewall import FIREWALL, Firewalls
from kyotsu.proof.simulator.packet import TCP, UDP, Packet
from kyotsu.proof.simulator.parts import Parts


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one method says of a connection."""

    opens: str
    """`inspected`, `unseen` or `dropped`: what becomes of its first packet."""
    works: bool
    """Whether everything of it gets through, in both directions."""


@dataclass(frozen=True, kw_only=True)
class FilterDifference:
    """A connection of which the two methods don't say the same."""

    packet: Packet
    proved: Told
    simulated: Told

    def __str__(self) -> str:
        """Return it for people."""
        return f"{self.packet}: the prover says {self.proved}, the simulator {self.simulated}"


def filter_differences(
    network: SmallNetwork, *, certain: bool
) -> Iterator[FilterDifference | None]:
    """Yield a difference, or None, for each connection that any firewall is asked about.

    Where rules aren't `certain`, only TCP is asked about, of which they are.
    """
    parts = Parts.of(network.graphs)
    case = small_case(network.graphs, network.addresses)
    for firewall in parts.inventory.of_type(FIREWALL):
        inspection = case.compiled.inspections[firewall.urn]
        named = any(
            one.rule.action == "pass" and not one.rule.certain for one in inspection.stateful.rules
        )
        for packet in _packets(network, certain=certain):
            proved = _proved(case, inspection, packet)
            simulated = _simulated(parts.firewalls, firewall, packet)
            more = named and proved.opens == simulated.opens and proved.works
            same = proved == simulated or more
            yield (
                None
                if same
                else FilterDifference(packet=packet, proved=proved, simulated=simulated)
            )


def _packets(network: SmallNetwork, *, certain: bool) -> Iterator[Packet]:
    for source, destination in product(network.addresses, repeat=2):
        for protocol, port in SERVICES:
            if source != destination and protocol in ((TCP, UDP) if certain else (TCP,)):
                yield Packet(
                    source=source,
                    destination=destination,
                    protocol=protocol,
                    source_port=50000,
                    destination_port=port,
                )


def _proved(case: Case, inspection: Inspection, packet: Packet) -> Told:
    space = case.compiled.space
    asked = box_of(case.compiled, packet)
    services = space.service(answer_to((packet.protocol, packet.destination_port)))
    answer = Box(asked.destinations, asked.sources, services)
    opens = inspection.passes(space, (asked,), "handshake")
    # Of a datagram's flow nothing need follow: it may be one question with one answer.
    goes_on = inspection.passes(space, (asked,), "data") if packet.protocol == TCP else opens
    back = inspection.passes(space, (answer,), "answer")
    return Told(opens=_word(opens), works=all(map(any, (opens, goes_on, back))))


def _word(through: Through) -> str:
    return "inspected" if through.inspected else "unseen" if through.unseen else "dropped"


def _simulated(firewalls: Firewalls, firewall: Resource, packet: Packet) -> Told:
    opens = firewalls.opens(packet, firewall)
    if not opens.allowed:
        return Told(opens="dropped", works=False)
    goes_on = firewalls.asks(packet, firewall, tracked=opens.tracked)
    back = firewalls.answers(packet.reply(), firewall, tracked=opens.tracked)
    return Told(
        opens="inspected" if opens.tracked else "unseen", works=goes_on.allowed and back.allowed
    )
