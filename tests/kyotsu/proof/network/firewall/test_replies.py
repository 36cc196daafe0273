"""Proves that the stateless engine remembers nothing of the other direction.

https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-rule-groups-standard.html
"""

from __future__ import annotations

from typing import Any

import pytest

from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import Stage, small_stage
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
    stateful,
    stateless_rule,
)


@pytest.fixture
def stage() -> Stage:
    return small_stage()


def said(stage: Stage) -> str:
    verdict = stage.verdict("NET-2", "a-one")
    if verdict.outcome is Outcome.PROVED:
        return "works"
    return verdict.witnesses[0].steps[-1].what.en


def test_a_link_works_that_the_stateful_engine_sees_in_both_directions(stage: Stage) -> None:
    ask_first(stage, stateless_rule(1, FORWARD, sources=addresses(ONE, TWO)))
    change_policy(stage, statelessDefaultActions=[DROP])
    assert said(stage) == "works"


def test_replies_that_a_rule_drops_are_missed(stage: Stage) -> None:
    ask_first(stage, stateless_rule(3, DROP, sources=addresses(TWO)))
    assert "stateless rule with priority 3 drops it" in said(stage)


def test_replies_to_other_ports_than_the_declared_one_arent_asked_for(stage: Stage) -> None:
    """A reply comes from the port that was called."""
    drop = stateless_rule(3, DROP, protocols=[6], sourcePorts=ports(1, 442))
    ask_first(stage, drop, stateless_rule(4, DROP, protocols=[6], sourcePorts=ports(444, 1023)))
    assert said(stage) == "works"


def test_what_is_passed_in_both_directions_works(stage: Stage) -> None:
    ask_first(
        stage,
        stateless_rule(1, PASS, protocols=[6], destinationPorts=ports(443)),
        stateless_rule(2, PASS, protocols=[6], sourcePorts=ports(443)),
    )
    assert said(stage) == "works"


def test_every_port_that_a_client_may_choose_must_get_through(stage: Stage) -> None:
    ask_first(stage, stateless_rule(1, DROP, protocols=[6], sourcePorts=ports(60000, 61000)))
    assert "stateless rule with priority 1 drops it" in said(stage)


@pytest.mark.parametrize("side", [ONE, TWO])
def test_the_stateful_engine_drops_what_it_sees_of_one_direction_only(
    stage: Stage, side: str
) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-rule-group-analyzer.html."""
    ask_first(stage, stateless_rule(1, PASS, sources=addresses(side)))
    assert "one side of the connection only" in said(stage)


def test_a_rule_about_requests_is_none_about_their_answers(stage: Stage) -> None:
    """But what it does with requests decides whether the stateful engine knows the answers."""
    ask_first(stage, stateless_rule(1, PASS, protocols=[6], destinationPorts=ports(443)))
    wall = Wall(stage)
    assert wall.does(ONE, TWO, phase="data") == "unseen"
    assert wall.does(TWO, ONE, 50000, source_port=443, phase="answer") == "dropped"


def test_of_datagrams_the_answer_to_what_was_passed_begins_a_flow(stage: Stage) -> None:
    """https://docs.suricata.io/en/latest/rules/flow-keywords.html."""
    stateful(stage, rulesString="pass udp any any -> any any (flow:to_server; sid:1;)")
    change_policy(stage, statefulDefaultActions=["aws:drop_strict"])
    answer: dict[str, Any] = {"protocol": 17, "source_port": 53, "phase": "answer"}
    assert Wall(stage).does(TWO, ONE, 50000, **answer) == "dropped", "it is to the client"
    ask_first(stage, stateless_rule(1, PASS, protocols=[17], destinationPorts=ports(53)))
    assert Wall(stage).does(TWO, ONE, 50000, **answer) == "inspected"


def test_of_datagrams_each_direction_may_go_by_another_engine(stage: Stage) -> None:
    """They have no beginning that could be missing."""
    ask_first(stage, stateless_rule(1, PASS, protocols=[17], destinationPorts=ports(53)))
    answer: dict[str, Any] = {"protocol": 17, "source_port": 53, "phase": "answer"}
    assert Wall(stage).does(ONE, TWO, 53, protocol=17, phase="data") == "unseen"
    assert Wall(stage).does(TWO, ONE, 50000, **answer) == "dropped", "no rule passes it"
    change_policy(stage, statelessDefaultActions=[PASS])
    assert Wall(stage).does(TWO, ONE, 50000, **answer) == "unseen"
