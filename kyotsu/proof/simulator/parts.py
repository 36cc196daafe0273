"""Everything that the graphs say, by what it decides on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from kyotsu.desired.graph import Graph
from kyotsu.proof.simulator.acls import Acls
from kyotsu.proof.simulator.addresses import Addresses
from kyotsu.proof.simulator.balancers import Balancers
from kyotsu.proof.simulator.border import Border
from kyotsu.proof.simulator.firewall import Firewalls
from kyotsu.proof.simulator.groups import Groups
from kyotsu.proof.simulator.inventory import Inventory
from kyotsu.proof.simulator.routes import Routes
from kyotsu.proof.simulator.transit import Transit
from kyotsu.proof.simulator.unmodelled import Unmodelled


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What decides on packets."""

    inventory: Inventory
    addresses: Addresses
    groups: Groups
    acls: Acls
    routes: Routes
    balancers: Balancers
    border: Border
    transit: Transit
    firewalls: Firewalls
    unmodelled: Unmodelled

    @classmethod
    def of(cls, graphs: Iterable[Graph]) -> Self:
        """Return the parts of some graphs together."""
        inventory = Inventory(graphs)
        addresses, border = Addresses(inventory), Border(inventory)
        return cls(
            inventory=inventory,
            addresses=addresses,
            groups=Groups(inventory, addresses),
            acls=Acls(inventory),
            routes=Routes(inventory, addresses, border),
            balancers=Balancers(inventory),
            border=border,
            transit=Transit(inventory, addresses),
            firewalls=Firewalls(inventory, addresses),
            unmodelled=Unmodelled(inventory),
        )
