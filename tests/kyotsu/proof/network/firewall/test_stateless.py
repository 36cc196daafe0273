"""Proves what the stateless engine does, rule by rule of AWS's documents."""

from __future__ import annotations

from typing import Any

import pytest

from kyotsu.proof.network.topology.problems import problems
from tests.kyotsu.proof.network.building import Stage, ref, small_stage
from tests.kyotsu.proof.network.firewall.walls import (
    DROP,
    FORWARD,
    ONE,
    PASS,
    TWO,
    Wall,
    addresses,
    ask_first,
    change_policy,
    ports,
    stateless_group,
    stateless_rule,
)
from tests.kyotsu.proof.network.opening import open_up, reached


@pytest.fixture
def stage() -> Stage:
    return small_stage()


@pytest.mark.parametrize(
    ("rules", "done"),
    [
        ([(10, PASS), (20, DROP)], "unseen"),
        ([(20, PASS), (10, DROP)], "dropped"),
        ([(20, PASS), (10, FORWARD)], "dropped"),  # by the stateful rules, on this port
        ([], "dropped"),
    ],
)
def test_the_first_rule_by_its_priority_decides(
    stage: Stage, rules: list[tuple[int, str]], done: str
) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-rule-groups-standard.html."""
    ask_first(stage, *(stateless_rule(*one) for one in rules))
    assert Wall(stage).does(ONE, TWO, 22) == done


def test_groups_are_asked_by_their_priority_in_the_policy(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-policy-processing.html."""
    groups = [
        stateless_group(stage, "one", stateless_rule(50, PASS)),
        stateless_group(stage, "other", stateless_rule(1, DROP)),
    ]
    for places, done in (((1, 2), "unseen"), ((2, 1), "dropped")):
        change_policy(
            stage,
            statelessRuleGroupReferences=[
                {"priority": place, "resourceArn": ref(group, "arn")}
                for place, group in zip(places, groups, strict=True)
            ],
        )
        assert Wall(stage).does(ONE, TWO) == done


@pytest.mark.parametrize(
    ("match", "hit"),
    [
        ({}, True),
        ({"sources": addresses(ONE)}, True),
        ({"sources": addresses(TWO)}, False),
        ({"sources": addresses(TWO, "10.0.0.0/8")}, True),
        ({"destinations": addresses(TWO)}, True),
        ({"destinations": addresses("10.0.8.0/22")}, False),
        ({"protocols": [6]}, True),
        ({"protocols": [17, 1]}, False),
        ({"protocols": [6.0], "destinationPorts": [{"fromPort": 443.0, "toPort": 443.0}]}, True),
        ({"protocols": [6], "destinationPorts": ports(443)}, True),
        ({"protocols": [6], "destinationPorts": ports(1, 442)}, False),
        ({"protocols": [6], "destinationPorts": [*ports(22), *ports(400, 500)]}, True),
        ({"protocols": [6], "sourcePorts": ports(1024, 65535)}, True),
        ({"protocols": [6], "sourcePorts": ports(443)}, False),
        ({"sources": addresses(ONE), "protocols": [17]}, False),
    ],
)
def test_a_rule_matches_what_has_all_of_its_attributes(
    stage: Stage, match: dict[str, Any], hit: bool
) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_MatchAttributes.html."""
    ask_first(stage, stateless_rule(1, DROP, **match))
    assert Wall(stage).does(ONE, TWO) == ("dropped" if hit else "inspected")


def test_ports_may_say_nothing_of_protocols_that_have_none(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_MatchAttributes.html.

    That they are only used for TCP and UDP may mean that others match, or that they don't: so such
    a rule isn't taken to drop them, and is taken to pass them.
    """
    change_policy(stage, statelessDefaultActions=[DROP])
    ask_first(stage, stateless_rule(1, PASS, destinationPorts=ports(443)))
    assert Wall(stage).does(ONE, TWO, 8, protocol=1) == "unseen"
    assert Wall(stage).does(ONE, TWO, 8, protocol=1, phase="handshake") == "dropped", "nor sure to"
    assert Wall(stage).does(ONE, TWO, 22) == "dropped"
    group = stage.find("first", "RuleGroup")
    stage.remove(group)
    change_policy(stage, statelessDefaultActions=[PASS])
    ask_first(stage, stateless_rule(1, DROP, destinationPorts=ports(443)))
    assert Wall(stage).does(ONE, TWO, 8, protocol=1) == "unseen"
    assert Wall(stage).does(ONE, TWO) == "dropped"


def test_what_no_rule_matches_meets_the_default_action(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-default-actions.html."""
    ask_first(stage, stateless_rule(1, FORWARD, sources=addresses(TWO)))
    for action, done in ((PASS, "unseen"), (DROP, "dropped"), (FORWARD, "inspected")):
        change_policy(stage, statelessDefaultActions=[action])
        assert Wall(stage).does(ONE, TWO) == done


def test_without_rules_the_default_action_is_everythings(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-default-actions.html."""
    for action, done in ((PASS, "unseen"), (DROP, "dropped"), (FORWARD, "inspected")):
        both = {"statelessDefaultActions": [action], "statelessFragmentDefaultActions": [action]}
        change_policy(stage, **both)
        assert Wall(stage).does(ONE, TWO) == done


def test_fragments_have_a_default_action_of_their_own_and_only_datagrams_come_in_them(
    stage: Stage,
) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-default-actions.html."""
    change_policy(stage, statelessDefaultActions=[DROP], statelessFragmentDefaultActions=[PASS])
    wall = Wall(stage)
    assert wall.does(ONE, TWO, 53, protocol=17) == "unseen"
    assert wall.does(ONE, TWO) == "dropped"
    assert wall.does(ONE, TWO, 53, protocol=17, phase="handshake") == "dropped", "a whole one is"
    ask_first(stage, stateless_rule(1, DROP, protocols=[17], destinationPorts=ports(53)))
    assert Wall(stage).does(ONE, TWO, 53, protocol=17) == "dropped", "the first one has the ports"


def test_a_custom_action_only_counts(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/rule-action.html."""
    ask_first(
        stage,
        stateless_rule(1, DROP, "count"),
        customActions=[{"actionName": "count", "actionDefinition": {}}],
    )
    assert Wall(stage).does(ONE, TWO) == "dropped"
    assert not [one for one in problems(stage.network()) if "action" in one.en]


def test_what_is_passed_by_itself_reaches_others_past_the_inspection(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/rule-action.html."""
    open_up(stage, "a-one", "a-two")
    assert not reached(stage, "a-one", "a-two")
    group = ask_first(stage, stateless_rule(7, PASS, sources=addresses(ONE)))
    assert reached(stage, "a-one", "a-two")
    (witness,) = stage.verdict("NET-1", "a-one -> a-two").witnesses[:1]
    (step,) = (step for step in witness.steps if step.at.urn == group)
    assert step.what.en == ("The firewall's stateless rule with priority 7 passes it, uninspected.")
