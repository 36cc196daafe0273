"""AWS Network Firewall: what its policy does with a connection's packets.

https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-rules-engines.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.addresses import Addresses
from kyotsu.proof.simulator.inventory import Inventory, as_list
from kyotsu.proof.simulator.packet import TCP, Packet
from kyotsu.proof.simulator.stateless import Sentence, sentence
from kyotsu.proof.simulator.suricata import (
    NotUnderstoodError,
    Phase,
    Said,
    SuricataRule,
    read_rules,
)
from kyotsu.proof.simulator.written_rules import texts_of

FIREWALL: Final = "aws:networkfirewall/firewall:Firewall"
NOBODY: Final = "name.that.no.rule.knows.invalid"
DEFAULT_ORDER: Final = ("pass", "drop", "reject", "alert")
TAKES: Final = frozenset({"SYN", "ACK"})
"""The flags of TCP's first answer."""
GOES_ON: Final = tuple(map(frozenset, (("ACK",), ("PSH", "ACK"), ("FIN", "ACK"))))
"""The flags of TCP's packets once a connection is made."""


@dataclass(frozen=True)
class Passage:
    """Whether a packet passes, by which resource, and why in words."""

    allowed: bool
    resource: Resource | None
    text: str
    tracked: bool = False
    """Whether the stateful engine has passed it, and so knows its connection."""


@dataclass(frozen=True)
class _Placed:
    rule: SuricataRule
    group: Resource


