"""A stage's network, ready to follow packets in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from ipaddress import IPv4Network

from kyotsu.proof.network.dataplane.acls import Acls
from kyotsu.proof.network.dataplane.interfaces import CARRIED, Interfaces
from kyotsu.proof.network.dataplane.places import Place
from kyotsu.proof.network.dataplane.prefix_lists import PrefixLists
from kyotsu.proof.network.dataplane.public_access import PublicAccess
from kyotsu.proof.network.dataplane.route_tables import RouteTables
from kyotsu.proof.network.dataplane.security_groups import SecurityGroups
from kyotsu.proof.network.dataplane.transit_tables import TransitTables
from kyotsu.proof.network.firewall.flags import Flags
from kyotsu.proof.network.firewall.inspection import Inspection, Phase, Through
from kyotsu.proof.network.headerspace.packets import Box
from kyotsu.proof.network.headerspace.space import Service, Space, network_of
from kyotsu.proof.network.resources.firewalls import Firewall
from kyotsu.proof.network.resources.vpcs import Subnet
from kyotsu.proof.network.topology.network import Network


class Compiled:
    """A network, ready to follow packets in. `blocks` and `services` are asked about besides."""

    def __init__(
        self,
        network: Network,
        blocks: Iterable[IPv4Network] = (),
        services: Iterable[Service] = (),
    ) -> None:
        self.network = network
        self.inspections = {
            urn: Inspection(network, firewall) for urn, firewall in network.firewalls.items()
        }
        self.space = Space([*self._blocks(), *blocks], [*self._services(), *services])
        lists = PrefixLists(network)
        self.routes = RouteTables(network, self.space, lists)
        self.transit = TransitTables(network, self.space)
        self.acls = Acls(self.space)
        self.groups = SecurityGroups(network, self.space, lists, self.addresses_of)
        self.interfaces = Interfaces(network, self.space, self.groups)
        self.public_access = PublicAccess(network, self.space)

    def _blocks(self) -> Iterator[IPv4Network]:
        network = self.network
        for text in {
            *(block for vpc in network.vpcs.values() for block in vpc.blocks),
            *(subnet.block for subnet in network.subnets.values()),
            *(one.block for one in network.all("routes") if one.block),
            *(one.block for one in network.all("transit_routes")),
            *(rule.block for acl in network.acls.values() for rule in (*acl.inward, *acl.outward)),
            *(one.block for one in network.all("group_rules") if one.block),
            *(block for one in network.all("prefix_lists") for block in one.blocks),
        }:
            yield network_of(text)
        for inspection in self.inspections.values():
            yield from inspection.blocks

    def _services(self) -> Iterator[Service]:
        yield from {
            *(
                rule.service
                for acl in self.network.acls.values()
                for rule in (*acl.inward, *acl.outward)
            ),
            *(rule.service for rule in self.network.all("group_rules")),
            *(service for one in self.network.all("listeners") for service in one.services),
            *CARRIED,
        }
        for inspection in self.inspections.values():
            yield from inspection.services

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All places of the stage."""
        held: defaultdict[tuple[str, str, str], list[Subnet]] = defaultdict(list)
        for subnet in self.network.subnets.values():
            acl = self.network.acl_of[subnet.urn]
            table = self.network.table_of[subnet.urn]
            held[subnet.vpc, table, acl.urn if acl else ""].append(subnet)
        return tuple(
            Place(
                number=number,
                vpc=vpc,
                table=table,
                acl=self.network.acl_of[subnets[0].urn],
                subnets=tuple(subnets),
                addresses=self.space.cidrs(one.block for one in subnets),
            )
            for number, ((vpc, table, _), subnets) in enumerate(held.items())
        )

    @cached_property
    def places_of(self) -> Mapping[str, Sequence[Place]]:
        """The places of each network."""
        found: defaultdict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            found[place.vpc].append(place)
        return found

    @cached_property
    def place_of(self) -> Mapping[str, Place]:
        """The place of each subnet."""
        return {subnet.urn: place for place in self.places for subnet in place.subnets}

    def places_at(self, subnets: Iterable[str]) -> tuple[Place, ...]:
        """Return the places of some subnets, each once."""
        found = {
            place.number: place for urn in subnets if (place := self.place_of.get(urn)) is not None
        }
        return tuple(found.values())

    def within(self, subnet: Subnet) -> int:
        """Return a subnet's addresses."""
        return self.space.cidr(subnet.block)

    @cached_property
    def addresses_of(self) -> Mapping[str, int]:
        """The addresses of each network."""
        return {vpc.urn: self.space.cidrs(vpc.blocks) for vpc in self.network.vpcs.values()}

    def inspect(
        self, firewall: Firewall, boxes: tuple[Box, ...], phase: Phase, flags: Flags | None
    ) -> Through:
        """Return what a firewall lets through of packets of one phase of their connection."""
        return self.inspections[firewall.urn].passes(self.space, boxes, phase, flags)
