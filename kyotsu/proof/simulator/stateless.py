"""The stateless engine of AWS Network Firewall: one packet, by itself.

https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-rule-groups-standard.html
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.inventory import as_list
from kyotsu.proof.simulator.packet import TCP, UDP, Packet, inside
from kyotsu.proof.simulator.suricata import NotUnderstoodError

Verb = Literal["pass", "drop", "forward"]
VERBS: Final[Mapping[str, Verb]] = {
    "aws:pass": "pass",
    "aws:drop": "drop",
    "aws:forward_to_sfe": "forward",
}
EVERY_FLAG: Final = frozenset({"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"})


@dataclass(frozen=True)
class Sentence:
    """What is done with a packet, and by which resource."""

    verb: Verb
    by: Resource

    @property
    def text(self) -> str:
        """It in words."""
        done = {"pass": "passed", "drop": "dropped", "forward": "forwarded"}[self.verb]
        return f"{self.by.name}: {done} by its stateless rules"


def sentence(
    packet: Packet,
    flags: frozenset[str],
    policy: Resource,
    group_of: Callable[[Mapping[str, Any]], Resource],
) -> Sentence:
    """Return what the first rule that matches does, by priority, or the policy's default action.

    Of TCP the packet has these flags. Raises `NotUnderstoodError` for an action that is none.
    """
    inputs: Mapping[str, Any] = policy.inputs["firewallPolicy"]
    for group, rule in _rules(inputs, group_of):
        definition = rule["ruleDefinition"]
        if _is_about(definition["matchAttributes"], packet, flags):
            return Sentence(_verb(definition["actions"]), group)
    return Sentence(_verb(inputs.get("statelessDefaultActions")), policy)


def _rules(
    inputs: Mapping[str, Any], group_of: Callable[[Mapping[str, Any]], Resource]
) -> Iterator[tuple[Resource, Mapping[str, Any]]]:
    references = as_list(inputs.get("statelessRuleGroupReferences"))
    for reference in sorted(references, key=_priority):
        group = group_of(reference)
        source = group.inputs["ruleGroup"]["rulesSource"]["statelessRulesAndCustomActions"]
        for rule in sorted(as_list(source.get("statelessRules")), key=_priority):
            yield group, rule


def _priority(one: Mapping[str, Any]) -> int:
    return int(one["priority"])


def _verb(actions: object) -> Verb:
    """Return the one action of a list that decides; others only count packets.

    https://docs.aws.amazon.com/network-firewall/latest/developerguide/rule-action.html
    """
    found: list[Verb] = [VERBS[one] for one in as_list(actions) if one in VERBS]
    if len(found) != 1:
        raise NotUnderstoodError(f"the actions {actions} of the stateless engine")
    return found[0]


def _is_about(attributes: Mapping[str, Any], packet: Packet, flags: frozenset[str]) -> bool:
    """Whether a rule is about a packet; what isn't given is any.

    https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_MatchAttributes.html: ports
    are only used for TCP and UDP, flags only for TCP.
    """
    protocols = as_list(attributes.get("protocols"))
    if protocols and packet.protocol not in map(int, protocols):
        return False
    for key, address in (("sources", packet.source), ("destinations", packet.destination)):
        blocks = [one["addressDefinition"] for one in as_list(attributes.get(key))]
        if blocks and not any(inside(address, block) for block in blocks):
            return False
    for key, port in (
        ("sourcePorts", packet.source_port),
        ("destinationPorts", packet.destination_port),
    ):
        ranges = as_list(attributes.get(key)) if packet.protocol in (TCP, UDP) else []
        if ranges and not any(
            int(one["fromPort"]) <= port <= int(one.get("toPort", one["fromPort"]))
            for one in ranges
        ):
            return False
    wanted = as_list(attributes.get("tcpFlags")) if packet.protocol == TCP else []
    return not wanted or any(_has(flags, one) for one in wanted)


def _has(flags: frozenset[str], wanted: Mapping[str, Any]) -> bool:
    """Whether of the flags that are looked at exactly those that are named are set.

    https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_TCPFlagField.html
    """
    looked_at = frozenset(as_list(wanted.get("masks"))) or EVERY_FLAG
    return flags & looked_at == frozenset(as_list(wanted.get("flags")))
