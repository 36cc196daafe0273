"""Random policies for the firewalls of small networks: all ways to write rules, in both orders."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from bench.networks.draft import ref
from kyotsu.desired.graph import Resource

ANYWHERE: Final = "0.0.0.0/0"
GROUP: Final = "aws:networkfirewall/ruleGroup:RuleGroup"
POLICY: Final = "aws:networkfirewall/firewallPolicy:FirewallPolicy"
VERBS: Final = ("aws:pass", "aws:drop", "aws:forward_to_sfe")
PORTS: Final = ((443, 443), (53, 53), (1024, 65535), (400, 6000), (50000, 50000), (0, 65535))
FLAGS: Final = (
    {"flags": ["SYN"], "masks": ["SYN", "ACK"]},
    {"flags": ["ACK"], "masks": ["ACK"]},
    {"flags": ["SYN", "ACK"], "masks": ["SYN", "ACK"]},
    {"flags": ["SYN"]},
    {"flags": [], "masks": ["FIN", "PSH"]},
)
LISTS: Final = ("ALLOWLIST", "ALLOWLIST", "DENYLIST", "REJECTLIST", "ALERTLIST")


@dataclass(frozen=True, kw_only=True)
class Walls:
    """Makes policies. `block` returns a block that matters to somebody.

    `certain` leaves out rules of which it isn't certain by AWS's documents what they match: flags
    that a sender may choose, ports for protocols that have none, fragments.
    """

    pick: random.Random
    add: Callable[[str, dict[str, Any]], Resource]
    block: Callable[[], str]
    certain: bool

    def policy(self) -> Resource:
        """Return a policy with its groups."""
        strict = self._chance(0.7)
        default = self.pick.choice([*VERBS, *["aws:forward_to_sfe"] * 5])
        fragments = [default, "aws:drop"] if self.certain else VERBS
        actions = ["aws:drop_strict", "aws:drop_established_app_layer", "aws:alert_strict"]
        body: dict[str, Any] = {
            "statelessDefaultActions": [default],
            "statelessFragmentDefaultActions": [self.pick.choice(fragments)],
            "statefulEngineOptions": {
                "ruleOrder": "STRICT_ORDER" if strict else "DEFAULT_ACTION_ORDER"
            },
            "statefulRuleGroupReferences": self._references(self._stateful, (1, 2), strict=strict),
            "statelessRuleGroupReferences": self._references(self._stateless, (0, 0, 1, 2)),
        }
        if strict:
            body["statefulDefaultActions"] = [self.pick.choice(actions)]
        if self._chance(0.3):
            body["policyVariables"] = {"ruleVariables": [self._home()]}
        return self.add(POLICY, {"firewallPolicy": body})

    def _chance(self, share: float) -> bool:
        return self.pick.random() < share

    def _references(
        self,
        make: Callable[[], dict[str, Any]],
        counts: tuple[int, ...],
        *,
        strict: bool = True,
    ) -> list[dict[str, Any]]:
        """Return groups with priorities, in an order that isn't theirs."""
        found: list[dict[str, Any]] = []
        for number in range(self.pick.choice(counts)):
            group = self.add(GROUP, {"ruleGroup": make()})
            place: dict[str, Any] = {"priority": 10 - number} if strict else {}
            found.append({"resourceArn": ref(group, "arn"), **place})
        return found

    def _home(self) -> dict[str, Any]:
        blocks = {self.block(), self.block()} - {ANYWHERE} or {"10.0.0.0/8"}
        return {"key": "HOME_NET", "ipSet": {"definitions": sorted(blocks)}}

    def _stateful(self) -> dict[str, Any]:
        kind = self.pick.choice(["text", "text", "standard", "domains"])
        variables = [self._home()] if self._chance(0.4) else []
        if kind == "text":
            source: dict[str, Any] = {"rulesString": "\n".join(self._suricata())}
        elif kind == "standard":
            source = {"statefulRules": [self._standard(number) for number in range(3)]}
        else:
            source = {
                "rulesSourceList": {
                    "generatedRulesType": self.pick.choice(LISTS),
                    "targets": [self.pick.choice([".example.go.jp", "api.example.go.jp"])],
                    "targetTypes": self.pick.choice(
                        [["TLS_SNI"], ["HTTP_HOST"], ["TLS_SNI", "HTTP_HOST"]]
                    ),
                }
            }
        return {"rulesSource": source, "ruleVariables": {"ipSets": variables}}

    def _suricata(self) -> Iterator[str]:
        flows = ("", "flow:to_server; ", "flow:not_established,to_server; ")
        for number in range(self.pick.randint(1, 4)):
            action = self.pick.choice(["pass", "pass", "drop"])
            protocol = self.pick.choice(["tcp", "udp", "icmp", "ip"])
            ends = [self._end("any") for _ in "12"]
            arrow, port = self.pick.choice(["->", "->", "<>"]), self._port(protocol, "any")
            flow = self.pick.choice(flows)
            yield (
                f"{action} {protocol} {ends[0]} any {arrow} {ends[1]} {port}"
                f" ({flow}sid:{number + 1};)"
            )
        if self._chance(0.7):
            yield "pass tcp any any -> any any (flow:established,to_client; sid:11;)"

    def _end(self, anything: str) -> str:
        block = self.block()
        names = ["$HOME_NET", "$EXTERNAL_NET"]
        both = f"![{block},{self.block()}]"
        end = self.pick.choice([anything, block, f"!{block}", both, self.pick.choice(names)])
        return anything if end.startswith("!") and ANYWHERE in end else end

    def _port(self, protocol: str, anything: str) -> str:
        port = self.pick.choice([anything, "443", "53", "[443,5432]", "1024:", "!443", "![443,53]"])
        return port if protocol.lower() in ("tcp", "udp") else anything

    def _standard(self, number: int) -> dict[str, Any]:
        protocol = self.pick.choice(["TCP", "UDP", "ICMP", "IP"])
        words = self.pick.choice([[], ["to_server"], ["established", "to_client"]])
        flow = [{"keyword": "flow", "settings": words}] if words else []
        return {
            "action": self.pick.choice(["PASS", "PASS", "DROP", "REJECT", "ALERT"]),
            "header": {
                "protocol": protocol,
                "source": self._end("ANY"),
                "sourcePort": "ANY",
                "direction": self.pick.choice(["FORWARD", "ANY"]),
                "destination": self._end("ANY"),
                "destinationPort": self._port(protocol, "ANY"),
            },
            "ruleOptions": [{"keyword": "sid", "settings": [str(number + 21)]}, *flow],
        }

    def _stateless(self) -> dict[str, Any]:
        rules = [self._stateless_rule(5 * (4 - place)) for place in range(self.pick.randint(1, 3))]
        custom = [{"actionName": "count", "actionDefinition": {}}]
        source = {"statelessRules": rules, "customActions": custom}
        return {"rulesSource": {"statelessRulesAndCustomActions": source}}

    def _stateless_rule(self, priority: int) -> dict[str, Any]:
        protocols = self.pick.choice([[], [6], [17], [6, 17], [1]])
        match: dict[str, Any] = {"protocols": protocols} if protocols else {}
        for key in ("sources", "destinations"):
            if self._chance(0.5):
                blocks = {self.block() for _ in range(self.pick.randint(1, 2))}
                match[key] = [{"addressDefinition": block} for block in sorted(blocks)]
        if not self.certain or (protocols and 1 not in protocols):
            for key in ("sourcePorts", "destinationPorts"):
                if self._chance(0.3):
                    first, last = self.pick.choice(PORTS)
                    match[key] = [{"fromPort": first, "toPort": last}]
        if not self.certain and self._chance(0.3):
            match["tcpFlags"] = [self.pick.choice(FLAGS)]
        actions = [self.pick.choice(VERBS), *["count"] * self._chance(0.2)]
        return {
            "priority": priority,
            "ruleDefinition": {"actions": actions, "matchAttributes": match},
        }
