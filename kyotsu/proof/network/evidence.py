"""One concrete packet for a set that should be empty: its way, hop by hop, with lines behind it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from typing import Final

from kyotsu.proof.network.case import Case
from kyotsu.proof.network.compiled import Place
from kyotsu.proof.network.firewall.flags import OPENS, Flags
from kyotsu.proof.network.firewall.inspection import Phase
from kyotsu.proof.network.space import NAMES, TCP, Box, Packets, Service, ends
from kyotsu.proof.network.things import GroupRule, Problem
from kyotsu.proof.network.walk import Arrival, End, Hop, Walk
from kyotsu.proof.verdict import Source, Step, Witness
from tenancy.vocabulary import Text

STEPS: Final[Mapping[str, Text]] = {
    "leaves": Text(ja="{detail} から送り出されます。", en="It leaves {detail}."),
    "comes": Text(ja="{detail} から入ってきます。", en="It comes in from {detail}."),
    "acl-out": Text(ja="ネットワーク ACL が外向きに通します。", en="The network ACL lets it out."),
    "acl-in": Text(ja="ネットワーク ACL が内向きに通します。", en="The network ACL lets it in."),
    "group-out": Text(
        ja="送信側のセキュリティグループが外向きに通します。",
        en="The sender's security group lets it out.",
    ),
    "group-in": Text(
        ja="受信側のセキュリティグループが内向きに通します。",
        en="The receiver's security group lets it in.",
    ),
    "local": Text(
        ja="VPC 自身の経路 {detail} に従います。", en="The network's own route {detail} leads it."
    ),
    "route": Text(
        ja="経路表の経路 {detail} に従います。", en="The route {detail} of the table leads it."
    ),
    "transit": Text(
        ja="トランジットゲートウェイの経路 {detail} に従います。",
        en="The transit gateway's route {detail} leads it.",
    ),
    "learned": Text(
        ja="回線の先が知らせる経路がトランジットゲートウェイの表に入るため、そこへ導かれ得ます。",
        en="The transit gateway's table learns what a line announces, which may lead it there.",
    ),
    "firewall": Text(
        ja="ファイアウォールの規則(sid {detail})が通します。",
        en="The firewall's rule (sid {detail}) passes it.",
    ),
    "firewall-default": Text(
        ja="ファイアウォールの既定の動作が通します。",
        en="The firewall's default action passes it.",
    ),
    "stateless": Text(
        ja="ファイアウォールのステートレス規則(優先度 {detail})が、検査せずに通します。",
        en="The firewall's stateless rule with priority {detail} passes it, uninspected.",
    ),
    "stateless-default": Text(
        ja="ファイアウォールのステートレスの既定の動作が、検査せずに通します。",
        en="The firewall's stateless default action passes it, uninspected.",
    ),
    "nat": Text(
        ja="NAT ゲートウェイが送信元アドレスを書き換えます。",
        en="The NAT gateway puts its own address for the sender's.",
    ),
    "internet": Text(
        ja="インターネットゲートウェイを通ります。", en="It passes the internet gateway."
    ),
    "peering": Text(ja="ピアリングを通ります。", en="It passes the peering."),
    "no-acl-in": Text(
        ja="ネットワーク ACL が内向きに通しません。", en="The network ACL doesn't let it in."
    ),
    "no-acl-out": Text(
        ja="ネットワーク ACL が外向きに通しません。", en="The network ACL doesn't let it out."
    ),
    "no-route": Text(ja="経路表に宛先への経路がありません。", en="The table has no route to it."),
    "no-transit": Text(
        ja="トランジットゲートウェイに宛先への経路がありません。",
        en="The transit gateway has no route to it.",
    ),
    "no-firewall": Text(ja="ファイアウォールが通しません。", en="The firewall doesn't pass it."),
    "no-stateless": Text(
        ja="ファイアウォールのステートレス規則(優先度 {detail})が通しません。",
        en="The firewall's stateless rule with priority {detail} drops it.",
    ),
    "no-stateless-default": Text(
        ja="ファイアウォールのステートレスの既定の動作が通しません。",
        en="The firewall's stateless default action drops it.",
    ),
    "no-beginning": Text(
        ja="ステートフルエンジンは接続の一方しか見ないため、これを通しません。",
        en="The stateful engine sees one side of the connection only, and drops it.",
    ),
    "no-group-in": Text(
        ja="受信側のどのセキュリティグループも通しません。",
        en="No security group of the receiver lets it in.",
    ),
    "no-group-out": Text(
        ja="送信側のどのセキュリティグループも通しません。",
        en="No security group of the sender lets it out.",
    ),
    "arrives": Text(ja="{detail} に届きます。", en="It arrives at {detail}."),
}


@dataclass(frozen=True, kw_only=True)
class Packet:
    """One packet, in the words that people use."""

    source: IPv4Address
    destination: IPv4Address
    protocol: int
    source_port: int
    port: int
    flags: Flags = OPENS
    """Of TCP."""

    @property
    def title(self) -> Text:
        """The packet as one line."""
        name = NAMES.get(self.protocol, f"protocol {self.protocol}")
        with_port = f" {self.port}" if self.protocol in (6, 17) else ""
        with_flags = f" ({'+'.join(sorted(self.flags))})" if self.flags != OPENS else ""
        text = f"{self.source} → {self.destination} {name}{with_port}{with_flags}"
        return Text(ja=text, en=text)

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What another method needs so as to send the same packet."""
        return (
            ("source", str(self.source)),
            ("destination", str(self.destination)),
            ("protocol", str(self.protocol)),
            ("source_port", str(self.source_port)),
            ("port", str(self.port)),
            *((("flags", " ".join(sorted(self.flags))),) if self.flags != OPENS else ()),
        )


