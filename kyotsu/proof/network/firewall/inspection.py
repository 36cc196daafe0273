"""What a network firewall lets through, of sets of packets.

First its stateless engine is asked, then, of what that forwards, its stateful one:
https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-rules-engines.html
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, reduce
from ipaddress import IPv4Network
from typing import Final, Literal, NamedTuple

from kyotsu.proof.network.firewall import suricata
from kyotsu.proof.network.firewall.flags import GOES_ON, OPENS, TAKES, Flags, kinds, may_open
from kyotsu.proof.network.firewall.stateful import Stateful
from kyotsu.proof.network.firewall.stateless import PlacedRule, Split, Stateless
from kyotsu.proof.network.headerspace.packets import (
    Box,
    Packets,
    both,
    compact,
    meet,
    minus,
    without,
)
from kyotsu.proof.network.headerspace.space import TCP, Service, Space, only
from kyotsu.proof.network.resources.firewalls import Firewall, Policy, RuleGroup
from kyotsu.proof.network.topology.network import Network

Phase = Literal["opening", "handshake", "data", "answer"]
"""Of what *may* pass: `opening`, a packet that no connection was opened for, with whatever flags.
Of what *must* pass, so that a connection is of use: its first packet; what its opener sends later;
what it gets."""
_SENT: Final[Mapping[str, tuple[Flags, ...]]] = {
    "handshake": (OPENS,), "data": GOES_ON, "answer": (TAKES, *GOES_ON)
}  # fmt: skip


class Through(NamedTuple):
    """What passes a firewall: what its stateful engine has seen, and what it hasn't."""

    inspected: Packets
    unseen: Packets


