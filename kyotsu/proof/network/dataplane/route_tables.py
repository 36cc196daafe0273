"""Route tables of networks: where a place's packets are led.

https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network

from kyotsu.proof.network.dataplane.prefix_lists import PrefixLists
from kyotsu.proof.network.headerspace.space import Space, network_of
from kyotsu.proof.network.resources.routes import Route, Target
from kyotsu.proof.network.topology.network import Network


@dataclass(frozen=True)
class Way:
    """Where packets to some addresses are led by a route table."""

    kind: Target
    target: str
    addresses: int
    learned_by: str = ""
    """The URN of what says that the table learns this, which nobody here knows."""


class RouteTables:
    """All route tables of networks. One is named by its URN and its network.

    Without a URN it is the one that AWS makes with the network, which nobody took over.
    """

    def __init__(self, network: Network, space: Space, lists: PrefixLists) -> None:
        self._network = network
        self._space = space
        self._lists = lists
        self._ways: dict[tuple[str, str], tuple[Way, ...]] = {}

    def ways(self, table: str, vpc: str) -> tuple[Way, ...]:
        """Return where a table leads, by the longest prefix.

        https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html: the more
        specific route wins, and among equals one with a block before one with a prefix list.
        """
        found = self._ways.get((table, vpc))
        if found is None:
            found = (*self._flat(table, vpc), *self._learned(table, vpc))
            self._ways[table, vpc] = found
        return found

    def candidates(self, table: str, vpc: str) -> list[tuple[IPv4Network, Route | None]]:
        """Return a table's routes, the first that matches wins; None for the network's own.

        A route for the very block of the network takes the place of its own:
        https://docs.aws.amazon.com/vpc/latest/userguide/replace-local-route-target.html
        """
        own: list[tuple[IPv4Network, Route | None]] = [
            (network_of(block), None) for block in self._blocks(vpc)
        ]
        for route in self._network.routes_of.get(table, ()) if table else ():
            own += ((block, route) for block in self._destinations(route))
        return sorted(own, key=_priority)

    def _blocks(self, vpc: str) -> tuple[str, ...]:
        found = self._network.vpcs.get(vpc)
        return found.blocks if found else ()

    def _destinations(self, route: Route) -> Iterator[IPv4Network]:
        if route.block:
            yield network_of(route.block)
        for block in self._lists.listed(route.prefix_list):
            yield network_of(block)

    def _flat(self, table: str, vpc: str) -> Iterator[Way]:
        left = self._space.addresses.all
        found: dict[tuple[Target, str], int] = {}
        for block, route in self.candidates(table, vpc):
            here = self._space.block(block) & left
            left ^= here
            key: tuple[Target, str] = ("local", "")
            if route is not None:
                key = (route.kind, route.target)
            found[key] = found.get(key, 0) | here
        for (kind, target), addresses in found.items():
            if addresses:
                yield Way(kind, target, addresses)

    def _learned(self, table: str, vpc: str) -> Iterator[Way]:
        """Yield what a table may learn from virtual private gateways, besides what else leads it.

        https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html: what the far side
        announces isn't known, and wins where it is more specific than all other routes but the
        network's own.
        """
        learnings = self._network.learnings_of.get(table, ()) if table else ()
        if not learnings:
            return
        sure = self._space.cidrs(self._blocks(vpc))
        for block, _ in self.candidates(table, vpc):
            if block.prefixlen == block.max_prefixlen:
                sure |= self._space.block(block)
        for one in learnings:
            if self._network.virtual_gateways.get(one.gateway) == vpc:
                yield Way("gateway", one.gateway, self._space.addresses.all & ~sure, one.urn)


def _priority(one: tuple[IPv4Network, Route | None]) -> tuple[int, bool, bool]:
    block, route = one
    return -block.prefixlen, route is None, route is not None and not route.block
