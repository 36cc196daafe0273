"""Proves what stateless rules that look at TCP's flags match.

https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_TCPFlagField.html
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
    stateful,
    stateless_rule,
)
from tests.kyotsu.proof.network.opening import open_up, reached

SYN, ACK = frozenset({"SYN"}), frozenset({"ACK"})


@pytest.fixture
def stage() -> Stage:
    return small_stage()


@pytest.mark.parametrize(
    ("flags", "masks", "hit", "missed"),
    [
        (["SYN"], ["SYN", "ACK"], [{"SYN"}, {"SYN", "ECE"}], [{"ACK"}, {"SYN", "ACK"}]),
        (["SYN"], [], [{"SYN"}], [{"SYN", "ECE"}, set()]),
        ([], ["SYN"], [{"ACK"}, set()], [{"SYN"}, {"SYN", "ACK"}]),
    ],
)
def test_those_named_must_be_set_and_of_those_looked_at_no_others(
    stage: Stage,
    flags: list[str],
    masks: list[str],
    hit: list[set[str]],
    missed: list[set[str]],
) -> None:
    wanted = [{"flags": flags, "masks": masks}]
    change_policy(stage, statelessDefaultActions=[DROP])
    ask_first(stage, stateless_rule(1, PASS, protocols=[6], tcpFlags=wanted))
    wall = Wall(stage)
    assert {wall.does(ONE, TWO, flags=frozenset(one)) for one in hit} == {"unseen"}
    assert {wall.does(ONE, TWO, flags=frozenset(one)) for one in missed} == {"dropped"}


def test_a_sender_may_set_any_flags(stage: Stage) -> None:
    """So what passes packets of connections passes them from anybody, with a witness."""
    open_up(stage, "a-one", "a-two")
    wanted = [{"flags": ["ACK"], "masks": ["ACK"]}]
    ask_first(stage, stateless_rule(1, PASS, protocols=[6], tcpFlags=wanted))
    assert reached(stage, "a-one", "a-two")
    witness = stage.verdict("NET-1", "a-one -> a-two").witnesses[0]
    assert ("flags", "ACK") in witness.facts
    assert "(ACK)" in witness.title.en


def test_what_begins_no_connection_is_nothing_to_the_stateful_engine(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/stream-exception-policy.html."""
    ask_first(stage, stateless_rule(1, DROP, protocols=[6], tcpFlags=[{"flags": ["SYN"]}]))
    assert Wall(small_stage()).does(ONE, TWO, flags=ACK) == "dropped"
    wall = Wall(stage)
    assert wall.does(ONE, TWO, flags=SYN) == "dropped"
    assert wall.does(ONE, TWO, flags=ACK) == "dropped"
    assert wall.does(ONE, TWO, flags=SYN | {"ECE", "CWR"}) == "inspected"


def test_a_first_packet_may_have_more_flags_than_it_needs(stage: Stage) -> None:
    stateful(stage, rulesString="pass tcp any any -> any any (sid:1;)")
    change_policy(stage, statelessDefaultActions=[DROP])
    wanted = [{"flags": ["PSH"], "masks": ["PSH"]}]
    ask_first(stage, stateless_rule(1, FORWARD, protocols=[6], tcpFlags=wanted))
    assert Wall(stage).does(ONE, TWO) == "inspected"


def test_a_link_needs_all_packets_of_its_connections(stage: Stage) -> None:
    change_policy(stage, statelessDefaultActions=[DROP])
    opening = [{"flags": ["SYN"], "masks": ["SYN", "ACK"]}]
    ask_first(stage, stateless_rule(1, PASS, protocols=[6], tcpFlags=opening))
    verdict = stage.verdict("NET-2", "a-one")
    assert verdict.outcome is Outcome.VIOLATED
    assert ("phase", "data") in verdict.witnesses[0].facts


def test_all_packets_of_a_connection_must_go_by_one_engine(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-rule-group-analyzer.html."""
    answer: dict[str, Any] = {"source_port": 443, "phase": "answer"}
    opening = {"flags": ["SYN"], "masks": ["SYN", "ACK"]}
    later = {"flags": ["ACK"], "masks": ["SYN", "ACK"]}
    ask_first(stage, stateless_rule(1, PASS, protocols=[6], tcpFlags=[opening]))
    assert Wall(stage).does(ONE, TWO, phase="handshake") == "unseen"
    assert Wall(stage).does(ONE, TWO, phase="data") == "dropped"
    stage.remove(stage.find("first", "RuleGroup"))
    match = {"protocols": [6], "sources": addresses(ONE), "tcpFlags": [later]}
    ask_first(stage, stateless_rule(1, PASS, **match))
    assert Wall(stage).does(ONE, TWO, phase="handshake") == "inspected"
    assert Wall(stage).does(TWO, ONE, 50000, **answer) == "dropped"


def test_what_passes_some_of_a_connections_packets_passes_none_of_it(stage: Stage) -> None:
    change_policy(stage, statelessDefaultActions=[DROP])
    some = [{"flags": ["SYN"]}, {"flags": ["ACK"]}]
    ask_first(stage, stateless_rule(1, PASS, protocols=[6], tcpFlags=some))
    assert Wall(stage).does(ONE, TWO, phase="data") == "dropped", "data comes with PSH"
    some += [{"flags": ["ACK", "PSH"]}, {"flags": ["ACK", "FIN"]}]
    stage.remove(stage.find("first", "RuleGroup"))
    ask_first(stage, stateless_rule(1, PASS, protocols=[6], tcpFlags=some))
    assert Wall(stage).does(ONE, TWO, phase="data") == "unseen"


def test_flags_may_say_nothing_of_other_protocols(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_MatchAttributes.html."""
    change_policy(stage, statelessDefaultActions=[PASS])
    ask_first(stage, stateless_rule(1, DROP, tcpFlags=[{"flags": ["SYN"]}]))
    assert Wall(stage).does(ONE, TWO, 53, protocol=17) == "unseen"


@pytest.mark.parametrize(
    ("policy", "done"), [(None, "dropped"), ("REJECT", "dropped"), ("CONTINUE", "inspected")]
)
def test_a_policy_may_go_on_with_connections_that_it_hasnt_seen_begin(
    stage: Stage, policy: str | None, done: str
) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/stream-exception-policy.html.

    Then rules that depend on the flow don't drop, and this policy's default passes.
    """
    options = {"ruleOrder": "STRICT_ORDER", "streamExceptionPolicy": policy}
    change_policy(stage, statefulEngineOptions=options)
    ask_first(stage, stateless_rule(1, FORWARD))
    stateful(stage, rulesString="drop tcp any any -> any any (flow:to_server; sid:1;)")
    assert Wall(stage).does(ONE, TWO, 22, flags=ACK) == done
    assert Wall(stage).does(ONE, TWO, 22, flags=SYN) == "dropped"
    stateful(stage, rulesString="drop tcp any any -> any any (sid:1;)")
    assert Wall(stage).does(ONE, TWO, 22, flags=ACK) == "dropped"
