"""What interfaces of a network let in and out.

Most do what their security groups say. A network load balancer may have none; then it takes all
that comes to its listeners, and sends whatever it likes
(https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html).

What such a balancer gets it passes on to its targets, with the client's address where that is
preserved
(https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html).
That second packet is sent only for one that the balancer was let have, and only within its own
network or from its own address: so whoever may reach the balancer is what has to be proved.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from kyotsu.proof.network.dataplane.security_groups import SecurityGroups
from kyotsu.proof.network.headerspace.packets import (
    Box,
    Packets,
    compact,
    from_sources,
    meet,
    to_destinations,
)
from kyotsu.proof.network.headerspace.space import TCP, UDP, Service, Space
from kyotsu.proof.network.resources.balancers import Balancer, Listener
from kyotsu.proof.network.resources.vpcs import Subnet
from kyotsu.proof.network.topology.network import Network

CARRIED = (Service((TCP, TCP)), Service((UDP, UDP)))
"""What a network load balancer sends to its targets."""


class Interfaces:
    """All that can be an end of a connection in a network, whatever it is."""

    def __init__(self, network: Network, space: Space, groups: SecurityGroups) -> None:
        self._network = network
        self._space = space
        self._groups = groups

    @cached_property
    def _unguarded(self) -> Mapping[str, Sequence[Balancer]]:
        """The load balancers without any group, by network."""
        found: dict[str, list[Balancer]] = {}
        for one in self._network.all("balancers"):
            if not one.guarded:
                for vpc in {it.vpc for it in self._subnets(one)}:
                    found.setdefault(vpc, []).append(one)
        return found

    @cached_property
    def _listeners(self) -> Mapping[str, Sequence[Listener]]:
        found: dict[str, list[Listener]] = {}
        for one in self._network.all("listeners"):
            found.setdefault(one.balancer, []).append(one)
        return found

    def _subnets(self, balancer: Balancer) -> Sequence[Subnet]:
        known = self._network.subnets
        return [known[urn] for urn in balancer.subnets if urn in known]

    def _addresses(self, balancer: Balancer) -> int:
        return self._space.cidrs(one.block for one in self._subnets(balancer))

    @cached_property
    def _of_nats(self) -> int:
        known = self._network.subnets
        subnets = (known.get(one.subnet) for one in self._network.nats.values())
        return self._space.cidrs(one.block for one in subnets if one is not None)

    def let_in(self, vpc: str, packets: Packets) -> Packets:
        """Return what some interface of a network takes of the packets that get to it."""
        taken = from_sources(packets, self._groups.rules(vpc, inward=True))
        open_doors = [box for _, box in self.doors(vpc)]
        if not open_doors:
            return taken
        return compact((*taken, *(one for box in open_doors for one in meet(packets, box))))

    def let_out(self, vpc: str, packets: Packets, *, changed: bool = False) -> Packets:
        """Return what some interface of a network sends of the packets that it may send.

        `changed`: the packets are as they arrive, so their senders may be NAT gateways by now.
        """
        sent = to_destinations(packets, self._groups.rules(vpc, inward=False))
        everywhere = self._space.addresses.all
        for one in self._unguarded.get(vpc, ()):
            services = self._space.services(CARRIED)
            senders = self._addresses(one) | (self._of_nats if changed else 0)
            sent += meet(packets, Box(senders, everywhere, services))
        return compact(sent)

    def doors(self, vpc: str) -> list[tuple[Listener, Box]]:
        """Return what a network's load balancers take of anybody, with the listener of each."""
        return [
            (
                listener,
                Box(
                    self._space.addresses.all,
                    self._addresses(one),
                    self._space.services(listener.services),
                ),
            )
            for one in self._unguarded.get(vpc, ())
            for listener in self._listeners.get(one.urn, ())
        ]
