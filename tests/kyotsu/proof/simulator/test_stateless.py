"""The stateless engine: rules by priority, flags, and no memory of the other direction."""

from dataclasses import replace
from typing import Any

import pytest

from kyotsu.desired.graph import Resource
from kyotsu.proof.simulator.journey import Journey
from kyotsu.proof.simulator.world import World
from tests.kyotsu.proof.simulator.building import ref
from tests.kyotsu.proof.simulator.test_firewall import CLOSED, OUTSIDE, REPLIES, A, Guarded

GROUP = "aws:networkfirewall/ruleGroup:RuleGroup"
PASS, DROP, FORWARD = "aws:pass", "aws:drop", "aws:forward_to_sfe"
OPEN = "pass ip any any -> any any (flow:to_server; sid:1;)"
BLOCK = [{"addressDefinition": "10.0.0.0/24"}]
"""Of whoever calls out."""


@pytest.fixture
def net() -> Guarded:
    net = Guarded()
    net.rules(OPEN, REPLIES)
    return net


def rule(priority: int, action: str, *custom: str, **match: Any) -> dict[str, Any]:
    return {
        "priority": priority,
        "ruleDefinition": {"actions": [action, *custom], "matchAttributes": match},
    }


def stateless(net: Guarded, *groups: list[dict[str, Any]], default: str = FORWARD) -> None:
    """Give the policy stateless groups; those named last are asked first."""
    references: list[dict[str, Any]] = []
    before = len(net.draft.all("net", GROUP))
    for number, rules in enumerate(groups):
        source = {"statelessRulesAndCustomActions": {"statelessRules": rules}}
        group = net.add(
            GROUP,
            f"stateless-{before + number}",
            ruleGroup={"rulesSource": source},
        )
        references.append({"priority": 9 - number, "resourceArn": ref(group, "arn")})
    change(net, statelessRuleGroupReferences=references, statelessDefaultActions=[default])


def change(net: Guarded, **inputs: Any) -> None:
    policy: Resource = net.draft.find("net", net.policy.type)
    net.draft.change(policy, firewallPolicy={**policy.inputs["firewallPolicy"], **inputs})


def test_groups_and_rules_are_asked_by_their_priorities(net: Guarded) -> None:
    stateless(net, [rule(1, DROP)], [rule(9, DROP), rule(3, PASS)])
    journey = net.send(A, OUTSIDE, sender=net.a)
    assert journey.answered
    assert any(hop.text == "stateless-3: passed by its stateless rules" for hop in journey.hops)
    assert not journey.memory.firewalls, "the stateful engine hasn't seen it"


def test_replies_are_asked_about_as_any_packet(net: Guarded) -> None:
    stateless(net, [rule(1, DROP, destinations=BLOCK)])
    journey = net.send(A, OUTSIDE, sender=net.a)
    assert journey.delivered
    assert journey.reply is not None
    assert journey.reply.end.text == "stateless-2: dropped by its stateless rules"


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("sources", "this endpoint hasn't seen the connection begin"),
        ("destinations", "unlike the rest of the connection"),
    ],
)
def test_the_stateful_engine_needs_both_directions_of_a_stream(
    net: Guarded, key: str, says: str
) -> None:
    stateless(net, [rule(1, PASS, **{key: BLOCK})])
    journey = net.send(A, OUTSIDE, sender=net.a)
    assert journey.delivered
    assert journey.reply is not None
    assert says in journey.reply.end.text


def test_but_of_datagrams_each_by_itself(net: Guarded) -> None:
    stateless(net, [rule(1, PASS, sources=BLOCK)])
    assert net.send(A, OUTSIDE, 53, sender=net.a, protocol="udp").answered
    closed = Guarded()
    closed.rules("drop udp any any -> any any (sid:1;)")
    stateless(closed, [rule(1, PASS, sources=BLOCK)])
    journey = closed.send(A, OUTSIDE, 53, sender=closed.a, protocol="udp")
    assert journey.delivered
    assert not journey.answered


