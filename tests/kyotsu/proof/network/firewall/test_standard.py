"""Proves that rules which are written field by field are read as Suricata's are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kyotsu.proof.network.building import Stage, small_stage
from tests.kyotsu.proof.network.firewall.walls import ONE, TWO, Wall, change_policy, stateful

HEADER = {
    "protocol": "TCP",
    "source": ONE,
    "sourcePort": "ANY",
    "direction": "FORWARD",
    "destination": TWO,
    "destinationPort": "22",
}
SID = {"keyword": "sid", "settings": ["1"]}


@pytest.fixture
def stage() -> Stage:
    stage = small_stage()
    change_policy(stage, statefulDefaultActions=["aws:drop_strict"])
    return stage


def standard(stage: Stage, *rules: dict[str, Any], **more: Any) -> None:
    """Give the firewall standard rules in place of its own."""
    stateful(stage, statefulRules=list(rules), **more)


def rule(action: str = "PASS", *options: dict[str, Any], **header: str) -> dict[str, Any]:
    """Return a standard rule."""
    return {"action": action, "header": {**HEADER, **header}, "ruleOptions": [SID, *options]}


@pytest.mark.parametrize(
    ("header", "hit"),
    [
        ({}, True),
        ({"protocol": "IP", "destinationPort": "ANY"}, True),
        ({"protocol": "UDP"}, False),
        ({"source": "ANY", "destination": "ANY"}, True),
        ({"source": TWO}, False),
        ({"source": "[10.0.0.0/8,!10.0.0.0/22]"}, False),
        ({"destinationPort": "20:25"}, True),
        ({"destinationPort": "443"}, False),
        ({"destinationPort": "[443,22]"}, True),
        ({"sourcePort": "1024:"}, True),
        ({"sourcePort": "!50000"}, False),
    ],
)
def test_a_rule_matches_what_its_header_says(
    stage: Stage, header: dict[str, str], hit: bool
) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_Header.html."""
    standard(stage, rule(**header))
    assert Wall(stage).does(ONE, TWO, 22) == ("inspected" if hit else "dropped")


def test_any_direction_is_both_with_addresses_and_ports_changed_about(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_Header.html."""
    standard(stage, rule(direction="ANY"))
    wall = Wall(stage)
    assert wall.does(ONE, TWO, 22) == "inspected"
    assert wall.does(TWO, ONE, 50000, source_port=22, phase="answer") == "inspected"
    assert wall.does(TWO, ONE, 22) == "dropped", "to this port only one side is called"


def test_options_are_those_of_suricata(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RuleOption.html."""
    standard(stage, rule("PASS", {"keyword": "flow", "settings": ["established", "to_server"]}))
    assert Wall(stage).does(ONE, TWO, 22) == "dropped"
    assert Wall(stage).does(ONE, TWO, 22, phase="data") == "inspected"
    standard(stage, rule("PASS", {"keyword": "flow:not_established"}))
    assert Wall(stage).does(ONE, TWO, 22) == "inspected"


def test_what_asks_for_content_passes_and_doesnt_drop(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RuleOption.html."""
    content = {"keyword": "content", "settings": ['"x"']}
    standard(stage, rule("DROP", content), rule("PASS"))
    assert Wall(stage).does(ONE, TWO, 22) == "inspected"
    standard(stage, rule("DROP"), rule("PASS", content))
    assert Wall(stage).does(ONE, TWO, 22) == "dropped"


@pytest.mark.parametrize("order", ["STRICT_ORDER", "DEFAULT_ACTION_ORDER"])
def test_the_order_is_the_policys(stage: Stage, order: str) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html."""
    change_policy(stage, statefulEngineOptions={"ruleOrder": order})
    standard(stage, rule("DROP"), rule("PASS"))
    strict = order == "STRICT_ORDER"
    assert Wall(stage).does(ONE, TWO, 22) == ("dropped" if strict else "inspected")


def test_variables_stand_for_addresses_and_ports(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RuleVariables.html."""
    standard(
        stage,
        rule(source="$CALLERS", destinationPort="$SHELL"),
        ruleVariables={
            "ipSets": [{"key": "CALLERS", "ipSet": {"definitions": [ONE]}}],
            "portSets": [{"key": "SHELL", "portSet": {"definitions": ["22", "2222"]}}],
        },
    )
    assert Wall(stage).does(ONE, TWO, 22) == "inspected"
    assert Wall(stage).does(ONE, TWO) == "dropped"
    assert Wall(stage).does(TWO, TWO, 22) == "dropped"