class Firewalls:
    """All firewalls of the graphs."""

    def __init__(self, inventory: Inventory, addresses: Addresses) -> None:
        self._inventory = inventory
        self._addresses = addresses
        self._rules: dict[str, list[_Placed]] = {}

    def endpoints(self, firewall: Resource) -> Mapping[str, str]:
        """Return the subnets that a firewall has an endpoint in, by zone."""
        found: dict[str, str] = {}
        for mapping in as_list(firewall.inputs.get("subnetMappings")):
            name = self._inventory.named(mapping.get("subnetId"))
            subnet = self._inventory.get(name)
            if subnet is not None:
                found[str(subnet.inputs.get("availabilityZone"))] = subnet.urn
        return found

    def opens(self, packet: Packet, firewall: Resource) -> Passage:
        """Return whether a packet passes that no connection is known for.

        Raises `NotUnderstoodError`.
        """
        done = self._stateless(packet, packet.flags, firewall)
        if done.verb != "forward":
            return Passage(done.verb == "pass", done.by, done.text)
        if packet.protocol == TCP and not _opens(packet.flags):
            return self._begun_elsewhere(firewall)
        return self._judge(packet, firewall, "first", None)

    def asks(self, packet: Packet, firewall: Resource, *, tracked: bool) -> Passage:
        """Return whether a TCP connection may go on once the client says whom it wants.

        Each name that any rule knows is tried, over TLS and over HTTP: a destination that is known
        by its name may have any address. `tracked` is whether its first packet was forwarded.
        """
        last = Passage(True, firewall, "no further packet is looked at")
        if packet.protocol != TCP:
            return last
        for flags in GOES_ON:
            done = self._stateless(packet, flags, firewall)
            if done.verb == "drop":
                return Passage(False, done.by, done.text)
            if (done.verb == "forward") is not tracked:
                return self._half(done)
        for said in self._sayings(firewall) if tracked else ():
            last = self._judge(packet, firewall, "request", said)
            if last.allowed:
                whom = f"{said.protocol} {said.name}".strip()
                return Passage(True, last.resource, f"{last.text}, as {whom}")
        return last

    def answers(self, packet: Packet, firewall: Resource, *, tracked: bool) -> Passage:
        """Return whether the answers of a connection may come back.

        `tracked` is whether this endpoint's stateful engine has seen the connection begin. The
        stateless engine remembers nothing: it is asked of answers as of any packet.
        """
        done = self._stateless(packet, TAKES, firewall)
        if packet.protocol == TCP:
            for flags in (TAKES, *GOES_ON):
                done = self._stateless(packet, flags, firewall)
                if done.verb == "forward" and not tracked:
                    return self._begun_elsewhere(firewall)
                if done.verb == "pass" and tracked:
                    return self._half(done)
                if done.verb == "drop":
                    break
        if done.verb != "forward":
            return Passage(done.verb == "pass", done.by, done.text)
        if not tracked:
            return self._judge(packet, firewall, "first", None)
        first = self._judge(packet, firewall, "first-answer", None)
        return self._judge(packet, firewall, "answer", None) if first.allowed else first

    def _begun_elsewhere(self, firewall: Resource) -> Passage:
        """Return what becomes of TCP that the stateful engine hasn't seen begin.

        https://docs.aws.amazon.com/network-firewall/latest/developerguide/stream-exception-policy.html
        """
        options = self._policy(firewall).inputs["firewallPolicy"].get("statefulEngineOptions") or {}
        if options.get("streamExceptionPolicy") == "CONTINUE":
            raise NotUnderstoodError("the firewall goes on with what it hasn't seen begin")
        return Passage(False, firewall, "this endpoint hasn't seen the connection begin")

    @staticmethod
    def _half(done: Sentence) -> Passage:
        """Return that the stateful engine gets a part of a connection only.

        https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-rule-group-analyzer.html
        """
        return Passage(False, done.by, f"{done.text}, unlike the rest of the connection")

    def _stateless(self, packet: Packet, flags: frozenset[str], firewall: Resource) -> Sentence:
        return sentence(packet, flags, self._policy(firewall), self._group)

    def _judge(
        self, packet: Packet, firewall: Resource, phase: Phase, said: Said | None
    ) -> Passage:
        """Return what the stateful engine does with a packet."""
        policy = self._policy(firewall)
        inputs: Mapping[str, Any] = policy.inputs["firewallPolicy"]
        strict = _is_strict(inputs)
        placed = self._placed(firewall, policy)
        if not strict:
            placed = sorted(placed, key=lambda one: DEFAULT_ORDER.index(one.rule.action))
        for one in placed:
            rule = one.rule
            if rule.action != "alert" and rule.matches(packet, phase, said):
                verb = "passes" if rule.action == "pass" else "drops"
                return Passage(
                    rule.action == "pass",
                    one.group,
                    f"{one.group.name}: rule {rule.sid} {verb} it",
                    tracked=True,
                )
        return self._default(inputs, policy, phase, strict=strict)

    def _default(
        self, inputs: Mapping[str, Any], policy: Resource, phase: Phase, *, strict: bool
    ) -> Passage:
        """Return what happens to what no rule is about.

        https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
        """
        actions = as_list(inputs.get("statefulDefaultActions")) if strict else []
        if "aws:drop_strict" in actions:
            return Passage(False, policy, f"{policy.name}: dropped, as no rule is about it")
        established = phase in ("request", "answer")
        if established and any(one.startswith("aws:drop_established") for one in actions):
            return Passage(False, policy, f"{policy.name}: dropped, as no rule names the far end")
        return Passage(True, policy, f"{policy.name}: passed, as no rule is about it", tracked=True)

    def _policy(self, firewall: Resource) -> Resource:
        name = self._inventory.named(firewall.inputs.get("firewallPolicyArn"))
        policy = self._inventory.get(name)
        if policy is None:
            raise NotUnderstoodError("the firewall's policy isn't in the graphs")
        return policy

    def _group(self, reference: Mapping[str, Any]) -> Resource:
        group = self._inventory.get(self._inventory.named(reference.get("resourceArn")))
        if group is None:
            raise NotUnderstoodError("a rule group isn't in the graphs")
        return group

    def _placed(self, firewall: Resource, policy: Resource) -> list[_Placed]:
        """Return all stateful rules in the order in which they are asked."""
        if firewall.urn not in self._rules:
            inputs: Mapping[str, Any] = policy.inputs["firewallPolicy"]
            references = as_list(inputs.get("statefulRuleGroupReferences"))
            if _is_strict(inputs):
                references = sorted(references, key=lambda one: int(one["priority"]))
            self._rules[firewall.urn] = [
                _Placed(rule, group)
                for group in map(self._group, references)
                for rule in self._written(group, firewall, inputs)
            ]
        return self._rules[firewall.urn]

    def _written(
        self, group: Resource, firewall: Resource, policy: Mapping[str, Any]
    ) -> Iterator[SuricataRule]:
        inputs: Mapping[str, Any] = group.inputs["ruleGroup"]
        home = list(self._addresses.of_vpc(self._inventory.named(firewall.inputs["vpcId"]) or ""))
        of_policy = {
            "HOME_NET": home,
            **_variables(policy.get("policyVariables"), "ruleVariables"),
        }
        variables = {
            # All but the policy's HOME_NET, even where a group has a HOME_NET of its own:
            # https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-limitations-caveats.html
            "EXTERNAL_NET": [f"![{','.join(of_policy['HOME_NET'])}]"],
            **of_policy,
            **_variables(inputs.get("ruleVariables"), "ipSets"),
            **_ports(inputs.get("ruleVariables")),
        }
        for text in texts_of(inputs["rulesSource"]):
            yield from read_rules(text, variables)

    def _sayings(self, firewall: Resource) -> Iterator[Said]:
        """Yield all that a client could say, as far as any rule would tell it apart."""
        placed = self._placed(firewall, self._policy(firewall))
        names = dict.fromkeys(name for one in placed for name in one.rule.names())
        for protocol in ("tls", "http"):
            for name in (*names, NOBODY):
                yield Said(protocol, name)
        for protocol in dict.fromkeys(one.rule.protocol for one in placed):
            if protocol not in ("ip", "tcp", "udp", "icmp", "tls", "http"):
                yield Said(protocol)
        yield Said("failed")


def _is_strict(policy: Mapping[str, Any]) -> bool:
    options: Mapping[str, Any] = policy.get("statefulEngineOptions") or {}
    return options.get("ruleOrder") == "STRICT_ORDER"


def _variables(written: object, key: str) -> dict[str, list[str]]:
    if not isinstance(written, Mapping):
        return {}
    sets = as_list(written.get(key))
    return {one["key"]: as_list(one["ipSet"]["definitions"]) for one in sets}


def _ports(written: object) -> dict[str, list[str]]:
    if not isinstance(written, Mapping):
        return {}
    sets = as_list(written.get("portSets"))
    return {one["key"]: as_list(one["portSet"]["definitions"]) for one in sets}


def _opens(flags: frozenset[str]) -> bool:
    return "SYN" in flags and not flags & {"ACK", "RST", "FIN"}
