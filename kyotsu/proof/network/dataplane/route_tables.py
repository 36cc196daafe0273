"""Route tables of networks: where a place's packets are led.

https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network

from kyotsu.proof.network.dataplane.places import Place
from kyotsu.proof.network.dataplane.prefix_lists import PrefixLists
from kyotsu.proof.network.headerspace.space import Space, network_of
from kyotsu.proof.network.resources.routes import Route, Target
from kyotsu.proof.network.topology.network import Network


@dataclass(frozen=True)
class Way:
    """Where packets to some addresses are led by a route table."""

    kind: Target | str
    """`local` for the network itself."""
    target: str
    addresses: int


class RouteTables:
    """All route tables of networks."""

    def __init__(self, network: Network, space: Space, lists: PrefixLists) -> None:
        self._network = network
        self._space = space
        self._lists = lists
        self._ways: dict[tuple[str, str], tuple[Way, ...]] = {}

    def ways(self, place: Place) -> tuple[Way, ...]:
        """Return where a place's table leads, by the longest prefix.

        https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html: the more
        specific route wins, and among equals one with a block before one with a prefix list.
        """
        key = (place.table, place.vpc)
        found = self._ways.get(key)
        if found is None:
            found = self._ways[key] = tuple(self._flat(place))
        return found

    def candidates(self, place: Place) -> list[tuple[IPv4Network, Route | None]]:
        """Return a place's routes, the first that matches wins; None for the network's own."""
        vpc = self._network.vpcs.get(place.vpc)
        own: list[tuple[IPv4Network, Route | None]] = [
            (network_of(block), None) for block in (vpc.blocks if vpc else ())
        ]
        routes = self._network.routes_of.get(place.table, ()) if place.table else ()
        for route in routes:
            own += ((block, route) for block in self._destinations(route))
        return sorted(own, key=_priority)

    def _destinations(self, route: Route) -> Iterator[IPv4Network]:
        if route.block:
            yield network_of(route.block)
        for block in self._lists.listed(route.prefix_list):
            yield network_of(block)

    def _flat(self, place: Place) -> Iterator[Way]:
        left = self._space.addresses.all
        found: dict[tuple[str, str], int] = {}
        for block, route in self.candidates(place):
            here = self._space.block(block) & left
            left ^= here
            key = ("local", "") if route is None else (route.kind, route.target)
            found[key] = found.get(key, 0) | here
        for (kind, target), addresses in found.items():
            if addresses:
                yield Way(kind, target, addresses)


def _priority(one: tuple[IPv4Network, Route | None]) -> tuple[int, bool]:
    block, route = one
    return -block.prefixlen, route is not None and not route.block
