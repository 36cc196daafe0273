"""All stacks' parts together: the network of a stage, with what refers to what.

Nothing of packets is known here. References that lead nowhere are problems, and so are blocks that
overlap; everything else goes on without them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Network
from itertools import chain
from operator import attrgetter
from typing import Any, Final, TypeVar

from kyotsu.proof.network.firewall.shared import unshared
from kyotsu.proof.network.space import network_of
from kyotsu.proof.network.things import (
    Acl,
    Attachment,
    Firewall,
    Group,
    GroupRule,
    Nat,
    Part,
    Problem,
    Route,
    Subnet,
    Table,
    Thing,
    Transit,
    TransitAssociation,
    Vpc,
)

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
        """What ends at a transit gateway and isn't a network."""
        return [one for one in self.all("attachments") if not one.vpc]

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
    def acl_of(self) -> Mapping[str, Acl | None]:
        """The ACL of each subnet; None for AWS's own, which lets everything pass."""
        default = {acl.vpc: acl for acl in self.all("acls") if acl.default}
        own = {subnet: acl for acl in self.all("acls") for subnet in acl.subnets}
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
    def accepted(self) -> Mapping[str, str]:
        """The URN of what accepted each attachment."""
        return {one.attachment: one.urn for one in self.all("accepters")}

    @cached_property
    def segment_of(self) -> Mapping[str, TransitAssociation]:
        """The association of each attachment with a transit table."""
        return {
            self.attachments[one.attachment].urn: one
            for one in self.all("transit_associations")
            if one.attachment in self.attachments
        }

    @cached_property
    def attachment_of(self) -> Mapping[str, Sequence[Attachment]]:
        """The attachments of each network."""
        return _grouped((one for one in self.all("attachments") if one.vpc), "vpc")

    @cached_property
    def firewalls(self) -> Mapping[str, Firewall]:
        """Firewalls by URN."""
        return _by_urn(self.all("firewalls"))

    @cached_property
    def nats(self) -> Mapping[str, Nat]:
        """NAT gateways by URN."""
        return _by_urn(self.all("nats"))

    @cached_property
    def stray(self) -> frozenset[str]:
        """The URNs of everything that has a problem, so what meets them isn't proved."""
        return frozenset(urn for problem in self.problems for urn in problem.touches)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What can't be read, isn't modelled, or doesn't fit together."""
        return (
            *self.all("problems"),
            *self._missing(),
            *_overlapping(self.vpcs.values()),
            *self._beside(),
            *self._cut_off(),
            *unshared(self.all("policies"), self.all("rule_groups"), self.all("shared")),
        )

    def _missing(self) -> Iterable[Problem]:
        """Return a problem for each reference that leads to nothing that is known."""
        for name, fields in REFERENCES.items():
            for one, kinds in fields.items():
                known = self._urns(kinds)
                for thing in self.all(name):
                    value = getattr(thing, one)
                    for urn in value if isinstance(value, tuple) else (value,):
                        if urn and urn not in known and urn.partition("#")[0] not in known:
                            yield Problem(
                                urn=thing.urn,
                                line=thing.line,
                                ja=f"{_short(urn)} を参照していますが、それはありません。",
                                en=f"it refers to {_short(urn)}, which doesn't exist.",
                                touches=(thing.urn, *self._near(thing), urn),
                            )

    def _urns(self, kinds: tuple[str, ...]) -> frozenset[str]:
        return frozenset(one.urn for kind in kinds for one in self.all(kind))

    def _near(self, thing: Thing) -> Iterable[str]:
        """Return what a thing with a problem is part of."""
        return (
            value
            for name in ("vpc", "table", "group", "subnet", "attachment", "transit")
            if isinstance(value := getattr(thing, name, None), str) and value
        )

    def _beside(self) -> Iterable[Problem]:
        """Return a problem for each subnet that isn't in its network, or overlaps another."""
        for urn, subnets in self.subnets_of.items():
            vpc = self.vpcs.get(urn)
            blocks = [network_of(one) for one in vpc.blocks] if vpc else []
            for subnet in subnets:
                if vpc and not any(network_of(subnet.block).subnet_of(one) for one in blocks):
                    yield Problem(
                        urn=subnet.urn,
                        line=subnet.line,
                        ja=f"{subnet.block} は VPC のブロックに含まれません。",
                        en=f"{subnet.block} is not in its network's block.",
                        touches=(subnet.urn, urn),
                    )
            yield from _overlapping_subnets(subnets)

    def _cut_off(self) -> Iterable[Problem]:
        """Return a problem for each attachment of a gateway that does things unasked."""
        for one in self.all("attachments"):
            transit = self.transits.get(one.transit)
            if transit is None or not (transit.associates or transit.propagates):
                continue
            yield Problem(
                urn=transit.urn,
                line=transit.line,
                ja="既定の経路表への対応付けや伝播が有効なため、経路が決まりません。",
                en="it associates or propagates by default, to a table that isn't declared.",
                touches=(transit.urn,),
            )
            return