def tenants_witness(
    case: Case, owner: str, packets: Packets, end: End, *, groups: bool = True
) -> Witness | None:
    """Return a packet from one of an owner's subnets that arrives at an end, or None."""
    for box in packets:
        for place in case.places_of(owner):
            found = _from_place(case, place, box, end, groups=groups)
            if found is not None:
                return found
    return None


def _from_place(case: Case, place: Place, box: Box, end: End, *, groups: bool) -> Witness | None:
    space = case.compiled.space
    for subnet in place.subnets:
        inside = space.block(IPv4Network(subnet.block))
        # Behind a NAT gateway the senders are the gateway's; then any address of the place may be.
        sources = box.sources & inside or (0 if box.sources & place.addresses else inside)
        if not sources:
            continue
        atom = atom_of(case, Box(sources, box.destinations, box.services))
        first = Hop("leaves", subnet.urn, subnet.block)

        def start(walk: Walk, atom: Box = atom, first: Hop = first) -> None:
            walk.leave(place, (atom,), trail=(first,))

        sender = place.vpc if groups else ""
        found = trace(case, atom, start, end, sender=sender, at=subnet.urn)
        if found is not None:
            return found
    return None


def trace(
    case: Case,
    atom: Box,
    start: Callable[[Walk], None],
    end: End,
    *,
    sender: str = "",
    at: str = "",
    phase: Phase = "opening",
) -> Witness | None:
    """Follow one atom of packets again, keeping its trail, and tell it as a witness."""
    found = next(_traced(case, atom, start, end, phase), None)
    if found is None:
        return None
    arrival, flags = found
    packet = concrete(case, atom, at, flags)
    steps = [_step(case, hop) for hop in arrival.trail]
    if sender and (rule := _rule(case, sender, atom, inward=False)) is not None:
        steps.insert(1, _step(case, Hop("group-out", rule.urn)))
    if end.kind == "place":
        place = case.compiled.places[int(end.which)]
        seen_as = Box(arrival.packets[0].sources, atom.destinations, atom.services)
        if (rule := _rule(case, place.vpc, seen_as, inward=True)) is not None:
            steps.append(_step(case, Hop("group-in", rule.urn)))
        there = next(
            (subnet for subnet in place.subnets if packet.destination in IPv4Network(subnet.block)),
            place.subnets[0],
        )
        steps.append(_step(case, Hop("arrives", there.urn, str(packet.destination))))
    else:
        steps.append(_step(case, Hop("arrives", end.which, str(packet.destination))))
    return Witness(
        title=packet.title,
        steps=tuple(steps),
        facts=(*packet.facts, ("from", at), ("to", end.which if end.kind != "place" else "")),
    )