class Inspection:
    """One firewall's policy, with its groups in the order in which they are asked."""

    def __init__(self, network: Network, firewall: Firewall) -> None:
        policies = {one.urn: one for one in network.all("policies")}
        groups = {one.urn: one for one in network.all("rule_groups")}
        vpc = network.vpcs.get(firewall.vpc)
        self.firewall = firewall
        # A policy that isn't there is a problem that the model names, so nothing is proved of it.
        self.policy: Policy = policies.get(firewall.policy) or Policy(
            urn=firewall.policy, groups=(), strict=False, stateless="drop", fragments="drop"
        )
        self.stateful = Stateful(
            self.policy, _found(groups, self.policy.groups), vpc.blocks if vpc else ()
        )
        self._stateless_groups = _found(groups, self.policy.stateless_groups)
        self.stateless = Stateless(self.policy, self._stateless_groups)

    @cached_property
    def unread(self) -> list[tuple[RuleGroup, str]]:
        """The groups that aren't understood, each with the reason."""
        return [
            *self.stateful.unread,
            *(
                (group, "no stateless rule of it is understood")
                for group in self._stateless_groups
                if group.unread or not group.stateless
            ),
        ]

    @property
    def blocks(self) -> Iterator[IPv4Network]:
        """The blocks that the rules name."""
        yield from self.stateful.blocks
        yield from self.stateless.blocks

    @property
    def services(self) -> Iterator[Service]:
        """The services that the rules name."""
        yield from self.stateful.services
        yield from self.stateless.services

    @cached_property
    def flags(self) -> tuple[Flags, ...]:
        """The flags of a TCP packet of each kind that is treated differently."""
        return tuple(kinds(self.stateless.flags, within=self.policy.continues))

    def passes(
        self, space: Space, packets: Packets, phase: Phase, flags: Flags | None = None
    ) -> Through:
        """Return what passes of the packets of one phase of their connections.

        Of openings, `flags` asks for TCP packets that have them; None for any.
        """
        action = "" if self.policy.continues else self.stateless.default
        if action == "forward" and (flags is None or may_open(flags)):
            return Through(self._stateful(space, packets, phase), ())
        if action in ("pass", "drop"):
            return Through((), packets if action == "pass" else ())
        tcp = only(space, TCP)
        of_tcp, others = meet(packets, tcp), minus(packets, tcp)
        if phase == "opening":
            found = [self._opening(space, others, OPENS)]
            wanted = self.flags if flags is None else (flags,)
            found += (self._opening(space, of_tcp, one) for one in wanted if of_tcp)
        else:
            found = [self._datagrams(space, others, phase), self._stream(space, of_tcp, phase)]
        return Through(
            compact(box for one in found for box in one.inspected),
            compact(box for one in found for box in one.unseen),
        )

    def _opening(self, space: Space, packets: Packets, flags: Flags) -> Through:
        """Return what may pass of packets that no connection was opened for.

        https://docs.aws.amazon.com/network-firewall/latest/developerguide/stream-exception-policy.html:
        what is no connection's first packet is dropped by the stateful engine, unless its policy is
        to go on without what it hasn't seen.
        """
        passed, forwarded = self.stateless.split(space, packets, flags, must=False)
        inspected: Packets = ()
        if may_open(flags):
            inspected = self.stateful.passes(space, forwarded, "opening")
        elif self.policy.continues:
            inspected = self.stateful.passes(space, forwarded, "midstream")
        return Through(inspected, passed)

    def _datagrams(self, space: Space, packets: Packets, phase: Phase) -> Through:
        """Return what must pass of what isn't TCP.

        The stateful engine knows a flow once it has seen both sides of it; what it sees of one side
        only begins one, each time.
        """
        if not packets:
            return Through((), ())
        passed, forwarded = self._split(space, packets, (OPENS,))
        if phase == "handshake":
            return Through(self.stateful.passes(space, forwarded, "opening"), passed)
        other = self._split(space, forwarded, (OPENS,), mirrored=True).forwarded
        known = both(forwarded, other)
        inspected = (
            *self._stateful(space, known, phase),
            *self.stateful.passes(space, without(forwarded, known), "opening"),
        )
        return Through(inspected, passed)

    def _stream(self, space: Space, packets: Packets, phase: Phase) -> Through:
        """Return what must pass of TCP: of one connection, all by the same engine.

        https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-rule-group-analyzer.html:
        the stateful engine needs both directions. What it gets of a connection whose other packets
        the stateless engine passes has no beginning, and is dropped
        (https://docs.aws.amazon.com/network-firewall/latest/developerguide/stream-exception-policy.html).
        """
        if not packets:
            return Through((), ())
        mine = self._split(space, packets, _SENT[phase])
        if phase == "handshake":
            return Through(self.stateful.passes(space, mine.forwarded, "opening"), mine.passed)
        back = phase == "answer"
        first = self._split(space, packets, (OPENS,), mirrored=back)
        known = both(mine.forwarded, first.forwarded)
        if back:
            known = both(known, self._split(space, packets, GOES_ON, mirrored=True).forwarded)
        return Through(self._stateful(space, known, phase), both(mine.passed, first.passed))

    def _stateful(self, space: Space, packets: Packets, phase: Phase) -> Packets:
        """Return what the stateful engine passes of connections that it has seen begin."""
        if phase == "answer":
            return self.stateful.answers(space, packets)
        return self.stateful.passes(space, packets, _seen_as(phase))

    def _split(
        self, space: Space, packets: Packets, sent: Iterable[Flags], *, mirrored: bool = False
    ) -> Split:
        """Return what the stateless engine does with packets, whichever of the flags they have."""
        told_apart = {flags & self.stateless.flags for flags in sent}
        splits = [
            self.stateless.split(space, packets, flags, must=True, mirrored=mirrored)
            for flags in sorted(told_apart, key=sorted)
        ]
        return Split(
            reduce(both, (one.passed for one in splits)),
            reduce(both, (one.forwarded for one in splits)),
        )

    def tells(
        self, space: Space, packet: Box, phase: Phase, flags: Flags | None = None
    ) -> tuple[str, str, str]:
        """Return what decides on one packet: the kind of step, the resource, and what it says.

        The kind begins with `no-` for what stops it.
        """
        through = self.passes(space, (packet,), phase, flags)
        sent = _SENT.get(phase, self.flags) if flags is None else (flags,)
        done = [(self._action(rule), rule) for rule in self._deciding(space, packet, sent)]
        if through.inspected:
            rule = self.stateful.decides(space, packet, _seen_as(phase))
            if rule is None:
                return "firewall-default", self.firewall.urn, ""
            return "firewall", rule.group.urn, rule.rule.sid
        wanted = "pass" if through.unseen else "drop"
        for action, rule in done:
            if action == wanted:
                kind = "stateless" if through.unseen else "no-stateless"
                if rule is None:
                    return f"{kind}-default", self.policy.urn, ""
                return kind, rule.group.urn, str(rule.rule.priority)
        if self._stateful(space, (packet,), phase):
            return "no-beginning", self.policy.urn, ""
        return "no-firewall", self.firewall.urn, ""

    def _deciding(
        self, space: Space, packet: Box, sent: Iterable[Flags]
    ) -> Iterator[PlacedRule | None]:
        for flags in sent:
            yield self.stateless.decides(space, packet, flags)

    def _action(self, rule: PlacedRule | None) -> str:
        return self.policy.stateless if rule is None else rule.rule.action


def _seen_as(phase: Phase) -> suricata.Phase:
    """Return which phase of a connection the stateful engine takes packets for."""
    return "opening" if phase in ("opening", "handshake") else phase


def _found(groups: Mapping[str, RuleGroup], urns: Iterable[str]) -> list[RuleGroup]:
    """Return the groups that are there; the model names those that aren't."""
    return [groups[urn] for urn in urns if urn in groups]
