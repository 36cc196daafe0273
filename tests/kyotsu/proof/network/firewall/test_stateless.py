"""Proves what the stateless engine does, rule by rule of AWS's documents."""

from __future__ import annotations

from typing import Any

import pytest

from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import Stage, ref, small_stage
from tests.kyotsu.proof.network.firewall.walls import (
    ONE,
    TWO,
    Wall,
    addresses,
    ask_first,
    change_policy,
    ports,
    stateful,
    stateless_group,
    stateless_rule,
)
from tests.kyotsu.proof.network.test_semantics import open_up, reached

PASS, DROP, FORWARD = "aws:pass", "aws:drop", "aws:forward_to_sfe"
SYN, ACK = frozenset({"SYN"}), frozenset({"ACK"})


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
    assert not [one for one in stage.network().problems if "action" in one.en]


def test_what_is_passed_by_itself_reaches_others_past_the_inspection(stage: Stage) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/rule-action.html."""
    open_up(stage, "a-one", "a-two")
    assert not reached(stage, "a-one", "a-two")
    group = ask_first(stage, stateless_rule(7, PASS, sources=addresses(ONE)))
    assert reached(stage, "a-one", "a-two")
    (witness,) = stage.verdict("NET-1", "a-one -> a-two").witnesses[:1]
    (step,) = (step for step in witness.steps if step.at.urn == group)
    assert step.what.en == ("The firewall's stateless rule with priority 7 passes it, uninspected.")


class TestReplies:
    """The engine remembers nothing of the other direction.

    https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-rule-groups-standard.html
    """

    def _said(self, stage: Stage) -> str:
        verdict = stage.verdict("NET-2", "a-one")
        if verdict.outcome is Outcome.PROVED:
            return "works"
        return verdict.witnesses[0].steps[-1].what.en

    def test_a_link_works_that_the_stateful_engine_sees_in_both_directions(
        self, stage: Stage
    ) -> None:
        ask_first(stage, stateless_rule(1, FORWARD, sources=addresses(ONE, TWO)))
        change_policy(stage, statelessDefaultActions=[DROP])
        assert self._said(stage) == "works"

    def test_replies_that_a_rule_drops_are_missed(self, stage: Stage) -> None:
        ask_first(stage, stateless_rule(3, DROP, sources=addresses(TWO)))
        assert "stateless rule with priority 3 drops it" in self._said(stage)

    def test_replies_to_other_ports_than_the_declared_one_arent_asked_for(
        self, stage: Stage
    ) -> None:
        """A reply comes from the port that was called."""
        drop = stateless_rule(3, DROP, protocols=[6], sourcePorts=ports(1, 442))
        ask_first(stage, drop, stateless_rule(4, DROP, protocols=[6], sourcePorts=ports(444, 1023)))
        assert self._said(stage) == "works"

    def test_what_is_passed_in_both_directions_works(self, stage: Stage) -> None:
        ask_first(
            stage,
            stateless_rule(1, PASS, protocols=[6], destinationPorts=ports(443)),
            stateless_rule(2, PASS, protocols=[6], sourcePorts=ports(443)),
        )
        assert self._said(stage) == "works"

    def test_every_port_that_a_client_may_choose_must_get_through(self, stage: Stage) -> None:
        ask_first(stage, stateless_rule(1, DROP, protocols=[6], sourcePorts=ports(60000, 61000)))
        assert "stateless rule with priority 1 drops it" in self._said(stage)

    @pytest.mark.parametrize("side", [ONE, TWO])
    def test_the_stateful_engine_drops_what_it_sees_of_one_direction_only(
        self, stage: Stage, side: str
    ) -> None:
        """https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-rule-group-analyzer.html."""
        ask_first(stage, stateless_rule(1, PASS, sources=addresses(side)))
        assert "one side of the connection only" in self._said(stage)

    def test_a_rule_about_requests_is_none_about_their_answers(self, stage: Stage) -> None:
        """But what it does with requests decides whether the stateful engine knows the answers."""
        ask_first(stage, stateless_rule(1, PASS, protocols=[6], destinationPorts=ports(443)))
        wall = Wall(stage)
        assert wall.does(ONE, TWO, phase="data") == "unseen"
        assert wall.does(TWO, ONE, 50000, source_port=443, phase="answer") == "dropped"

    def test_of_datagrams_the_answer_to_what_was_passed_begins_a_flow(self, stage: Stage) -> None:
        """https://docs.suricata.io/en/latest/rules/flow-keywords.html."""
        stateful(stage, rulesString="pass udp any any -> any any (flow:to_server; sid:1;)")
        change_policy(stage, statefulDefaultActions=["aws:drop_strict"])
        answer: dict[str, Any] = {"protocol": 17, "source_port": 53, "phase": "answer"}
        assert Wall(stage).does(TWO, ONE, 50000, **answer) == "dropped", "it is to the client"
        ask_first(stage, stateless_rule(1, PASS, protocols=[17], destinationPorts=ports(53)))
        assert Wall(stage).does(TWO, ONE, 50000, **answer) == "inspected"

    def test_of_datagrams_each_direction_may_go_by_another_engine(self, stage: Stage) -> None:
        """They have no beginning that could be missing."""
        ask_first(stage, stateless_rule(1, PASS, protocols=[17], destinationPorts=ports(53)))
        answer: dict[str, Any] = {"protocol": 17, "source_port": 53, "phase": "answer"}
        assert Wall(stage).does(ONE, TWO, 53, protocol=17, phase="data") == "unseen"
        assert Wall(stage).does(TWO, ONE, 50000, **answer) == "dropped", "no rule passes it"
        change_policy(stage, statelessDefaultActions=[PASS])
        assert Wall(stage).does(TWO, ONE, 50000, **answer) == "unseen"


