"""What a network firewall lets through, of sets of packets.

https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Network
from typing import Final, NamedTuple

from kyotsu.proof.network import suricata
from kyotsu.proof.network.headerspace.packets import Box, Packets, compact, meet, minus
from kyotsu.proof.network.headerspace.space import Service, Space
from kyotsu.proof.network.resources.firewalls import Firewall, Policy, RuleGroup
from kyotsu.proof.network.topology.network import Network

_ORDER: Final = {"pass": 0, "drop": 1, "reject": 2, "alert": 3}
_DROPS_ALL: Final = "aws:drop_strict"
_DROPS_LATER: Final = "aws:drop_established"


@dataclass(frozen=True)
class Placed:
    """A rule at its place in the order in which they are asked."""

    number: int
    group: RuleGroup
    rule: suricata.Rule


class _Match(NamedTuple):
    number: int
    box: Box
    passes: bool
    certain: bool


def services_in(rule: suricata.Rule) -> Iterator[Service]:
    """Yield the services that a rule names."""
    for protocols in rule.protocols:
        for source_ports in rule.source_ports:
            for ports in rule.ports:
                yield Service(protocols, ports, source_ports)


class Inspection:
    """One firewall's policy with its rules, in the order in which they are asked."""

    def __init__(self, network: Network, firewall: Firewall) -> None:
        policies = {one.urn: one for one in network.all("policies")}
        groups = {one.urn: one for one in network.all("rule_groups")}
        self.firewall = firewall
        self.policy: Policy | None = policies.get(firewall.policy)
        self.unread: list[tuple[RuleGroup, str]] = []
        self.rules: list[Placed] = []
        self._made: dict[str, dict[int, list[_Match]]] = {}
        self._met: dict[tuple[str, int], list[_Match]] = {}
        read: list[tuple[RuleGroup, suricata.Rule]] = []
        for urn in self.policy.groups if self.policy else ():
            group = groups.get(urn)
            if group is None:
                continue
            if group.unread or group.domains:
                self.unread.append((group, "its rules are of a kind that is not modelled"))
            for rule in suricata.parse(group.rules, dict(group.variables)):
                if isinstance(rule, suricata.NotRead):
                    self.unread.append((group, str(rule)))
                else:
                    read.append((group, rule))
        if self.policy and not self.policy.strict:
            read.sort(key=lambda one: _ORDER[one[1].action])
        self.rules = [Placed(number, group, rule) for number, (group, rule) in enumerate(read)]

    @cached_property
    def blocks(self) -> list[IPv4Network]:
        """The blocks that the rules name."""
        return list({block for one in self.rules for block in one.rule.blocks})

    @cached_property
    def services(self) -> list[Service]:
        """The services that the rules name."""
        return list({service for one in self.rules for service in services_in(one.rule)})

    @property
    def stateless(self) -> str:
        """What the stateless engine does with a packet: `pass`, `drop` or `forward`.

        Of whole packets and fragments the more open one counts.
        """
        actions = self.policy.stateless if self.policy else ()
        if "aws:pass" in actions:
            return "pass"
        return "forward" if "aws:forward_to_sfe" in actions else "drop"

    def default(self, phase: str) -> bool:
        """Return whether what no rule matched passes.

        https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html:
        `drop_strict` drops all, `drop_established` only what comes after the handshake.
        """
        actions = self.policy.defaults if self.policy and self.policy.strict else ()
        if _DROPS_ALL in actions:
            return False
        return phase == "opening" or not any(one.startswith(_DROPS_LATER) for one in actions)

    def passes(self, space: Space, packets: Packets, phase: str) -> Packets:
        """Return what passes of the packets of one phase of their connections."""
        if self.stateless != "forward":
            return packets if self.stateless == "pass" else ()
        passed: list[Box] = []
        left = packets
        for match in self._relevant(space, packets, phase):
            if match.passes:
                passed += meet(left, match.box)
            if match.certain:
                left = minus(left, match.box)
                if not left:
                    break
        if self.default(phase):
            passed += left
        return compact(passed)

    def decides(self, space: Space, packet: Box, phase: str) -> Placed | None:
        """Return the rule by which one packet passes or not; None where it is the default."""
        for match in self._relevant(space, (packet,), phase):
            if meet((packet,), match.box):
                return self.rules[match.number]
        return None

    def _relevant(self, space: Space, packets: Packets, phase: str) -> list[_Match]:
        """Return the rules that any of the packets may meet, in order.

        They are kept by their sources: of thousands, a tenant's packets meet a few.
        """
        sources = 0
        for box in packets:
            sources |= box.sources
        known = self._met.get((phase, sources))
        if known is not None:
            return known
        made = self._made.get(phase)
        if made is None:
            made = self._made[phase] = self._compile(space, phase)
        found = [match for from_, matches in made.items() if from_ & sources for match in matches]
        self._met[phase, sources] = sorted(found, key=lambda one: one.number)
        return self._met[phase, sources]

    def _compile(self, space: Space, phase: str) -> dict[int, list[_Match]]:
        made: dict[int, list[_Match]] = {}
        for placed in self.rules:
            rule = placed.rule
            if phase not in rule.phases or rule.action == "alert":
                continue
            passes = rule.action == "pass"
            if not rule.certain and not passes:
                continue  # it may not match
            services = 0
            for service in services_in(rule):
                services |= space.service(service)
            ends = (_mask(space, rule.sources), _mask(space, rule.destinations))
            for sources, destinations in {ends, ends[::-1]} if rule.both_ways else {ends}:
                match = _Match(
                    placed.number, Box(sources, destinations, services), passes, rule.certain
                )
                made.setdefault(sources, []).append(match)
        return made


def _mask(space: Space, blocks: suricata.Blocks) -> int:
    within = space.blocks(blocks.within) if blocks.within else space.addresses.all
    return within & ~space.blocks(blocks.without)
