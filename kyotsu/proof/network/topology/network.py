"""All stacks' parts together: the network of a stage, with what refers to what.

Nothing of packets is known here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from kyotsu.proof.network.resources.filters import Acl, Group, GroupRule
from kyotsu.proof.network.resources.firewalls import Firewall
from kyotsu.proof.network.resources.gateways import InternetGateway, Nat, Peering, VirtualGateway
from kyotsu.proof.network.resources.part import Part
from kyotsu.proof.network.resources.routes import Learning, Route, Table
from kyotsu.proof.network.resources.thing import Thing
from kyotsu.proof.network.resources.transit import Attachment, Transit, TransitAssociation
from kyotsu.proof.network.resources.vpcs import Subnet, Vpc
from kyotsu.proof.network.topology.acceptance import peerings, pending
from kyotsu.proof.network.topology.acls import acls

T = TypeVar("T", bound=Thing)


@dataclass(frozen=True)
class Network:
    """The network that the parts make."""

    parts: tuple[Part, ...]

    def all(self, name: str) -> Sequence[Any]:
        """Return the things of one kind of all parts, by the name of their field."""
        found = self._kinds.get(name)
        if found is None:
            found = self._kinds[name] = tuple(
                chain.from_iterable(map(attrgetter(name), self.parts))
            )
        return found

    @cached_property
    def lines(self) -> Sequence[Attachment]:
        """What ends at a transit gateway and is neither a network nor another gateway."""
        return [one for one in self.all("attachments") if not (one.vpc or one.peer)]

    @cached_property
    def _kinds(self) -> dict[str, tuple[Any, ...]]:
        return {}

    @cached_property
    def stack_of(self) -> Mapping[str, str]:
        """The stack of each network, by URN."""
        return {vpc.urn: part.stack for part in self.parts for vpc in part.vpcs}

    @cached_property
    def vpcs(self) -> Mapping[str, Vpc]:
        """All networks by URN."""
        return _by_urn(self.all("vpcs"))

    @cached_property
    def subnets(self) -> Mapping[str, Subnet]:
        """All subnets by URN."""
        return _by_urn(self.all("subnets"))

    @cached_property
    def subnets_of(self) -> Mapping[str, Sequence[Subnet]]:
        """The subnets of each network."""
        return _grouped(self.subnets.values(), "vpc")

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """Route tables by URN."""
        return _by_urn(self.all("tables"))

    @cached_property
    def routes_of(self) -> Mapping[str, Sequence[Route]]:
        """The routes of each table."""
        return _grouped(self.all("routes"), "table")

    @cached_property
    def table_of(self) -> Mapping[str, str]:
        """The table of each subnet: its own, or the network's main one; empty for AWS's."""
        main = {table.vpc: table.urn for table in self.tables.values() if table.main}
        own = {one.subnet: one.table for one in self.all("associations")}
        return {
            subnet.urn: self._table(own.get(subnet.urn), main, subnet)
            for subnet in self.subnets.values()
        }

    def _table(self, own: str | None, main: Mapping[str, str], subnet: Subnet) -> str:
        if own is None or "#" in own:
            return main.get(subnet.vpc, "")
        return own

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
        return _grouped(self.all("learnings"), "table")

    @cached_property
    def acls(self) -> Mapping[str, Acl]:
        """ACLs by URN, with all their entries: see `acls`."""
        return acls(self.all("acls"), self.all("acl_entries"), self.vpcs)

    @cached_property
    def acl_of(self) -> Mapping[str, Acl | None]:
        """The ACL of each subnet; None for AWS's own, which lets everything pass."""
        default = {acl.vpc: acl for acl in self.acls.values() if acl.default}
        own: dict[str, Acl | None] = {
            subnet: acl for acl in self.acls.values() for subnet in acl.subnets
        }
        for one in self.all("acl_associations"):
            vpc, _, word = one.acl.partition("#")
            found = default.get(vpc) if word else self.acls.get(one.acl)
            if found is not None or word:
                own[one.subnet] = found
        return {
            subnet.urn: own.get(subnet.urn, default.get(subnet.vpc))
            for subnet in self.subnets.values()
        }

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """Security groups by URN."""
        return _by_urn(self.all("groups"))

    @cached_property
    def groups_of(self) -> Mapping[str, Sequence[Group]]:
        """The groups of each network."""
        return _grouped(self.groups.values(), "vpc")

    @cached_property
    def rules_of(self) -> Mapping[str, Sequence[GroupRule]]:
        """The rules of each group."""
        return _grouped(self.all("group_rules"), "group")

    @cached_property
    def transits(self) -> Mapping[str, Transit]:
        """Transit gateways by URN."""
        return _by_urn(self.all("transits"))

    @cached_property
    def attachments(self) -> Mapping[str, Attachment]:
        """What is attached to transit gateways, by URN, also by the URN of what accepted it."""
        found = _by_urn(self.all("attachments"))
        for accepter in self.all("accepters"):
            if accepter.attachment in found:
                found[accepter.urn] = found[accepter.attachment]
        return found

    @cached_property
    def pending(self) -> frozenset[str]:
        """The URNs of attachments that nobody has accepted: they carry nothing."""
        return pending(self.all("attachments"), self.transits, self.accepted)

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
    def accepted(self) -> Mapping[str, str]:
        """The URN of what accepted each attachment."""
        return {one.attachment: one.urn for one in self.all("accepters")}

    @cached_property
    def transit_of(self) -> Mapping[str, str]:
        """The transit gateway of each of the gateways' tables."""
        return {one.urn: one.transit for one in self.all("transit_tables")}

    @cached_property
    def segment_of(self) -> Mapping[tuple[str, str], TransitAssociation]:
        """The association of each attachment at each transit gateway: a peering is at two."""
        return {
            (attachment.urn, self.transit_of.get(one.table, attachment.transit)): one
            for one in self.all("transit_associations")
            if (attachment := self.attachments.get(one.attachment)) is not None
        }

    @cached_property
    def attachment_of(self) -> Mapping[str, Sequence[Attachment]]:
        """The attachments of each network that carry packets."""
        return _grouped(
            (one for one in self.all("attachments") if one.vpc and one.urn not in self.pending),
            "vpc",
        )

    @cached_property
    def firewalls(self) -> Mapping[str, Firewall]:
        """Firewalls by URN."""
        return _by_urn(self.all("firewalls"))

    @cached_property
    def nats(self) -> Mapping[str, Nat]:
        """NAT gateways by URN."""
        return _by_urn(self.all("nats"))


def _by_urn(things: Iterable[T]) -> dict[str, T]:
    return {thing.urn: thing for thing in things}


def _grouped(things: Iterable[T], name: str) -> dict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for thing in things:
        found[getattr(thing, name).partition("#")[0]].append(thing)
    return found
