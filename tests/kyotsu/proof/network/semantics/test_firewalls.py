"""Proves AWS's rules of firewalls, each with its document, on a small stage."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kyotsu.proof.network.building import (
    RULES,
    Stage,
)
from tests.kyotsu.proof.network.opening import (
    open_up,
    reached,
)


@pytest.mark.parametrize(
    ("rules", "passes"),
    [
        (("drop ip any any -> any any (sid:9;)", "pass tcp any any -> any 22 (sid:10;)"), False),
        (("pass tcp any any -> any 22 (sid:10;)", "drop tcp any any -> any any (sid:9;)"), True),
        (("pass tcp any any -> any 22 (flow:established; sid:10;)", *RULES[1:]), False),
        (
            ('pass tcp any any -> any 22 (content:"x"; sid:10;)', *RULES[1:]),
            True,
        ),
        (('drop tcp any any -> any any (content:"x"; sid:9;)',), True),
    ],
)
def test_a_firewalls_rules_decide_in_their_order(
    stage: Stage, rules: tuple[str, ...], passes: bool
) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html.

    What asks for more than a header may match or not, so it passes and doesn't drop.
    """
    open_up(stage, "a-one", "a-two")
    group = stage.find("rules", "RuleGroup")
    stage.change(group, ruleGroup={"rulesSource": {"rulesString": "\n".join(rules)}})
    assert reached(stage, "a-one", "a-two") is passes


@pytest.mark.parametrize(
    ("policy", "passes"),
    [
        ({"statefulDefaultActions": ["aws:drop_strict"]}, False),
        ({"statefulDefaultActions": ["aws:drop_established"]}, True),
        ({"statelessDefaultActions": ["aws:pass"]}, True),
        ({"statelessDefaultActions": ["aws:drop"], "statelessFragmentDefaultActions": []}, False),
    ],
)
def test_what_no_rule_matches_is_the_policys_to_decide(
    stage: Stage, policy: dict[str, Any], passes: bool
) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-policy-processing.html."""
    open_up(stage, "a-one", "a-two")
    stage.change(
        stage.find("rules", "RuleGroup"),
        ruleGroup={"rulesSource": {"rulesString": "drop udp any any -> any any (sid:1;)"}},
    )
    place = stage.find("policy", "FirewallPolicy")
    body = dict(stage.resources[place].inputs["firewallPolicy"])
    stage.change(place, firewallPolicy={**body, **policy})
    assert reached(stage, "a-one", "a-two") is passes
