"""The ways by what a route names beside a transit gateway."""

from dataclasses import dataclass

from kyotsu.proof.network.dataplane.places import Place
from kyotsu.proof.network.dataplane.route_tables import Way
from kyotsu.proof.network.headerspace.packets import (
    Box,
    Packets,
    compact,
    destinations_of,
)
from kyotsu.proof.network.walk.borders import out_to_internet, over_peering
from kyotsu.proof.network.walk.crossing import Crossing
from kyotsu.proof.network.walk.trail import End, Trail


@dataclass(kw_only=True)
class TargetWays(Crossing):
    """A walk by gateways, firewalls and peerings."""

    def elsewhere(self, place: Place, way: Way, packets: Packets, seen: bool, trail: Trail) -> None:
        """Lead packets to where a route points beyond the network and its transit gateways."""
        network = self.compiled.network
        if way.kind == "gateway":
            self.by_gateway(place, way, packets, seen, trail)
        elif way.kind == "nat" and way.target in network.nats:
            # https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html: the address of
            # the gateway takes the place of the sender's.
            subnet = network.nats[way.target].subnet
            for gate in self.compiled.places_at((subnet,)):
                inside, on = self.into(gate, packets, trail)
                own = self.compiled.within(network.subnets[subnet])
                changed = compact(Box(own, box.destinations, box.services) for box in inside)
                self.met.add(way.target)
                before, self.behind_nat = self.behind_nat, True
                self.leave(gate, changed, seen=seen, trail=self.at(on, "nat", way.target))
                self.behind_nat = before
        elif way.kind == "endpoint" and way.target in network.firewalls:
            self.inspect(way.target, packets, seen, trail)
        elif way.kind == "peering":
            self.over_peering_to(place, way.target, packets, seen, trail)
        elif way.kind == "unknown":
            self.arrive(End("unknown", way.target), packets, seen, trail)

    def inspect(self, target: str, packets: Packets, seen: bool, trail: Trail) -> None:
        """Bring packets to a firewall's endpoints, and on from there."""
        firewall = self.compiled.network.firewalls[target]
        self.met.update((target, firewall.policy))
        for gate in self.compiled.places_at(firewall.subnets):
            inside, on = self.into(gate, packets, trail)
            through = self.compiled.inspect(firewall, inside, self.phase, self.flags)
            if not any(through):
                self.inspected(on, target, inside)
            # What the stateless engine passes by itself, the inspection hasn't seen.
            for passed, inspected in zip(through, (True, seen), strict=True):
                if passed:
                    after, doors = self.inspected(on, target, passed), firewall.subnets
                    self.leave(gate, passed, seen=inspected, trail=after, passed_on_by=doors)

    def by_gateway(
        self, place: Place, way: Way, packets: Packets, seen: bool, trail: Trail
    ) -> None:
        """Let packets out by a gateway of their network: to the internet, or to its lines.

        https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html: behind a virtual private
        gateway is whatever its lines lead to, so all of it arrives there.
        """
        network = self.compiled.network
        self.met.update({way.target, way.learned_by} - {""})
        if network.internet_gateways.get(way.target) == place.vpc:
            out = out_to_internet(self.compiled, place.vpc, packets, behind_nat=self.behind_nat)
            end = End("internet", way.target)
            self.arrive(end, out, seen, self.at(trail, "internet", way.target))
        elif network.virtual_gateways.get(way.target) == place.vpc:
            self.sent_to |= destinations_of(packets)
            self.arrive(End("line", way.target), packets, seen, trail)

    def over_peering_to(
        self, place: Place, target: str, packets: Packets, seen: bool, trail: Trail
    ) -> None:
        """Bring packets to the peer, and no further.

        While nobody has accepted it, a route to it is a blackhole:
        https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
        """
        self.met.add(target)
        peering = self.compiled.network.peerings.get(target)
        if peering is None:
            self.stop(trail, "no-peering", target)
        if peering is None or place.vpc not in peering.vpcs:
            return
        other = peering.vpcs[1] if peering.vpcs[0] == place.vpc else peering.vpcs[0]
        self.met.add(other)
        self.sent_to |= destinations_of(packets)
        for near, there in self.near(other, over_peering(self.compiled, place.vpc, packets)):
            inside, on = self.into(near, there, self.at(trail, "peering", target))
            self.arrive(End("place", str(near.number)), inside, seen, on)
