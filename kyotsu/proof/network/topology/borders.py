"""What lies at the borders of networks: gateways, and peerings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kyotsu.proof.network.resources.gateways import InternetGateway, Nat, Peering, VirtualGateway
from kyotsu.proof.network.resources.routes import Learning
from kyotsu.proof.network.topology.acceptance import peerings
from kyotsu.proof.network.topology.stacks import Stacks, by_urn, grouped


@dataclass(frozen=True)
class Borders(Stacks):
    """The gateways and peerings of all stacks."""

    @cached_property
    def internet_gateways(self) -> Mapping[str, str]:
        """The network of each internet gateway that is attached to one."""
        return self._attached(self.all("internet_gateways"))

    @cached_property
    def virtual_gateways(self) -> Mapping[str, str]:
        """The network of each virtual private gateway that is attached to one.

        Whether lines end there isn't asked: they may be another account's.
        """
        return self._attached(self.all("virtual_gateways"))

    def _attached(self, gateways: Iterable[InternetGateway | VirtualGateway]) -> Mapping[str, str]:
        by_resource = {one.gateway: one.vpc for one in self.all("gateway_attachments")}
        found = {one.urn: one.vpc or by_resource.get(one.urn, "") for one in gateways}
        return {urn: vpc for urn, vpc in found.items() if vpc}

    @cached_property
    def edge_table_of(self) -> Mapping[str, str]:
        """The table of each gateway that has one."""
        return {one.gateway: one.table for one in self.all("gateway_associations")}

    @cached_property
    def learnings_of(self) -> Mapping[str, Sequence[Learning]]:
        """What each table learns from virtual private gateways."""
        return grouped(self.all("learnings"), "table")

    @cached_property
    def peerings(self) -> Mapping[str, Peering]:
        """The peerings that carry packets, also by the URNs of what accepted them."""
        return peerings(self.all("peerings"), self.all("peering_accepters"))

    @cached_property
    def peerings_of(self) -> Mapping[str, Sequence[Peering]]:
        """The peerings of each network that carry packets."""
        found: defaultdict[str, list[Peering]] = defaultdict(list)
        for urn, one in self.peerings.items():
            if urn == one.urn:
                for vpc in one.vpcs:
                    found[vpc].append(one)
        return found

    @cached_property
    def nats(self) -> Mapping[str, Nat]:
        """NAT gateways by URN."""
        return by_urn(self.all("nats"))
