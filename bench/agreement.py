"""Whether the prover and the simulator agree, packet by packet, over thousands of small networks.

Where a network leaves AWS nothing to choose, and the prover nothing to take together, they must
agree on every packet. Elsewhere the prover may see more arrive than does: it takes every zone, and
subnets with the same table and ACL as one. It may never see less. Firewalls are asked by themselves
besides: whether a connection is opened, carried on and answered.

    python -m bench.agreement [how many] [seed]
"""

import random
import sys
import time
from dataclasses import dataclass, field
from typing import Final

from rich.console import Console
from rich.progress import track

from bench.figures import Figure, table
from bench.networks.agreement import Difference, differences, unread
from bench.networks.filters import filter_differences
from bench.networks.small.make import small_network
from bench.networks.small.network import Shape

NETWORKS: Final = 3000
SEED: Final = 1
EXACT: Final = Shape(own_tables=True, certain_rules=True)
LOOSE: Final = Shape(zones=2, groups_by_name=True)


@dataclass(kw_only=True)
class Compared:
    """What came out of the comparison of some networks."""

    networks: int = 0
    packets: int = 0
    unread: int = 0
    """Networks that the prover says it doesn't model."""
    more: int = 0
    """Packets that only the prover sees arrive, where it may."""
    differences: list[str] = field(default_factory=list[str])
    connections: int = 0
    """Connections that a firewall was asked about by itself."""
    of_filters: list[str] = field(default_factory=list[str])
    """Those of which the two don't say the same."""

    def add(self, number: int, shape: Shape) -> None:
        """Compare one more network."""
        network = small_network(random.Random(number), shape)  # noqa: S311 - no secret
        self.networks += 1
        if unread(network):
            self.unread += 1
            return
        self.packets += sum(1 for _ in network.packets())
        for one in differences(network):
            self._note(one, number, exact=shape is EXACT)
        for found in filter_differences(network, certain=shape is EXACT):
            self.connections += 1
            self.of_filters += [f"network {number}: {found}"] if found else []

    def _note(self, one: Difference, number: int, *, exact: bool) -> None:
        if exact or one.missed:
            self.differences.append(f"network {number}: {one}")
        else:
            self.more += 1


def compare(count: int, seed: int) -> Compared:
    """Compare so many networks, every other one of those that leave nothing to choose."""
    compared = Compared()
    for number in track(range(count), "networks", transient=True):
        compared.add(seed * 1_000_000 + number, (EXACT, LOOSE)[number % 2])
    return compared


def measure(count: int = NETWORKS, seed: int = SEED) -> list[Figure]:
    """Return all figures."""
    began = time.perf_counter()
    return _figures(compare(count, seed), time.perf_counter() - began)


def _figures(compared: Compared, seconds: float) -> list[Figure]:
    return [
        Figure(
            name="packets on which prover and simulator differ",
            value=float(len(compared.differences)),
            unit="packets",
            limit=0,
            detail=f"of {compared.packets:,} in {compared.networks:,} networks, {seconds:.0f} s",
        ),
        Figure(
            name="connections of whose filtering the two don't say the same",
            value=float(len(compared.of_filters)),
            unit="connections",
            limit=0,
            detail=f"of {compared.connections:,}: opened, carried on and answered",
        ),
        Figure(
            name="packets that only the prover sees, where AWS has a choice",
            value=float(compared.more),
            unit="packets",
            detail="it takes every zone, and alike subnets together",
        ),
        Figure(
            name="small networks that the prover doesn't model",
            value=float(compared.unread),
            unit="networks",
            limit=0,
        ),
    ]


def main() -> int:
    """Print the figures, and each difference; 1 if there is one."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else NETWORKS
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    console, began = Console(width=140), time.perf_counter()
    compared = compare(count, seed)
    for text in (*compared.differences, *compared.of_filters):
        console.print(text, markup=False, highlight=False)
    figures = _figures(compared, time.perf_counter() - began)
    console.print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