class TestFlags:
    """https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_TCPFlagField.html."""

    @pytest.mark.parametrize(
        ("flags", "masks", "hit", "missed"),
        [
            (["SYN"], ["SYN", "ACK"], [{"SYN"}, {"SYN", "ECE"}], [{"ACK"}, {"SYN", "ACK"}]),
            (["SYN"], [], [{"SYN"}], [{"SYN", "ECE"}, set()]),
            ([], ["SYN"], [{"ACK"}, set()], [{"SYN"}, {"SYN", "ACK"}]),
        ],
    )
    def test_those_named_must_be_set_and_of_those_looked_at_no_others(
        self,
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

    def test_a_sender_may_set_any_flags(self, stage: Stage) -> None:
        """So what passes packets of connections passes them from anybody, with a witness."""
        open_up(stage, "a-one", "a-two")
        wanted = [{"flags": ["ACK"], "masks": ["ACK"]}]
        ask_first(stage, stateless_rule(1, PASS, protocols=[6], tcpFlags=wanted))
        assert reached(stage, "a-one", "a-two")
        witness = stage.verdict("NET-1", "a-one -> a-two").witnesses[0]
        assert ("flags", "ACK") in witness.facts
        assert "(ACK)" in witness.title.en

    def test_what_begins_no_connection_is_nothing_to_the_stateful_engine(
        self, stage: Stage
    ) -> None:
        """https://docs.aws.amazon.com/network-firewall/latest/developerguide/stream-exception-policy.html."""
        ask_first(stage, stateless_rule(1, DROP, protocols=[6], tcpFlags=[{"flags": ["SYN"]}]))
        wall = Wall(stage)
        assert wall.does(ONE, TWO, flags=SYN) == "dropped"
        assert wall.does(ONE, TWO, flags=ACK) == "dropped"
        assert wall.does(ONE, TWO, flags=SYN | {"ECE", "CWR"}) == "inspected"

    def test_a_first_packet_may_have_more_flags_than_it_needs(self, stage: Stage) -> None:
        stateful(stage, rulesString="pass tcp any any -> any any (sid:1;)")
        change_policy(stage, statelessDefaultActions=[DROP])
        wanted = [{"flags": ["PSH"], "masks": ["PSH"]}]
        ask_first(stage, stateless_rule(1, FORWARD, protocols=[6], tcpFlags=wanted))
        assert Wall(stage).does(ONE, TWO) == "inspected"

    def test_a_link_needs_all_packets_of_its_connections(self, stage: Stage) -> None:
        change_policy(stage, statelessDefaultActions=[DROP])
        opening = [{"flags": ["SYN"], "masks": ["SYN", "ACK"]}]
        ask_first(stage, stateless_rule(1, PASS, protocols=[6], tcpFlags=opening))
        verdict = stage.verdict("NET-2", "a-one")
        assert verdict.outcome is Outcome.VIOLATED
        assert ("phase", "data") in verdict.witnesses[0].facts

    def test_all_packets_of_a_connection_must_go_by_one_engine(self, stage: Stage) -> None:
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

    def test_what_passes_some_of_a_connections_packets_passes_none_of_it(
        self, stage: Stage
    ) -> None:
        change_policy(stage, statelessDefaultActions=[DROP])
        some = [{"flags": ["SYN"]}, {"flags": ["ACK"]}]
        ask_first(stage, stateless_rule(1, PASS, protocols=[6], tcpFlags=some))
        assert Wall(stage).does(ONE, TWO, phase="data") == "dropped", "data comes with PSH"
        some += [{"flags": ["ACK", "PSH"]}, {"flags": ["ACK", "FIN"]}]
        stage.remove(stage.find("first", "RuleGroup"))
        ask_first(stage, stateless_rule(1, PASS, protocols=[6], tcpFlags=some))
        assert Wall(stage).does(ONE, TWO, phase="data") == "unseen"

    def test_flags_may_say_nothing_of_other_protocols(self, stage: Stage) -> None:
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