REFERENCES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "subnets": {"vpc": ("vpcs",)},
    "tables": {"vpc": ("vpcs",)},
    "routes": {
        "table": ("tables", "vpcs"),
        "prefix_list": ("prefix_lists", "endpoints"),
        "target": (
            "transits", "internet_gateways", "nats", "endpoints", "firewalls", "peerings",
        ),
    },
    "associations": {"table": ("tables", "vpcs"), "subnet": ("subnets",)},
    "acls": {"vpc": ("vpcs", "default_vpcs"), "subnets": ("subnets",)},
    "groups": {"vpc": ("vpcs", "default_vpcs")},
    "group_rules": {
        "group": ("groups", "vpcs"),
        "prefix_list": ("prefix_lists", "endpoints"),
        "other_group": ("groups", "vpcs"),
    },
    "internet_gateways": {"vpc": ("vpcs",)},
    "nats": {"subnet": ("subnets",)},
    "endpoints": {
        "vpc": ("vpcs",), "tables": ("tables", "vpcs"), "subnets": ("subnets",),
        "groups": ("groups", "vpcs"),
    },
    "peerings": {"vpcs": ("vpcs",)},
    "transit_tables": {"transit": ("transits",)},
    "attachments": {"transit": ("transits",), "vpc": ("vpcs",), "subnets": ("subnets",)},
    "accepters": {"attachment": ("attachments",)},
    "transit_associations": {
        "attachment": ("attachments", "accepters"), "table": ("transit_tables",),
    },
    "propagations": {"attachment": ("attachments", "accepters"), "table": ("transit_tables",)},
    "transit_routes": {"attachment": ("attachments", "accepters"), "table": ("transit_tables",)},
    "firewalls": {"vpc": ("vpcs",), "policy": ("policies",), "subnets": ("subnets",)},
    "policies": {"groups": ("rule_groups",), "stateless_groups": ("rule_groups",)},
    "zones": {"vpcs": ("vpcs",)},
    "zone_links": {"zone": ("zones",), "vpc": ("vpcs",)},
    "profile_links": {"vpc": ("vpcs",)},
    "exclusions": {"vpc": ("vpcs",)},
}  # fmt: skip
"""What each field of a kind of thing must lead to, by the names of kinds."""


def _by_urn(things: Iterable[T]) -> dict[str, T]:
    return {thing.urn: thing for thing in things}


def _grouped(things: Iterable[T], name: str) -> dict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for thing in things:
        found[getattr(thing, name).partition("#")[0]].append(thing)
    return found


def _overlapping(vpcs: Iterable[Vpc]) -> Iterable[Problem]:
    """Return a problem for each two networks that claim the same addresses."""
    held = sorted(
        ((network_of(block), vpc) for vpc in vpcs for block in vpc.blocks),
        key=lambda one: (one[0], one[1].urn),
    )
    for (one, first), (other, second) in _beside_one_another(held):
        if first.urn != second.urn:
            yield Problem(
                urn=second.urn,
                line=second.line,
                ja=f"{other} は {_short(first.urn)} の {one} と重なっています。",
                en=f"{other} overlaps {one} of {_short(first.urn)}.",
                touches=(first.urn, second.urn),
            )


def _beside_one_another(
    held: Sequence[tuple[IPv4Network, T]],
) -> Iterable[tuple[tuple[IPv4Network, T], tuple[IPv4Network, T]]]:
    """Yield each block of a sorted list with the one before it that reaches into it."""
    furthest: tuple[IPv4Network, T] | None = None
    for one in held:
        if furthest is not None and furthest[0].overlaps(one[0]):
            yield furthest, one
        if furthest is None or one[0].broadcast_address > furthest[0].broadcast_address:
            furthest = one


def _overlapping_subnets(subnets: Sequence[Subnet]) -> Iterable[Problem]:
    held = sorted(
        ((network_of(one.block), one) for one in subnets), key=lambda one: (one[0], one[1].urn)
    )
    for (_, one), (_, other) in _beside_one_another(held):
        yield Problem(
            urn=other.urn,
            line=other.line,
            ja=f"{other.block} は {_short(one.urn)} の {one.block} と重なっています。",
            en=f"{other.block} overlaps {one.block} of {_short(one.urn)}.",
            touches=(one.urn, other.urn, one.vpc),
        )


def _short(urn: str) -> str:
    return urn.rpartition("::")[2] or urn
