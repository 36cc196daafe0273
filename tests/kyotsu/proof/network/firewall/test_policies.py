"""Proves the order of stateful rules over several groups, and what is asked of answers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kyotsu.proof.network.building import STAGE, Stage, ref, small_stage
from tests.kyotsu.proof.network.firewall.walls import ONE, TWO, Wall, change_policy, stateful

ANSWER: dict[str, Any] = {"source_port": 443, "phase": "answer"}


@pytest.fixture
def stage() -> Stage:
    return small_stage()


def groups(stage: Stage, order: str, *texts: str) -> None:
    """Give the policy groups of Suricata's rules, in an order that isn't theirs by priority."""
    references = [
        {
            "priority": number,
            "resourceArn": ref(
                stage.add(
                    STAGE,
                    "networkfirewall/ruleGroup",
                    f"{order}-{number}",
                    ruleGroup={"rulesSource": {"rulesString": text}},
                ),
                "arn",
            ),
        }
        for number, text in enumerate(texts)
    ]
    change_policy(
        stage,
        statefulEngineOptions={"ruleOrder": order},
        statefulRuleGroupReferences=references[::-1],
    )


@pytest.mark.parametrize(
    ("order", "done"), [("STRICT_ORDER", "dropped"), ("DEFAULT_ACTION_ORDER", "inspected")]
)
def test_groups_are_asked_by_priority_or_all_passes_before_all_drops(
    stage: Stage, order: str, done: str
) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html."""
    groups(
        stage,
        order,
        "drop tcp any any -> any 22 (sid:1;)",
        "pass tcp any any -> any any (sid:2;)\ndrop ip any any -> any any (sid:3;)",
    )
    assert Wall(stage).does(ONE, TWO, 22) == done
    assert Wall(stage).does(ONE, TWO) == "inspected"


def test_without_an_order_the_stateful_default_actions_mean_nothing(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html."""
    groups(stage, "DEFAULT_ACTION_ORDER", "pass tcp any any -> any 443 (sid:1;)")
    change_policy(stage, statefulDefaultActions=["aws:drop_strict"])
    assert Wall(stage).does(ONE, TWO, 22) == "inspected"


def test_the_first_answer_of_tcp_comes_before_its_connection_is_established(stage: Stage) -> None:
    """https://docs.suricata.io/en/latest/rules/flow-keywords.html.

    So a rule for established connections doesn't pass it, nor does a default that drops them stop
    it.
    """
    stateful(stage, rulesString="pass tcp any any -> any any (flow:established,to_client; sid:1;)")
    assert Wall(stage).does(TWO, ONE, 50000, **ANSWER) == "inspected"
    change_policy(stage, statefulDefaultActions=["aws:drop_strict"])
    assert Wall(stage).does(TWO, ONE, 50000, **ANSWER) == "dropped"
    stateful(stage, rulesString="pass tcp any any -> any any (flow:to_client; sid:1;)")
    assert Wall(stage).does(TWO, ONE, 50000, **ANSWER) == "inspected"


def test_an_answer_to_a_datagram_establishes_its_flow(stage: Stage) -> None:
    """https://docs.suricata.io/en/latest/rules/flow-keywords.html."""
    stateful(stage, rulesString="pass udp any any -> any any (flow:established,to_client; sid:1;)")
    change_policy(stage, statefulDefaultActions=["aws:drop_strict"])
    answer: dict[str, Any] = {"protocol": 17, "source_port": 53, "phase": "answer"}
    assert Wall(stage).does(TWO, ONE, 50000, **answer) == "inspected"
