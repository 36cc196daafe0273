"""Which tenants a change can affect, and why it can't affect the others.

A tenant's verdicts follow from what it declares, from what decided on its packets, and from where
the hub leads the addresses that it can send to. So a change is nothing to it if none of the things
that it met changed, no route changed to an address that it can send to, and no rule of a firewall
that names one of its own addresses and one of those.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from ipaddress import IPv4Network
from typing import Any, Final

from kyotsu.proof.network.firewall import suricata
from kyotsu.proof.network.firewall.header import Blocks, NotRead, Variables
from kyotsu.proof.network.headerspace.space import HIGHEST, ends
from kyotsu.proof.network.incremental.store import Record
from kyotsu.proof.network.resources.firewalls import RuleGroup
from kyotsu.proof.network.resources.part import Part
from kyotsu.proof.network.resources.transit import (
    Accepter,
    Attachment,
    Propagation,
    TransitAssociation,
    TransitRoute,
)
from tenancy.vocabulary import Text

ROUTED: Final = ("transit_routes", "propagations", "attachments", "accepters", "vpcs")
"""What decides where the hub leads addresses."""
GENERAL: Final = (
    "problems", "accounts", "peerings", "peering_accepters", "policies", "firewalls", "shared",
)  # fmt: skip
"""What may be everybody's."""
OF_TRANSIT_TABLES: Final = (TransitRoute, Propagation, TransitAssociation)
UNTOUCHED: Final = Text(
    ja="変わったものはどれも通信を左右せず、変わった経路や規則のアドレスへは送れません。",
    en="nothing that decided on its packets changed, nor any route or rule for addresses"
    " that it can send to.",
)
Range = tuple[int, int]


@dataclass(kw_only=True)
class Difference:
    """What two sets of parts differ in."""

    urns: set[str] = field(default_factory=set[str])
    routed: list[Range] = field(default_factory=list[Range])
    """Addresses that may be led elsewhere."""
    rules: list[tuple[list[Range], list[Range]]] = field(
        default_factory=list[tuple[list[Range], list[Range]]]
    )
    """Sources and destinations of a firewall's rules that came or went."""
    general: bool = False
    """Whether something changed that may be everybody's."""


def difference(before: Mapping[str, Part], after: Mapping[str, Part]) -> Difference:
    """Return what changed between two sets of parts, by stack."""
    found = Difference()
    for stack in {*before, *after}:
        one, other = before.get(stack), after.get(stack)
        if one != other:
            _compare(one or Part(stack=stack), other or Part(stack=stack), found)
    return found


def _compare(one: Part, other: Part, found: Difference) -> None:
    networks = {
        thing.urn: thing.vpc
        for part in (one, other)
        for thing in (
            *part.subnets,
            *part.groups,
            *part.tables,
            *part.internet_gateways,
            *part.virtual_gateways,
        )
    }
    networks |= {it.urn: it.attachment for part in (one, other) for it in part.accepters}
    networks |= {
        balancer.urn: networks[subnet]
        for part in (one, other)
        for balancer in part.balancers
        for subnet in balancer.subnets
        if subnet in networks
    }
    for named in fields(Part):
        was, now = getattr(one, named.name), getattr(other, named.name)
        if was == now:
            continue
        if named.name in GENERAL:
            found.general = True
            continue
        changed = {*was} ^ {*now}
        if named.name == "rule_groups":
            _rules(was, now, found)
            continue
        for thing in changed:
            found.urns.add(thing.urn)
            found.urns.update(_part_of(thing, networks))
        if named.name in ROUTED:
            found.general = found.general or not all(
                _is_here(thing, one, other) for thing in changed
            )
            blocks = {block for part in (one, other) for vpc in part.vpcs for block in vpc.blocks}
            blocks |= {thing.block for thing in changed if getattr(thing, "block", "")}
            found.routed += (ends(IPv4Network(block)) for block in blocks)


def _is_here(thing: Any, one: Part, other: Part) -> bool:
    """Return whether a part itself says which addresses a thing is about.

    A line announces what nobody here knows, and another stack's network isn't in this part.
    """
    if isinstance(thing, Accepter):
        asked = [it for part in (one, other) for it in part.attachments]
        attachments = [it for it in asked if it.urn == thing.attachment]
        return bool(attachments) and all(_is_here(it, one, other) for it in attachments)
    if isinstance(thing, Propagation):
        accepted = {it.urn: it.attachment for part in (one, other) for it in part.accepters}
        urn = accepted.get(thing.attachment, thing.attachment)
        attachments = [it for part in (one, other) for it in part.attachments if it.urn == urn]
        return bool(attachments) and all(_is_here(it, one, other) for it in attachments)
    if isinstance(thing, Attachment):
        return any(vpc.urn == thing.vpc for part in (one, other) for vpc in part.vpcs)
    return True


def _part_of(thing: Any, networks: Mapping[str, str]) -> Iterator[str]:
    """Yield what a changed thing is part of: its network, its table, its ACL, its group.

    `networks` are those of what is part of one; of what accepted an attachment, the attachment.
    """
    if thing.urn in networks:
        yield networks[thing.urn]
    for name in (
        "vpc",
        "table",
        "acl",
        "group",
        "subnet",
        "balancer",
        "gateway",
        "attachment",
        "zone",
    ):
        if name == "table" and isinstance(thing, OF_TRANSIT_TABLES):
            continue  # the table is everybody's: its routes count by their addresses
        value = getattr(thing, name, "")
        if isinstance(value, str) and value:
            yield value
            yield value.partition("#")[0]
            if value in networks:
                yield networks[value]


def _rules(was: Iterable[RuleGroup], now: Iterable[RuleGroup], found: Difference) -> None:
    """Note the rules that came or went. Where others changed places, all may be affected."""
    texts = [{group.urn: group for group in groups} for groups in (was, now)]
    for urn in {*texts[0], *texts[1]}:
        pair = [side.get(urn) for side in texts]
        if pair[0] == pair[1]:
            continue
        before, after = pair
        if before is None or after is None or replace(before, rules="") != replace(after, rules=""):
            found.general = True  # only of Suricata's own rules it is known which came or went
            continue
        before, after = (
            [*suricata.parse(group.rules, Variables(blocks=dict(group.variables)))]
            for group in (before, after)
        )
        both = {*map(str, before)} & {*map(str, after)}
        if [one for one in map(str, before) if one in both] != [
            one for one in map(str, after) if one in both
        ]:
            found.general = True  # their order decides
        for rule in (*before, *after):
            if str(rule) in both:
                continue
            if isinstance(rule, NotRead):
                found.general = True
            else:
                found.rules.append((_ranges(rule.sources), _ranges(rule.destinations)))


def _ranges(blocks: Blocks) -> list[Range]:
    return [ends(block) for block in blocks.within] or [(0, HIGHEST)]


def affected(record: Record, block: IPv4Network, changed: Difference, declared: str) -> bool:
    """Return whether a change may make something else of a tenant's verdicts."""
    if changed.general or record.declared != declared or changed.urns.intersection(record.met):
        return True
    if _meet(changed.routed, record.sent_to):
        return True
    own = [ends(block)]
    return any(
        (_meet(sources, own) and _meet(destinations, record.sent_to))
        or (_meet(destinations, own) and _meet(sources, record.sent_to))
        for sources, destinations in changed.rules
    )


def _meet(one: Iterable[Range], other: Iterable[Range]) -> bool:
    ranges = tuple(other)
    return any(low <= top and bottom <= high for low, high in one for bottom, top in ranges)
