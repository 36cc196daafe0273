"""A packet on its way, and what the things it passed will remember of it."""

from dataclasses import dataclass, field, replace
from typing import Final, Self

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.inventory import line_of
from kyotsu.proof.simulator.journey import Arrival, Hop, Journey, Memory, Outcome
from kyotsu.proof.simulator.packet import Interface, Packet, Sender

MOST_HOPS: Final = 60
"""A packet that comes this far goes in circles: its time to live ends sooner or later."""
Crossed = frozenset[str]
"""What was passed on the way: `peering`, `transit`, `transit with groups`, `middlebox`."""


@dataclass(frozen=True, kw_only=True)
class Traveller:
    """A packet on its way."""

    packet: Packet
    sender: Sender
    receiver: Interface | None = None
    """Who must get it; None: whoever is at the address."""
    hops: tuple[Hop, ...] = ()
    zone: str | None = None
    """Where it is, as far as a transit gateway cares; None: outside."""
    crossed: Crossed = frozenset()
    wanted_group: str | None = None
    """The group that the receiver must have, by the rule that let the packet out."""
    memory: Memory = field(default_factory=Memory)
    answering: bool = False
    """Whether this is an answer: then `memory` is what the request left behind."""

    def past(self, text: str, resource: Resource | None, urn: str = "") -> Self:
        """Return the packet after one more hop."""
        hop = Hop(
            text=text,
            urn=resource.urn if resource is not None else urn,
            source=line_of(resource),
            packet=self.packet,
        )
        return replace(self, hops=(*self.hops, hop))

    def ends(
        self, outcome: Outcome, text: str, resource: Resource | None, urn: str = ""
    ) -> Journey:
        """Return the journey that ends with this hop."""
        return Journey(outcome=outcome, hops=self.past(text, resource, urn).hops)

    def dropped(self, text: str, resource: Resource | None, urn: str = "") -> Journey:
        """Return the journey that ends here, because something stops the packet."""
        return self.ends("dropped", text, resource, urn)

    def unmodelled(self, text: str, resource: Resource | None, urn: str = "") -> Journey:
        """Return the journey that ends here, because nobody can say how it goes on."""
        return self.ends("unmodelled", text, resource, urn)

    def arrives(self, arrival: Arrival, text: str, resource: Resource | None) -> Journey:
        """Return the journey that ends here, because this is where the packet goes.

        What a rule on a group has let out goes to that group's members only.
        """
        if self.wanted_group is not None and arrival.kind != "interface":
            return self.dropped("the rule that let it out is for another group", resource)
        hops = self.past(text, resource, arrival.urn).hops
        return Journey(outcome="delivered", hops=hops, arrival=arrival, memory=self.memory)