class TestFlags:
    def test_those_of_a_first_packet_are_matched(self, net: Guarded) -> None:
        syn = [{"flags": ["SYN"], "masks": ["SYN", "ACK"]}]
        stateless(net, [rule(1, DROP, protocols=[6], tcpFlags=syn)])
        assert not net.send(A, OUTSIDE, sender=net.a).delivered

    def test_what_follows_has_others(self, net: Guarded) -> None:
        syn = [{"flags": ["SYN"], "masks": ["SYN", "ACK"]}]
        stateless(net, [rule(1, PASS, protocols=[6], tcpFlags=syn)], default=DROP)
        journey = net.send(A, OUTSIDE, sender=net.a)
        assert journey.delivered
        assert not journey.answered

    @pytest.mark.parametrize(
        ("wanted", "flags", "hit"),
        [
            ({"flags": ["SYN"], "masks": ["SYN", "ACK"]}, {"SYN", "ECE", "CWR"}, True),
            ({"flags": ["SYN"]}, {"SYN", "ECE", "CWR"}, False),
            ({"flags": ["SYN"]}, {"SYN"}, True),
            ({"flags": [], "masks": ["PSH"]}, {"SYN"}, True),
        ],
    )
    def test_only_those_that_are_looked_at_count(
        self, net: Guarded, wanted: dict[str, Any], flags: set[str], hit: bool
    ) -> None:
        """https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_TCPFlagField.html."""
        stateless(net, [rule(1, DROP, protocols=[6], tcpFlags=[wanted])])
        assert self._with(net, *flags).delivered is not hit

    def test_all_packets_of_a_connection_must_go_by_one_engine(self, net: Guarded) -> None:
        syn = [{"flags": ["SYN"], "masks": ["SYN", "ACK"]}]
        stateless(net, [rule(1, PASS, protocols=[6], tcpFlags=syn)])
        journey = net.send(A, OUTSIDE, sender=net.a)
        assert journey.delivered
        assert journey.reply is not None
        assert "unlike the rest of the connection" in journey.reply.end.text

    def test_so_has_the_first_answer(self, net: Guarded) -> None:
        both = [{"flags": ["SYN", "ACK"], "masks": ["SYN", "ACK"]}]
        stateless(net, [rule(1, DROP, protocols=[6], tcpFlags=both)])
        journey = net.send(A, OUTSIDE, sender=net.a)
        assert journey.delivered
        assert journey.reply is not None
        assert journey.reply.end.text == "stateless-2: dropped by its stateless rules"

    def test_a_packet_may_come_with_any(self) -> None:
        ack = [{"flags": ["ACK"], "masks": ["ACK"]}]
        net = Guarded()
        net.rules(CLOSED)
        stateless(net, [rule(1, PASS, protocols=[6], tcpFlags=ack)])
        assert not net.send(A, OUTSIDE, sender=net.a).delivered
        assert self._with(net, "ACK").delivered
        stateless(net, [])
        assert self._with(net, "ACK").end.text == "this endpoint hasn't seen the connection begin"

    def _with(self, net: Guarded, *flags: str) -> Journey:
        asked = net.send(A, OUTSIDE, sender=net.a).hops[0].packet
        packet = replace(asked, flags=frozenset(flags))
        return World.of(net.draft.graphs()).send(packet, sender=net.interface(net.a))


def test_a_custom_action_only_counts_and_one_that_is_none_leaves_it_open(net: Guarded) -> None:
    stateless(net, [rule(1, DROP, "count")])
    assert net.send(A, OUTSIDE, sender=net.a).outcome == "dropped"
    stateless(net, [rule(1, "aws:allow")])
    assert net.send(A, OUTSIDE, sender=net.a).outcome == "unmodelled"


def test_where_the_policy_goes_on_with_what_it_hasnt_seen_begin_it_is_open(net: Guarded) -> None:
    change(
        net,
        statefulEngineOptions={"ruleOrder": "STRICT_ORDER", "streamExceptionPolicy": "CONTINUE"},
    )
    stateless(net, [rule(1, PASS, sources=BLOCK)])
    journey = net.send(A, OUTSIDE, sender=net.a)
    assert journey.reply is not None
    assert journey.reply.outcome == "unmodelled"


class TestNames:
    def _listed(self, kind: str, **variables: Any) -> Guarded:
        net = Guarded()
        listed = {
            "generatedRulesType": kind,
            "targets": [".example.jp"],
            "targetTypes": ["TLS_SNI"],
        }
        net.rules(REPLIES, rulesSourceList=listed)
        group = net.draft.find("net", "aws:networkfirewall/ruleGroup:RuleGroup", "group-1")
        sets = [{"key": key, "ipSet": {"definitions": value}} for key, value in variables.items()]
        body = {**group.inputs["ruleGroup"], "ruleVariables": {"ipSets": sets}}
        net.draft.change(group, ruleGroup=body)
        return net

    @pytest.mark.parametrize(
        ("kind", "answered"),
        [("ALLOWLIST", True), ("DENYLIST", False), ("REJECTLIST", False), ("ALERTLIST", False)],
    )
    def test_only_a_list_that_allows_passes_anything(self, kind: str, answered: bool) -> None:
        net = self._listed(kind)
        assert net.send(A, OUTSIDE, sender=net.a).answered is answered

    def test_outside_is_all_but_the_policys_home(self) -> None:
        """https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-limitations-caveats.html."""
        everything = ["0.0.0.0/1", "128.0.0.0/1"]
        net = self._listed("ALLOWLIST", HOME_NET=everything)
        assert net.send(A, OUTSIDE, sender=net.a).answered
        change(
            net,
            policyVariables={
                "ruleVariables": [{"key": "HOME_NET", "ipSet": {"definitions": everything}}]
            },
        )
        assert not net.send(A, OUTSIDE, sender=net.a).answered
