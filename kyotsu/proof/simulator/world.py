"""`World`: the networks of some graphs, into which packets can be sent."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Self

from kyotsu.desired.graph import Graph, Resource
from kyotsu.proof.simulator.border import VIRTUAL
from kyotsu.proof.simulator.inventory import part
from kyotsu.proof.simulator.journey import Arrival, Journey
from kyotsu.proof.simulator.packet import GovernmentLan, Interface, Internet, Packet, Sender
from kyotsu.proof.simulator.parts import Parts
from kyotsu.proof.simulator.traveller import Traveller
from kyotsu.proof.simulator.unmodelled import found_in
from kyotsu.proof.simulator.walk import SUBNET, Walk


class World:
    """The networks of some graphs: a foundation and tenants, or any others.

        world = World.of(graphs)
        journey = world.send(packet, sender=Interface(subnet=urn, groups=frozenset({group})))

    What isn't in the desired state is taken to be as bad as it can be: anything may have any
    address of a subnet, any groups of its VPC, and a public address.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._walk = Walk(parts)

    @classmethod
    def of(cls, graphs: Iterable[Graph]) -> Self:
        """Return the world of some graphs."""
        return cls(Parts.of(graphs))

    @property
    def unmodelled(self) -> list[Resource]:
        """The resources of networks that aren't modelled; what touches them isn't followed."""
        return list(found_in(self._parts.inventory))

    @property
    def subnets(self) -> list[Resource]:
        """All subnets, in the order of the graphs."""
        return self._parts.inventory.of_type(SUBNET)

    def vpc_of(self, subnet: str) -> str:
        """Return the URN of a subnet's VPC. Raises `KeyError` for a subnet that isn't here."""
        resource = self._parts.inventory.get(subnet)
        vpc = self._parts.inventory.named(resource.inputs.get("vpcId")) if resource else None
        if vpc is None:
            raise KeyError(subnet)
        return vpc

    def groups_of(self, vpc: str) -> list[str]:
        """Return the groups that an interface in a VPC can have, its default group among them."""
        return self._parts.groups.of_vpc(vpc)

    @staticmethod
    def default_group(vpc: str) -> str:
        """Return the name of a VPC's default group: it is nobody's resource, so it has no URN."""
        return part(vpc, "group")

    def send(self, packet: Packet, *, sender: Sender, receiver: Interface | None = None) -> Journey:
        """Return what becomes of a packet, and of the answer to it.

        Where it may go several ways, one on which it is delivered is returned, best one on which it
        is answered too; else one that nobody can follow to its end. Without a `receiver`, whoever
        is at the address takes the packet if any group of its VPC would.
        """
        found: list[Journey] = []
        for journey in self.journeys(packet, sender=sender, receiver=receiver):
            found.append(journey)
            if journey.answered:
                break
        return min(found, key=_rank)

    def journeys(
        self, packet: Packet, *, sender: Sender, receiver: Interface | None = None
    ) -> Iterator[Journey]:
        """Yield all ways that a packet may go, at least one.

        What can't be read, such as a block that is none, leaves the way open that meets it.
        """
        senders = list(self._senders(sender))
        if not senders:
            nobody = Traveller(packet=packet, sender=sender)
            yield nobody.dropped("there is no gateway, or no line, by which it could come in", None)
        for start in senders:
            traveller = Traveller(packet=packet, sender=start, receiver=receiver)
            try:
                for journey in self._from(traveller, start):
                    reply = None
                    if journey.arrival is not None:
                        reply = self._answer(journey, journey.arrival, start)
                    yield replace(journey, reply=reply)
            except (KeyError, TypeError, ValueError) as error:
                yield traveller.unmodelled(f"something on its way can't be read: {error}", None)

    def _senders(self, sender: Sender) -> Iterator[Sender]:
        """Yield a sender, or each place that somebody outside can send from."""
        if sender == Internet():
            yield from (Internet(gateway.urn) for gateway in self._parts.border.gateways())
        elif sender == GovernmentLan():
            lines = [*self._parts.transit.lines(), *self._parts.border.virtual()]
            yield from (GovernmentLan(line.urn) for line in lines)
        else:
            yield sender

    def _from(self, traveller: Traveller, sender: Sender) -> Iterator[Journey]:
        match sender:
            case Interface():
                for begun in self._walk.delivery.begin(traveller, sender):
                    if isinstance(begun, Journey):
                        yield begun
                    else:
                        yield from self._walk.from_subnet(begun, sender.subnet)
            case Internet():
                yield from self._walk.internet.come(traveller, self._known(sender.gateway))
            case GovernmentLan():
                yield from self._over_line(traveller, self._known(sender.line))

    def _over_line(self, traveller: Traveller, line: Resource) -> Iterator[Journey]:
        """Let a packet in by a line, or by the gateway at which lines end."""
        if line.type == VIRTUAL:
            yield from self._walk.virtual.come(traveller, line)
        else:
            yield from self._walk.transit.through(traveller, line)

    def _known(self, urn: str | None) -> Resource:
        resource = self._parts.inventory.get(urn)
        if resource is None:
            raise KeyError(urn)
        return resource

    def _answer(self, journey: Journey, arrival: Arrival, sender: Sender) -> Journey:
        """Return what becomes of the answer to a packet that was delivered."""
        memory = journey.memory
        packet = journey.end.packet.reply()
        traveller = Traveller(
            packet=packet,
            sender=sender,
            receiver=sender if isinstance(sender, Interface) else None,
            memory=memory,
            answering=True,
        )
        if memory.unnamed is not None:
            return traveller.dropped(f"the request isn't passed on: {memory.unnamed}", None)
        back = min(self._back(traveller, arrival), key=_rank)
        if back.arrival is not None and not _is_at(back.arrival, sender):
            return replace(back, outcome="dropped", arrival=None)
        return back

    def _back(self, traveller: Traveller, arrival: Arrival) -> Iterator[Journey]:
        match arrival.kind:
            case "interface":
                yield from self._walk.from_subnet(traveller, arrival.urn)
            case "internet":
                yield from self._walk.internet.come(traveller, self._known(arrival.urn))
            case "government-lan":
                yield from self._over_line(traveller, self._known(arrival.urn))
            case "service":
                endpoint = self._known(arrival.urn)
                vpc = self._parts.inventory.named(endpoint.inputs.get("vpcId")) or ""
                on = traveller.past("the service answers", endpoint)
                yield from self._walk.into_vpc(on, vpc, None)


def _is_at(arrival: Arrival, sender: Sender) -> bool:
    """Whether an answer came to whom it is for."""
    match sender:
        case Interface():
            return arrival.kind == "interface" and arrival.urn == sender.subnet
        case Internet():
            return arrival.urn == sender.gateway
        case GovernmentLan():
            return arrival.kind == "government-lan"


def _rank(journey: Journey) -> int:
    if journey.answered:
        return 0
    return {"delivered": 1, "unmodelled": 2, "dropped": 3}[journey.outcome]
