"""The network of a stage, with what refers to what. Nothing of packets is known here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kyotsu.proof.network.resources.filters import Acl, Group, GroupRule
from kyotsu.proof.network.resources.firewalls import Firewall
from kyotsu.proof.network.resources.routes import Route, Table
from kyotsu.proof.network.resources.vpcs import Subnet, Vpc
from kyotsu.proof.network.topology.acls import acls
from kyotsu.proof.network.topology.borders import Borders
from kyotsu.proof.network.topology.stacks import by_urn, grouped
from kyotsu.proof.network.topology.transit import TransitGateways


@dataclass(frozen=True)
class Network(TransitGateways, Borders):
    """The network that all stacks' parts make."""

    @cached_property
    def vpcs(self) -> Mapping[str, Vpc]:
        """All networks by URN."""
        return by_urn(self.all("vpcs"))

    @cached_property
    def subnets(self) -> Mapping[str, Subnet]:
        """All subnets by URN."""
        return by_urn(self.all("subnets"))

    @cached_property
    def subnets_of(self) -> Mapping[str, Sequence[Subnet]]:
        """The subnets of each network."""
        return grouped(self.subnets.values(), "vpc")

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """Route tables by URN."""
        return by_urn(self.all("tables"))

    @cached_property
    def routes_of(self) -> Mapping[str, Sequence[Route]]:
        """The routes of each table."""
        return grouped(self.all("routes"), "table")

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
        return by_urn(self.all("groups"))

    @cached_property
    def groups_of(self) -> Mapping[str, Sequence[Group]]:
        """The groups of each network."""
        return grouped(self.groups.values(), "vpc")

    @cached_property
    def rules_of(self) -> Mapping[str, Sequence[GroupRule]]:
        """The rules of each group."""
        return grouped(self.all("group_rules"), "group")

    @cached_property
    def firewalls(self) -> Mapping[str, Firewall]:
        """Firewalls by URN."""
        return by_urn(self.all("firewalls"))
