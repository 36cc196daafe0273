"""Proves which packets lists of domains may let through: names are no addresses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kyotsu.proof.network.building import STAGE, Stage, ref, small_stage
from tests.kyotsu.proof.network.firewall.walls import (
    ONE,
    OUTSIDE,
    TWO,
    Wall,
    change_policy,
    stateful,
)
from tests.kyotsu.proof.network.opening import open_up, reached

PLATFORM = [{"key": "HOME_NET", "ipSet": {"definitions": ["10.0.0.0/10"]}}]
DEFAULT_ORDER = {"ruleOrder": "DEFAULT_ACTION_ORDER"}
REPLIES = "pass tcp any any -> any any (flow:established,to_client; sid:2;)"


@pytest.fixture
def stage() -> Stage:
    return small_stage()


def listed(stage: Stage, kind: str, *protocols: str, home: Any = PLATFORM) -> None:
    """Give the firewall a list of domains in place of its rules."""
    stateful(
        stage,
        rulesSourceList={
            "generatedRulesType": kind,
            "targets": [".example.go.jp"],
            "targetTypes": list(protocols or ("TLS_SNI",)),
        },
        ruleVariables={"ipSets": home} if home else None,
    )


def test_what_an_allowed_name_stands_for_may_be_any_address(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html."""
    listed(stage, "ALLOWLIST", "TLS_SNI", "HTTP_HOST")
    assert Wall(stage).does(ONE, OUTSIDE, phase="data") == "inspected"
    assert Wall(stage).does(ONE, OUTSIDE, 22, phase="data") == "inspected", "on any port"


def test_only_the_protocol_that_says_names_is_passed(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RulesSourceList.html."""
    change_policy(stage, statefulDefaultActions=["aws:drop_strict"])
    listed(stage, "ALLOWLIST")
    assert Wall(stage).does(ONE, OUTSIDE, 53, protocol=17, phase="data") == "dropped"


def test_a_name_is_said_after_the_handshake(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-examples.html.

    So a list opens no connection by itself; the default action does, or doesn't.
    """
    listed(stage, "ALLOWLIST")
    assert Wall(stage).does(ONE, OUTSIDE, 22) == "inspected", "this default drops later"
    change_policy(stage, statefulDefaultActions=["aws:drop_strict"])
    assert Wall(stage).does(ONE, OUTSIDE, 22) == "dropped"
    change_policy(stage, statefulEngineOptions=DEFAULT_ORDER, statefulDefaultActions=[])
    assert Wall(stage).does(ONE, OUTSIDE, 22) == "inspected", "without an order nothing is dropped"


@pytest.mark.parametrize("kind", ["DENYLIST", "REJECTLIST", "ALERTLIST"])
def test_what_denies_names_stops_no_address(stage: Stage, kind: str) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RulesSourceList.html."""
    listed(stage, kind, "TLS_SNI", "HTTP_HOST")
    change_policy(stage, statefulDefaultActions=["aws:alert_strict"])
    for phase in ("opening", "data"):
        assert Wall(stage).does(ONE, OUTSIDE, phase=phase) == "inspected"
    change_policy(stage, statefulDefaultActions=["aws:drop_established"])
    assert Wall(stage).does(ONE, OUTSIDE, phase="data") == "dropped", "and passes nothing"


class TestHome:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-limitations-caveats.html."""

    def test_unasked_home_is_the_firewalls_own_network(self, stage: Stage) -> None:
        listed(stage, "ALLOWLIST", home=None)
        assert Wall(stage).does("172.30.0.0/22", OUTSIDE, phase="data") == "inspected"
        assert Wall(stage).does(ONE, OUTSIDE, phase="data") == "dropped"

    def test_the_policy_may_say_what_home_is(self, stage: Stage) -> None:
        """https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_PolicyVariables.html."""
        listed(stage, "ALLOWLIST", home=None)
        change_policy(stage, policyVariables={"ruleVariables": PLATFORM})
        assert Wall(stage).does(ONE, OUTSIDE, phase="data") == "inspected"
        assert Wall(stage).does(ONE, TWO, phase="data") == "dropped", "that is home too"

    def test_a_groups_own_home_leaves_what_is_outside_as_it_was(self, stage: Stage) -> None:
        """So what the group calls home is outside as well, unless it says what is."""
        listed(stage, "ALLOWLIST")
        assert Wall(stage).does(ONE, TWO, phase="data") == "inspected"
        outside = {"key": "EXTERNAL_NET", "ipSet": {"definitions": ["203.0.113.0/24"]}}
        listed(stage, "ALLOWLIST", home=[*PLATFORM, outside])
        assert Wall(stage).does(ONE, TWO, phase="data") == "dropped"
        assert Wall(stage).does(ONE, OUTSIDE, phase="data") == "inspected"


@pytest.mark.parametrize(("first", "passed"), [("list", True), ("rules", False)])
def test_in_strict_order_a_list_stands_where_its_priority_puts_it(
    stage: Stage, first: str, passed: bool
) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html."""
    names = stage.add(
        STAGE,
        "networkfirewall/ruleGroup",
        "names",
        ruleGroup={
            "rulesSource": {
                "rulesSourceList": {
                    "generatedRulesType": "ALLOWLIST",
                    "targets": ["api.example.go.jp"],
                    "targetTypes": ["TLS_SNI"],
                }
            },
            "ruleVariables": {"ipSets": PLATFORM},
        },
    )
    stateful(stage, rulesString="drop tcp any any -> any any (flow:to_server; sid:9;)")
    places = {"list": (1, 2), "rules": (2, 1)}[first]
    groups = (names, stage.find("rules", "RuleGroup"))
    change_policy(
        stage,
        statefulRuleGroupReferences=[
            {"priority": place, "resourceArn": ref(group, "arn")}
            for place, group in zip(places, groups, strict=True)
        ],
    )
    assert (Wall(stage).does(ONE, OUTSIDE, phase="data") == "inspected") is passed
    change_policy(stage, statefulEngineOptions=DEFAULT_ORDER, statefulDefaultActions=[])
    assert Wall(stage).does(ONE, OUTSIDE, phase="data") == "inspected", "pass goes before drop"
    assert Wall(stage).does(ONE, OUTSIDE) == "dropped"


def test_a_list_in_place_of_rules_lets_out_what_nobody_declared(stage: Stage) -> None:
    """The statements say so: on any port, to any address."""
    open_up(stage, "a-one", "a-two")
    listed(stage, "ALLOWLIST")
    assert reached(stage, "a-one", "a-two")
