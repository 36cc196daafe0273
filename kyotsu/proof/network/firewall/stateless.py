"""The stateless engine: each packet by itself, with no regard to what came before it.

https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-rule-groups-standard.html,
https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-policy-processing.html:
groups by their priority in the policy, rules by theirs in the group, the lowest first; the first
that matches decides, and what none matches is the policy's to decide.

Where it isn't certain whether a rule matches, both may be. Asked for what *may* pass, such a rule
passes and forwards, and drops nothing; asked for what *must* pass, it stops.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Network
from typing import Final, NamedTuple

from kyotsu.proof.network.firewall.flags import Flags, looked_at, matches
from kyotsu.proof.network.firewall.written import Span, StatelessRule
from kyotsu.proof.network.headerspace.packets import Box, Packets, compact, meet, minus
from kyotsu.proof.network.headerspace.space import PORTS, TCP, UDP, Service, Space, network_of, only
from kyotsu.proof.network.resources.firewalls import Policy, RuleGroup

_OTHERS: Final = ((0, TCP - 1), (TCP + 1, UDP - 1), (UDP + 1, 255))
"""All protocols but TCP and UDP."""


@dataclass(frozen=True)
class PlacedRule:
    """A rule with the group that it is in."""

    group: RuleGroup
    rule: StatelessRule


class Split(NamedTuple):
    """What the engine does with packets; the rest is dropped."""

    passed: Packets
    forwarded: Packets


class _Match(NamedTuple):
    placed: PlacedRule
    box: Box
    certain: bool


class Stateless:
    """The stateless rules of one policy, in the order in which they are asked."""

    def __init__(self, policy: Policy, groups: Sequence[RuleGroup]) -> None:
        self.policy = policy
        self.rules = [PlacedRule(group, rule) for group in groups for rule in group.stateless]
        self._compiled: dict[bool, list[_Match]] = {}

    @property
    def default(self) -> str:
        """What becomes of everything, if that is the same for every packet; empty if it isn't."""
        action, fragments = self.policy.stateless, self.policy.fragments
        same = action in (fragments, "pass") or fragments == "drop"
        return action if same and not self.rules else ""

    @cached_property
    def flags(self) -> Flags:
        """The flags that any rule looks at."""
        return looked_at(one.rule for one in self.rules)

    @cached_property
    def blocks(self) -> set[IPv4Network]:
        """The blocks that the rules name."""
        return {
            network_of(text)
            for one in self.rules
            for text in (*one.rule.sources, *one.rule.destinations)
        }

    @cached_property
    def services(self) -> set[Service]:
        """The services that the rules name, and those of the answers to them."""
        return {
            service
            for one in self.rules
            for mirrored in (False, True)
            for service, _ in _services(one.rule, mirrored=mirrored)
        }

    def split(
        self, space: Space, packets: Packets, flags: Flags, *, must: bool, mirrored: bool = False
    ) -> Split:
        """Return what becomes of packets; of TCP, those that have the flags.

        `mirrored` asks what becomes of the packets that these are the answers to: their addresses
        and ports are the other way round.

        https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-default-actions.html:
        what no rule matches may have another default action if it is a datagram in fragments. Such
        a one arrives only if its first fragment does, which has the ports, so that rules are asked
        of it as of any packet. Fragments of other protocols are dropped.
        """
        passed: list[Box] = []
        forwarded: list[Box] = []
        into = {"pass": passed, "forward": forwarded}
        left = packets
        for match in self._matches(space, mirrored=mirrored):
            if match.certain and not matches(match.placed.rule, flags):
                continue
            hit = meet(left, match.box)
            if hit and (match.certain or not must):
                into.get(match.placed.rule.action, []).extend(hit)
            if hit and (match.certain or must):
                left = minus(left, match.box)
        into.get(self.policy.stateless, []).extend(left)
        if not must and self.policy.fragments != self.policy.stateless:
            into.get(self.policy.fragments, []).extend(meet(left, only(space, UDP)))
        return Split(compact(passed), compact(forwarded))

    def decides(
        self, space: Space, packet: Box, flags: Flags, *, mirrored: bool = False
    ) -> PlacedRule | None:
        """Return the rule that decides on one packet; None where it is the default."""
        for match in self._matches(space, mirrored=mirrored):
            about = not match.certain or matches(match.placed.rule, flags)
            if about and meet((packet,), match.box):
                return match.placed
        return None

    def _matches(self, space: Space, *, mirrored: bool) -> list[_Match]:
        known = self._compiled.get(mirrored)
        if known is None:
            known = [
                match for one in self.rules for match in _compiled(space, one, mirrored=mirrored)
            ]
            self._compiled[mirrored] = known
        return known


def _compiled(space: Space, placed: PlacedRule, *, mirrored: bool) -> Iterator[_Match]:
    sources = _mask(space, placed.rule.sources)
    destinations = _mask(space, placed.rule.destinations)
    if mirrored:
        sources, destinations = destinations, sources
    masks = {True: 0, False: 0}
    for service, certain in _services(placed.rule, mirrored=mirrored):
        masks[certain] |= space.service(service)
    for certain, services in masks.items():
        if services:
            yield _Match(placed, Box(sources, destinations, services), certain)


def _mask(space: Space, blocks: Iterable[str]) -> int:
    texts = tuple(blocks)
    return space.blocks(map(network_of, texts)) if texts else space.addresses.all


def _services(rule: StatelessRule, *, mirrored: bool) -> Iterator[tuple[Service, bool]]:
    """Yield the services that a rule is about, each with whether that is certain.

    https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_MatchAttributes.html: ports
    are only used for TCP and UDP, and flags only for TCP. Whether a rule that has them matches
    packets of other protocols isn't said, so it may.
    """
    with_ports = bool(rule.ports or rule.source_ports)
    for low, high in _protocols(rule):
        is_tcp, has_ports = (low, high) == (TCP, TCP), low == high and low in (TCP, UDP)
        certain = (is_tcp or not rule.flags) and (has_ports or not with_ports)
        ports, source_ports = rule.ports or (PORTS,), rule.source_ports or (PORTS,)
        if not has_ports:
            ports = source_ports = (PORTS,)
        if mirrored:
            ports, source_ports = source_ports, ports
        for to in ports:
            for from_ in source_ports:
                yield Service((low, high), to, from_), certain


def _protocols(rule: StatelessRule) -> tuple[Span, ...]:
    if rule.protocols:
        return tuple((number, number) for number in rule.protocols)
    if rule.ports or rule.source_ports or rule.flags:
        return ((TCP, TCP), (UDP, UDP), *_OTHERS)
    return ((0, 255),)
