"""The stateful engine: the rules of Suricata's, and those that AWS makes of other forms.

https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Network
from typing import Final, NamedTuple

from kyotsu.proof.network.firewall import domains, standard, suricata
from kyotsu.proof.network.firewall.header import Blocks, NotRead, Variables
from kyotsu.proof.network.headerspace.packets import (
    Box,
    Packets,
    both,
    compact,
    meet,
    minus,
    sources_of,
)
from kyotsu.proof.network.headerspace.space import TCP, Service, Space, only
from kyotsu.proof.network.resources.firewalls import Policy, RuleGroup

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


class Stateful:
    """The stateful rules of one policy. `home` are the blocks of the firewall's own network."""

    def __init__(self, policy: Policy, groups: Sequence[RuleGroup], home: Sequence[str]) -> None:
        self.policy = policy
        self.unread: list[tuple[RuleGroup, str]] = []
        self._made: dict[str, dict[int, list[_Match]]] = {}
        self._met: dict[tuple[str, int], list[_Match]] = {}
        read: list[tuple[RuleGroup, suricata.Rule]] = []
        for group in groups:
            if group.unread or group.stateless:
                self.unread.append((group, "its rules are of a kind that is not modelled"))
            for rule in rules_of(group, variables_of(policy, group, home)):
                if isinstance(rule, NotRead):
                    self.unread.append((group, str(rule)))
                else:
                    read.append((group, rule))
        if not policy.strict:
            read.sort(key=lambda one: _ORDER[one[1].action])
        self.rules = [Placed(number, group, rule) for number, (group, rule) in enumerate(read)]

    @cached_property
    def blocks(self) -> list[IPv4Network]:
        """The blocks that the rules name."""
        return list({block for one in self.rules for block in one.rule.blocks})

    @cached_property
    def services(self) -> list[Service]:
        """The services that the rules name."""
        return list(
            {
                service
                for one in self.rules
                for mirrored in {False, one.rule.both_ways}
                for service in services_in(one.rule, mirrored=mirrored)
            }
        )

    def default(self, phase: str) -> bool:
        """Return whether what no rule matched passes.

        https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html:
        `drop_strict` drops all, `drop_established` only what comes after the handshake. Of what the
        engine hasn't seen begin it isn't said which it is, so it may pass.
        """
        actions = self.policy.defaults if self.policy.strict else ()
        if _DROPS_ALL in actions:
            return False
        later = any(one.startswith(_DROPS_LATER) for one in actions)
        return phase not in ("data", "answer") or not later

    def passes(self, space: Space, packets: Packets, phase: suricata.Phase) -> Packets:
        """Return what passes of the packets of one phase of their connections."""
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

    def answers(self, space: Space, packets: Packets) -> Packets:
        """Return what passes of answers: of TCP, the first one and all that follow."""
        passed = self.passes(space, packets, "answer")
        tcp = only(space, TCP)
        first = self.passes(space, meet(passed, tcp), "first-answer")
        return (*minus(passed, tcp), *both(passed, first))

    def decides(self, space: Space, packet: Box, phase: suricata.Phase) -> Placed | None:
        """Return the rule by which one packet passes or not; None where it is the default."""
        for match in self._relevant(space, (packet,), phase):
            if meet((packet,), match.box):
                return self.rules[match.number]
        return None

    def _relevant(self, space: Space, packets: Packets, phase: suricata.Phase) -> list[_Match]:
        """Return the rules that any of the packets may meet, in order.

        They are kept by their sources: of thousands, a tenant's packets meet a few.
        """
        sources = sources_of(packets)
        known = self._met.get((phase, sources))
        if known is not None:
            return known
        made = self._made.get(phase)
        if made is None:
            made = self._made[phase] = self._compile(space, phase)
        found = [match for from_, matches in made.items() if from_ & sources for match in matches]
        self._met[phase, sources] = sorted(found, key=lambda one: one.number)
        return self._met[phase, sources]

    def _compile(self, space: Space, phase: suricata.Phase) -> dict[int, list[_Match]]:
        made: dict[int, list[_Match]] = {}
        for placed in self.rules:
            rule = placed.rule
            if rule.action == "alert" or not rule.may_match(phase):
                continue
            passes, certain = rule.action == "pass", rule.must_match(phase)
            if not certain and not passes:
                continue  # it may not match
            ends = (_mask(space, rule.sources), _mask(space, rule.destinations))
            boxes = {Box(ends[0], ends[1], space.services(services_in(rule)))}
            if rule.both_ways:
                boxes.add(Box(ends[1], ends[0], space.services(services_in(rule, mirrored=True))))
            for box in boxes:
                match = _Match(placed.number, box, passes, certain)
                made.setdefault(box.sources, []).append(match)
        return made


def services_in(rule: suricata.Rule, *, mirrored: bool = False) -> Iterator[Service]:
    """Yield the services that a rule names; `mirrored`, those of the other direction."""
    for protocols in rule.protocols:
        for source_ports in rule.source_ports:
            for ports in rule.ports:
                if mirrored:
                    yield Service(protocols, source_ports, ports)
                else:
                    yield Service(protocols, ports, source_ports)


def rules_of(group: RuleGroup, variables: Variables) -> Iterator[suricata.Rule | NotRead]:
    """Yield a group's rules in their order, in whichever form they are written."""
    yield from suricata.parse(group.rules, variables)
    yield from standard.rules_of(group.standard, variables)
    if group.domains is not None:
        yield from domains.rules_of(group.domains, variables)


def variables_of(policy: Policy, group: RuleGroup, home: Sequence[str]) -> Variables:
    """Return what names in a group's rules stand for: by the group, by the policy, or unasked.

    https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-limitations-caveats.html,
    https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_PolicyVariables.html:
    `HOME_NET` is the firewall's own network, unless the policy says otherwise, and `EXTERNAL_NET`
    all but that, unless the group itself says otherwise.
    """
    of_policy = {"HOME_NET": home, **dict(policy.variables)}
    outside = [f"!{block}" for block in of_policy["HOME_NET"]]
    return Variables(
        blocks={"EXTERNAL_NET": outside, **of_policy, **dict(group.variables)},
        ports=dict(group.port_variables),
    )


def _mask(space: Space, blocks: Blocks) -> int:
    within = space.blocks(blocks.within) if blocks.within else space.addresses.all
    return within & ~space.blocks(blocks.without)
