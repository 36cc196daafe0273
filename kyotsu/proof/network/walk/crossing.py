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
        return self._by_acl(place, packets, trail, inward=True)

    def out_of(self, place: Place, packets: Packets, trail: Trail) -> tuple[Packets, Trail]:
        """Ask a place's ACL of what leaves it."""
        return self._by_acl(place, packets, trail, inward=False)

    def _by_acl(
        self, place: Place, packets: Packets, trail: Trail, *, inward: bool
    ) -> tuple[Packets, Trail]:
        rules = self.compiled.acls.rules(place, inward=inward)
        if rules is None or place.acl is None:
            return packets, trail
        self.met.add(place.acl.urn)
        passed = from_sources(packets, rules) if inward else to_destinations(packets, rules)
        step = "acl-in" if inward else "acl-out"
        if not passed:
            self.stop(trail, f"no-{step}", place.acl.urn)
        return passed, self.at(trail, step, place.acl.urn)
