"""AWS Network Firewall: what its policy does with a connection's packets.

https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-rules-engines.html
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.addresses import Addresses
from kyotsu.proof.simulator.inventory import Inventory, as_list
from kyotsu.proof.simulator.packet import TCP, UDP, Packet, inside
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


@dataclass(frozen=True)
class Passage:
    """Whether a packet passes, by which resource, and why in words."""

    allowed: bool
    resource: Resource | None
    text: str


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
        """Return whether a connection's first packet passes. Raises `NotUnderstoodError`."""
        return self._judge(packet, firewall, "first", None)

    def asks(self, packet: Packet, firewall: Resource) -> Passage:
        """Return whether a TCP connection may go on once the client says whom it wants.

        Each name that any rule knows is tried, over TLS and over HTTP: a destination that is known
        by its name may have any address.
        """
        last = Passage(True, firewall, "no further packet is looked at")
        if packet.protocol != TCP:
            return last
        for said in self._sayings(firewall):
            last = self._judge(packet, firewall, "request", said)
            if last.allowed:
                whom = f"{said.protocol} {said.name}".strip()
                return Passage(True, last.resource, f"{last.text}, as {whom}")
        return last

    def answers(self, packet: Packet, firewall: Resource) -> Passage:
        """Return whether the answers of a connection that was passed may come back."""
        for phase in ("first-answer", "answer"):
            passage = self._judge(packet, firewall, phase, None)
            if not passage.allowed:
                return passage
        return passage

    def _judge(
        self, packet: Packet, firewall: Resource, phase: Phase, said: Said | None
    ) -> Passage:
        policy = self._policy(firewall)
        inputs: Mapping[str, Any] = policy.inputs["firewallPolicy"]
        stateless, by = self._stateless(packet, inputs, policy)
        if "aws:pass" in stateless:
            return Passage(True, by, f"{by.name}: passed by its stateless rules")
        if "aws:drop" in stateless:
            return Passage(False, by, f"{by.name}: dropped by its stateless rules")
        strict = _is_strict(inputs)
        placed = self._placed(firewall, policy)
        if not strict:
            placed = sorted(placed, key=lambda one: DEFAULT_ORDER.index(one.rule.action))
        for one in placed:
            rule = one.rule
            if rule.action != "alert" and rule.matches(packet, phase, said):
                verb = "passes" if rule.action == "pass" else "drops"
                return Passage(
                    rule.action == "pass", one.group, f"{one.group.name}: rule {rule.sid} {verb} it"
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
        return Passage(True, policy, f"{policy.name}: passed, as no rule is about it")

    def _stateless(
        self, packet: Packet, inputs: Mapping[str, Any], policy: Resource
    ) -> tuple[Sequence[str], Resource]:
        """Return the actions of the first stateless rule that matches, by priority."""
        references = as_list(inputs.get("statelessRuleGroupReferences"))
        for reference in sorted(references, key=lambda one: int(one["priority"])):
            group = self._group(reference)
            source = group.inputs["ruleGroup"]["rulesSource"]
            rules = as_list(source["statelessRulesAndCustomActions"].get("statelessRules"))
            for rule in sorted(rules, key=lambda one: int(one["priority"])):
                definition = rule["ruleDefinition"]
                if _covers(definition["matchAttributes"], packet):
                    return as_list(definition["actions"]), group
        return as_list(inputs.get("statelessDefaultActions")), policy

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
        variables = {
            "HOME_NET": home,
            **_variables(policy.get("policyVariables"), "ruleVariables"),
            **_variables(inputs.get("ruleVariables"), "ipSets"),
            **_ports(inputs.get("ruleVariables")),
        }
        variables.setdefault("EXTERNAL_NET", [f"![{','.join(variables['HOME_NET'])}]"])
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


def _covers(attributes: Mapping[str, Any], packet: Packet) -> bool:
    """Whether a stateless rule is about a packet; what isn't given is any.

    https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-rule-groups-5-tuple.html
    """
    protocols = as_list(attributes.get("protocols"))
    if protocols and packet.protocol not in map(int, protocols):
        return False
    for key, address in (("sources", packet.source), ("destinations", packet.destination)):
        blocks = [one["addressDefinition"] for one in as_list(attributes.get(key))]
        if blocks and not any(inside(address, block) for block in blocks):
            return False
    if packet.protocol in (TCP, UDP):
        for key, port in (
            ("sourcePorts", packet.source_port),
            ("destinationPorts", packet.destination_port),
        ):
            ranges = as_list(attributes.get(key))
            if ranges and not any(
                int(one["fromPort"]) <= port <= int(one.get("toPort", one["fromPort"]))
                for one in ranges
            ):
                return False
    return True
