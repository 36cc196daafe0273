"""What packets meet wherever they cross the border of a subnet."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from kyotsu.proof.network.dataplane.places import Place
from kyotsu.proof.network.dataplane.route_tables import Way
from kyotsu.proof.network.headerspace.packets import (
    Packets,
    from_sources,
    to_destinations,
    towards,
)
from kyotsu.proof.network.resources.transit import Attachment
from kyotsu.proof.network.walk.journal import Journal
from kyotsu.proof.network.walk.trail import Trail


@dataclass(kw_only=True)
class Crossing(Journal, ABC):
    """A walk as all ways see it: how packets get into subnets, out of them, and on."""

    @abstractmethod
    def leave(
        self,
        place: Place,
        packets: Packets,
        *,
        seen: bool = False,
        trail: Trail = (),
        passed_on_by: tuple[str, ...] = (),
    ) -> None:
        """Send packets from interfaces of a place."""

    @abstractmethod
    def enter(
        self, attachment: Attachment, packets: Packets, *, seen: bool = False, trail: Trail = ()
    ) -> None:
        """Bring packets from a transit gateway into a network."""

    def led_by(self, way: Way, trail: Trail, place: Place, packets: Packets) -> Trail:
        """Add the route by which a place's table leads packets."""
        if way.learned_by:
            return self.at(trail, "learned-here", way.learned_by)
        return self.by_route(trail, place.table, place.vpc, packets)

    def near(self, vpc: str, packets: Packets) -> Iterator[tuple[Place, Packets]]:
        """Yield the places of a network that packets are for, with those packets."""
        for place in self.compiled.places_of.get(vpc, ()):
            if there := towards(packets, place.addresses):
                yield place, there

    def into(self, place: Place, packets: Packets, trail: Trail) -> tuple[Packets, Trail]:
        """Ask a place's ACL of what enters it."""
        rules = self.compiled.acls.rules(place, inward=True)
        if rules is None or place.acl is None:
            return packets, trail
        self.met.add(place.acl.urn)
        inside = from_sources(packets, rules)
        if not inside:
            self.stop(trail, "no-acl-in", place.acl.urn)
        return inside, self.at(trail, "acl-in", place.acl.urn)

    def out_of(self, place: Place, packets: Packets, trail: Trail) -> tuple[Packets, Trail]:
        """Ask a place's ACL of what leaves it."""
        rules = self.compiled.acls.rules(place, inward=False)
        if rules is None or place.acl is None:
            return packets, trail
        self.met.add(place.acl.urn)
        out = to_destinations(packets, rules)
        if not out:
            self.stop(trail, "no-acl-out", place.acl.urn)
        return out, self.at(trail, "acl-out", place.acl.urn)