def _traced(
    case: Case, atom: Box, start: Callable[[Walk], None], end: End, phase: Phase
) -> Iterator[tuple[Arrival, Flags]]:
    """Yield arrivals of one atom of packets, each the shortest with its flags.

    A connection's first packet comes first. Where firewalls on the way want different flags, the
    last one, without any, is what they let through one by one.
    """
    tcp = case.compiled.space.service(Service((TCP, TCP)))
    kinds = {flags: None for one in case.compiled.inspections.values() for flags in one.flags}
    wanted = [*kinds, None] if atom.services & tcp else [None]
    for flags in wanted:
        walk = case.walk(phase, tracing=True, flags=flags)
        start(walk)
        arrivals = [one for one in walk.arrivals if one.end == end]
        if arrivals:
            yield min(arrivals, key=lambda one: len(one.trail)), flags or OPENS


def stopped(
    case: Case,
    atom: Box,
    start: Callable[[Walk], None],
    *,
    phase: Phase,
    at: str = "",
    otherwise: Hop | None = None,
) -> Witness:
    """Tell how far one atom of packets gets that should arrive, and what stops it.

    `otherwise` is what stops it where nothing on its way does: a security group.
    """
    walk = case.walk(phase, tracing=True)
    start(walk)
    trail = max(walk.stops, key=len, default=())
    if otherwise is not None and walk.arrivals:
        trail = (*min((one.trail for one in walk.arrivals), key=len), otherwise)
    packet = concrete(case, atom, at)
    return Witness(
        title=packet.title,
        steps=tuple(_step(case, hop) for hop in trail),
        facts=(*packet.facts, ("from", at), ("phase", phase)),
    )


def _rule(case: Case, vpc: str, atom: Box, *, inward: bool) -> GroupRule | None:
    compiled = case.compiled
    far = atom.sources if inward else atom.destinations
    for rule in compiled.group_rules(vpc, inward=inward):
        services = compiled.space.service(Service(rule.protocols, rule.ports))
        if compiled.ends(rule, vpc) & far and services & atom.services:
            return rule
    return None


def concrete(case: Case, atom: Box, at: str = "", flags: Flags = OPENS) -> Packet:
    """Return one packet of an atom. `at` is the subnet that it leaves, if it leaves one."""
    space = case.compiled.space
    protocol, source_port, port = space.describe(atom.services)
    subnet = case.network.subnets.get(at)
    return Packet(
        source=_host(case, atom.sources, ends(IPv4Network(subnet.block)) if subnet else None),
        destination=_host(case, atom.destinations, None),
        protocol=protocol,
        source_port=source_port,
        port=port,
        flags=flags,
    )


def _host(case: Case, mask: int, within: tuple[int, int] | None) -> IPv4Address:
    """Return an address of an atom; in a subnet the first that AWS doesn't keep for itself.

    https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html: the first four and the
    last are kept.
    """
    low, high = next(case.compiled.space.addresses.ranges(mask))
    if within is not None:
        low, high = max(low, within[0]), min(high, within[1])
    return IPv4Address(min(low + 4, high))


def atom_of(case: Case, box: Box) -> Box:
    """Return one atom of a box: packets that nothing tells apart."""
    return Box(
        box.sources & -box.sources,
        box.destinations & -box.destinations,
        case.compiled.space.one_of(box.services),
    )


def _step(case: Case, hop: Hop) -> Step:
    text = STEPS[hop.kind]
    return Step(
        what=Text(ja=text.ja.format(detail=hop.detail), en=text.en.format(detail=hop.detail)),
        at=case.source(hop.urn),
    )


def reasons(problems: Iterable[Problem]) -> tuple[Text, ...]:
    """Return problems as the reasons for which something isn't proved."""
    return tuple(
        Text(ja=f"{where}: {one.ja}"[:400], en=f"{where}: {one.en}"[:400])
        for one in problems
        for where in (_where(one.urn, one.line),)
    )


def _where(urn: str, line: str) -> str:
    name = urn.rpartition("::")[2]
    return f"{line} ({name})" if line else name


def sources_of(witnesses: Iterable[Witness]) -> Iterator[Source]:
    """Yield what witnesses go through."""
    for witness in witnesses:
        for step in witness.steps:
            yield step.at
