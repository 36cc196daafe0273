"""Rule groups for the small stage's firewall, and what the firewall then does."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import Any

from kyotsu.proof.network.dataplane.compiled import Compiled
from kyotsu.proof.network.firewall.inspection import Inspection
from kyotsu.proof.network.headerspace.packets import Box
from kyotsu.proof.network.headerspace.space import Service
from kyotsu.proof.network.resources.firewalls import Firewall
from tests.kyotsu.proof.network.building import STAGE, Stage, ref

ONE, TWO = "10.0.0.0/22", "10.0.4.0/22"
"""The blocks of `a-one`, which may call `a-two` on 443, and of `a-two`."""
PASS, DROP, FORWARD = "aws:pass", "aws:drop", "aws:forward_to_sfe"
OUTSIDE = "203.0.113.9/32"


def stateless_rule(priority: int, action: str, *custom: str, **match: Any) -> dict[str, Any]:
    """Return a stateless rule; `sources` and the like as the AWS document names them."""
    return {
        "priority": priority,
        "ruleDefinition": {"actions": [action, *custom], "matchAttributes": match},
    }


def addresses(*blocks: str) -> list[dict[str, str]]:
    """Return blocks as a stateless rule has them."""
    return [{"addressDefinition": block} for block in blocks]


def ports(low: int, high: int | None = None) -> list[dict[str, int]]:
    """Return a range of ports as a stateless rule has it; without an end, one port."""
    return [{"fromPort": low, **({} if high is None else {"toPort": high})}]


def stateless_group(stage: Stage, name: str, *rules: dict[str, Any], **more: Any) -> str:
    """Add a stateless rule group, and return its URN."""
    return stage.add(
        STAGE,
        "networkfirewall/ruleGroup",
        name,
        type="STATELESS",
        ruleGroup={
            "rulesSource": {
                "statelessRulesAndCustomActions": {"statelessRules": list(rules), **more}
            }
        },
    )


def change_policy(stage: Stage, **inputs: Any) -> None:
    """Change what the firewall's policy says."""
    place = stage.find("policy", "FirewallPolicy")
    body = dict(stage.resources[place].inputs["firewallPolicy"])
    stage.change(place, firewallPolicy={**body, **inputs})


def ask_first(stage: Stage, *rules: dict[str, Any], **more: Any) -> str:
    """Let the firewall ask stateless rules first, and return their group."""
    group = stateless_group(stage, "first", *rules, **more)
    change_policy(
        stage, statelessRuleGroupReferences=[{"priority": 1, "resourceArn": ref(group, "arn")}]
    )
    return group


def stateful(stage: Stage, **source: Any) -> None:
    """Give the firewall's one stateful group other rules."""
    variables = source.pop("ruleVariables", None)
    stage.change(
        stage.find("rules", "RuleGroup"),
        ruleGroup={
            "rulesSource": source,
            **({"ruleVariables": variables} if variables is not None else {}),
        },
    )


class Wall:
    """The stage's firewall, to be asked about single packets."""

    def __init__(self, stage: Stage) -> None:
        network = stage.network()
        self.compiled = Compiled(
            network, [*stage.declared().blocks, IPv4Network(OUTSIDE)], _single_services()
        )
        (firewall,) = network.all("firewalls")
        assert isinstance(firewall, Firewall)
        self.inspection: Inspection = self.compiled.inspections[firewall.urn]

    def does(
        self,
        source: str,
        destination: str,
        port: int = 443,
        *,
        phase: Any = "opening",
        protocol: int = 6,
        source_port: int = 50000,
        flags: frozenset[str] | None = None,
    ) -> str:
        """Return what is done with a packet: `inspected`, `unseen` (passed so), or `dropped`."""
        space = self.compiled.space
        service = Service((protocol, protocol), (port, port), (source_port, source_port))
        packet = Box(space.cidr(source), space.cidr(destination), space.around(service))
        through = self.inspection.passes(space, (packet,), phase, flags)
        words = [
            word for word, packets in zip(("inspected", "unseen"), through, strict=True) if packets
        ]
        return " and ".join(words) or "dropped"


def _single_services() -> list[Service]:
    return [
        Service((protocol, protocol), (port, port), (source, source))
        for protocol in (6, 17)
        for port, source in ((443, 50000), (22, 50000), (50000, 443), (53, 50000), (50000, 53))
    ]
