"""The network as masks: what each table, ACL, group and firewall does with a set of packets.

Subnets of a network that have the same route table and the same ACL treat packets alike, so they
are one *place*. All that is here is exact; each is made when it is first asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Network
from typing import TypeVar

from kyotsu.proof.network.firewall.flags import Flags
from kyotsu.proof.network.firewall.inspection import Inspection, Phase, Through
from kyotsu.proof.network.model import Network
from kyotsu.proof.network.space import Box, Rule, Service, Space, network_of
from kyotsu.proof.network.things import (
    Acl,
    AclRule,
    Attachment,
    Firewall,
    Group,
    GroupRule,
    Propagation,
    Route,
    Subnet,
    Target,
    TransitRoute,
)

InTable = TypeVar("InTable", TransitRoute, Propagation)


@dataclass(frozen=True)
class Place:
    """Subnets of a network that treat packets alike."""

    number: int
    vpc: str
    table: str
    """A URN; empty for the table that AWS makes with the network, which nobody took over."""
    acl: Acl | None
    subnets: tuple[Subnet, ...]
    addresses: int


@dataclass(frozen=True)
class Way:
    """Where packets to some addresses are led by a route table."""

    kind: Target | str
    """`local` for the network itself."""
    target: str
    addresses: int


@dataclass(frozen=True)
class TransitWay:
    """Where packets to some addresses are led by a transit gateway's table."""

    attachment: Attachment
    addresses: int
    learned_by: str = ""
    """The URN of the propagation of a line, which announces addresses that nobody here knows."""


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
        self._ways: dict[tuple[str, str], tuple[Way, ...]] = {}
        self._transit_ways: dict[str, tuple[TransitWay, ...]] = {}
        self._acls: dict[tuple[str, bool], tuple[Rule, ...]] = {}
        self._groups: dict[tuple[str, bool], tuple[Rule, ...]] = {}

    def _blocks(self) -> Iterator[IPv4Network]:
        network = self.network
        for text in {
            *(block for vpc in network.vpcs.values() for block in vpc.blocks),
            *(subnet.block for subnet in network.subnets.values()),
            *(one.block for one in network.all("routes") if one.block),
            *(one.block for one in network.all("transit_routes")),
            *(rule.block for acl in network.all("acls") for rule in (*acl.inward, *acl.outward)),
            *(one.block for one in network.all("group_rules") if one.block),
            *(block for one in network.all("prefix_lists") for block in one.blocks),
        }:
            yield network_of(text)
        for inspection in self.inspections.values():
            yield from inspection.blocks

    def _services(self) -> Iterator[Service]:
        seen = {
            (rule.protocols, rule.ports)
            for acl in self.network.all("acls")
            for rule in (*acl.inward, *acl.outward)
        }
        seen |= {(rule.protocols, rule.ports) for rule in self.network.all("group_rules")}
        yield from (Service(protocols, ports) for protocols, ports in seen)
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
                addresses=_all(self.space.cidr(one.block) for one in subnets),
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
        return {
            vpc.urn: _all(map(self.space.cidr, vpc.blocks)) for vpc in self.network.vpcs.values()
        }

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
        vpc = self.network.vpcs.get(place.vpc)
        own: list[tuple[IPv4Network, Route | None]] = [
            (network_of(block), None) for block in (vpc.blocks if vpc else ())
        ]
        routes = self.network.routes_of.get(place.table, ()) if place.table else ()
        for route in routes:
            own += ((block, route) for block in self._destinations(route))
        return sorted(own, key=_priority)

    def _destinations(self, route: Route) -> Iterator[IPv4Network]:
        if route.block:
            yield network_of(route.block)
        for block in self.listed(route.prefix_list):
            yield network_of(block)

    @cached_property
    def _lists(self) -> Mapping[str, tuple[str, ...]]:
        return {one.urn: one.blocks for one in self.network.all("prefix_lists")}

    def listed(self, prefix_list: str) -> tuple[str, ...]:
        """Return the blocks of a prefix list; none of one that isn't there."""
        return self._lists.get(prefix_list, ())

    def _flat(self, place: Place) -> Iterator[Way]:
        left = self.space.addresses.all
        found: dict[tuple[str, str], int] = {}
        for block, route in self.candidates(place):
            here = self.space.block(block) & left
            left ^= here
            key = ("local", "") if route is None else (route.kind, route.target)
            found[key] = found.get(key, 0) | here
        for (kind, target), addresses in found.items():
            if addresses:
                yield Way(kind, target, addresses)

    def transit_ways(self, table: str) -> tuple[TransitWay, ...]:
        """Return where a transit gateway's table leads, without what it leads nowhere.

        https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html: the longest
        prefix wins, and among equals a static route before a propagated one.
        """
        found = self._transit_ways.get(table)
        if found is None:
            left = self.space.addresses.all
            held: dict[str, int] = {}
            for block, one in self.transit_candidates(table):
                here = self.space.block(block) & left
                left ^= here
                if here and one.attachment:
                    held[one.attachment] = held.get(one.attachment, 0) | here
            found = self._transit_ways[table] = (
                *(
                    TransitWay(attachment, addresses)
                    for urn, addresses in held.items()
                    if (attachment := self.network.attachments.get(urn)) is not None
                ),
                *self._learned(table),
            )
        return found

    def _learned(self, table: str) -> Iterator[TransitWay]:
        """Yield what the lines that propagate into a table may lead, besides what else leads it.

        https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html: a VPN and a
        Direct Connect gateway propagate what the far side announces by BGP. That isn't known, and
        it may be more specific than any route but one of a single address, a blackhole's included.
        """
        sure = 0
        for block, _ in self.transit_candidates(table):
            if block.prefixlen == block.max_prefixlen:
                sure |= self.space.block(block)
        for one in self._propagations.get(table, ()):
            attachment = self.network.attachments.get(one.attachment)
            if attachment is not None and not attachment.vpc:
                yield TransitWay(attachment, self.space.addresses.all & ~sure, one.urn)

    def transit_candidates(
        self, table: str
    ) -> list[tuple[IPv4Network, TransitRoute | Propagation]]:
        """Return a transit table's routes; the first that matches an address wins."""
        found: list[tuple[IPv4Network, TransitRoute | Propagation]] = [
            (network_of(one.block), one) for one in self._transit_routes.get(table, ())
        ]
        for one in self._propagations.get(table, ()):
            attachment = self.network.attachments.get(one.attachment)
            vpc = self.network.vpcs.get(attachment.vpc) if attachment else None
            found += ((network_of(block), one) for block in (vpc.blocks if vpc else ()))
        return sorted(found, key=lambda one: (-one[0].prefixlen, isinstance(one[1], Propagation)))

    @cached_property
    def _transit_routes(self) -> Mapping[str, Sequence[TransitRoute]]:
        return _by_table(self.network.all("transit_routes"))

    @cached_property
    def _propagations(self) -> Mapping[str, Sequence[Propagation]]:
        return _by_table(self.network.all("propagations"))

    def acl(self, place: Place, *, inward: bool) -> tuple[Rule, ...] | None:
        """Return what a place's ACL lets through in one direction; None for everything.

        https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html: the first rule by number
        that matches decides, and what none matches is denied.
        """
        if place.acl is None:
            return None
        key = (place.acl.urn, inward)
        found = self._acls.get(key)
        if found is None:
            rules = place.acl.inward if inward else place.acl.outward
            found = self._acls[key] = tuple(self._allowed(rules))
        return found

    def _allowed(self, rules: Sequence[AclRule]) -> Iterator[Rule]:
        denied: list[Rule] = []
        held: dict[int, int] = {}
        for rule in rules:
            addresses = self.space.cidr(rule.block)
            services = self.space.service(Service(rule.protocols, rule.ports))
            if not rule.allow:
                denied.append(Rule(addresses, services))
                continue
            for piece in _without(Rule(addresses, services), denied):
                held[piece.addresses] = held.get(piece.addresses, 0) | piece.services
        yield from (Rule(addresses, services) for addresses, services in held.items())

    def groups(self, vpc: str, *, inward: bool) -> tuple[Rule, ...]:
        """Return what interfaces of a network let in or out, if they wear the right groups.

        https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html: rules only
        allow, and those of all groups that an interface wears hold together. So a packet passes
        some interface exactly if a rule of one of the network's groups allows it.
        """
        key = (vpc, inward)
        found = self._groups.get(key)
        if found is None:
            held: dict[int, int] = {}
            for rule in self.group_rules(vpc, inward=inward):
                addresses = self.ends(rule, vpc)
                services = self.space.service(Service(rule.protocols, rule.ports))
                if addresses:
                    held[addresses] = held.get(addresses, 0) | services
            found = self._groups[key] = tuple(Rule(*one) for one in held.items())
        return found

    def group_rules(self, vpc: str, *, inward: bool) -> Iterator[GroupRule]:
        """Yield the rules of all groups of a network, in one direction.

        A default group that nobody took over lets in its own members, and lets out everything:
        https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
        """
        groups: Sequence[Group] = self.network.groups_of.get(vpc, ())
        for group in groups:
            for rule in self.network.rules_of.get(group.urn, ()):
                if rule.inward is inward:
                    yield rule
        if vpc in self.network.vpcs and not any(group.default for group in groups):
            own = f"{vpc}#defaultSecurityGroupId"
            if inward:
                yield GroupRule(urn=own, group=own, inward=True, other_group=own)
            else:
                yield GroupRule(urn=own, group=own, inward=False, block="0.0.0.0/0")

    def ends(self, rule: GroupRule, vpc: str) -> int:
        """Return the addresses at the far end of a group's rule.

        Members of another group have the addresses of its network. Of a service's list, which AWS
        keeps, no more is known than that they are on the internet.
        """
        if rule.block:
            return self.space.cidr(rule.block)
        if rule.prefix_list:
            if rule.prefix_list in self._lists:
                return _all(map(self.space.cidr, self.listed(rule.prefix_list)))
            return self.space.internet
        other, _, word = rule.other_group.partition("#")
        group = self.network.groups.get(other)
        owner = other if word else (group.vpc if group else "")
        if owner == vpc or self._may_refer(rule, vpc, owner):
            return self.addresses_of.get(owner, 0)
        return 0

    def _may_refer(self, rule: GroupRule, vpc: str, other: str) -> bool:
        """Return whether a group of one network may refer to one of another.

        https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html; over a
        transit gateway only inward, and if it says so:
        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
        """
        if any(set(one.vpcs) == {vpc, other} for one in self.network.all("peerings")):
            return True
        near, far = (
            {one.transit for one in self.network.attachment_of.get(urn, ())} for urn in (vpc, other)
        )
        return rule.inward and any(self.network.transits[one].references for one in near & far)

    @cached_property
    def _public_blocks(self) -> Mapping[tuple[str | None, str | None], frozenset[str]]:
        found: defaultdict[tuple[str | None, str | None], set[str]] = defaultdict(set)
        for one in self.network.all("public_blocks"):
            found[one.account, one.region].add(one.mode)
        return {place: frozenset(modes) for place, modes in found.items()}

    @cached_property
    def _exclusions(self) -> Mapping[str, frozenset[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for one in self.network.all("exclusions"):
            found[one.vpc].add(one.mode)
        return {vpc: frozenset(modes) for vpc, modes in found.items()}

    def public_access(self, vpc: str) -> frozenset[str]:
        """Return what a network's internet gateways carry: `in`, `out`, and `nat` for NAT's own.

        https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html: where only
        what comes in is blocked, nothing leaves but by NAT gateways, which take no connections.
        """
        it = self.network.vpcs.get(vpc)
        if it is None:
            return frozenset()
        modes = self._public_blocks.get((it.account, it.region), frozenset())
        excluded = self._exclusions.get(vpc, frozenset())
        if "allow-bidirectional" in excluded or not modes - {"off"}:
            return frozenset({"in", "out", "nat"})
        if "allow-egress" in excluded:
            return frozenset({"out", "nat"})
        return frozenset() if "block-bidirectional" in modes else frozenset({"nat"})

    def inspect(
        self, firewall: Firewall, boxes: tuple[Box, ...], phase: Phase, flags: Flags | None
    ) -> Through:
        """Return what a firewall lets through of packets of one phase of their connection."""
        return self.inspections[firewall.urn].passes(self.space, boxes, phase, flags)


def _all(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found


def _priority(one: tuple[IPv4Network, Route | None]) -> tuple[int, bool]:
    block, route = one
    return -block.prefixlen, route is not None and not route.block


def _by_table(things: Iterable[InTable]) -> dict[str, list[InTable]]:
    found: defaultdict[str, list[InTable]] = defaultdict(list)
    for one in things:
        found[one.table].append(one)
    return found


def _without(rule: Rule, denied: Sequence[Rule]) -> list[Rule]:
    left = [rule]
    for one in denied:
        pieces: list[Rule] = []
        for piece in left:
            addresses, services = piece.addresses & one.addresses, piece.services & one.services
            if not (addresses and services):
                pieces.append(piece)
                continue
            if rest := piece.addresses ^ addresses:
                pieces.append(Rule(rest, piece.services))
            if rest := piece.services ^ services:
                pieces.append(Rule(addresses, rest))
        left = pieces
    return left
