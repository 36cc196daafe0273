"""Proves that what is wrong with policies and rule groups is named, and the rest is proved."""

from __future__ import annotations

from typing import Any

import pytest

from kyotsu.proof.network.topology.problems import problems
from kyotsu.proof.verdict import Outcome
from tests.kyotsu.proof.network.building import STAGE, Stage, ref, small_stage
from tests.kyotsu.proof.network.firewall.test_standard import rule
from tests.kyotsu.proof.network.firewall.walls import (
    PASS,
    addresses,
    ask_first,
    change_policy,
    ports,
    stateful,
    stateless_group,
    stateless_rule,
)
from tests.kyotsu.proof.network.opening import open_up, reached

GONE = "<<urn:pulumi:local::kyotsu::aws:networkfirewall/ruleGroup:RuleGroup::gone#arn>>"
MANAGED = "arn:aws:network-firewall:ap-northeast-1:aws-managed:stateful-rulegroup/BotNet"
UNKNOWN = {"$unknown": True}


@pytest.fixture
def stage() -> Stage:
    return small_stage()


def reasons(stage: Stage) -> str:
    """Return why nothing is proved of who meets the firewall; nobody else is touched."""
    met = stage.verdict("NET-1", "a-one -> *")
    assert met.outcome is Outcome.NOT_PROVED
    assert stage.verdict("NET-1", "b-three -> *").outcome is Outcome.PROVED
    return "\n".join(one.en for one in met.reasons)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ([stateless_rule(5, PASS), stateless_rule(5, PASS)], "priority 5 is used by two rules"),
        (
            [stateless_rule(5, PASS, sources=addresses("10.0.0.0/33"))],
            "10.0.0.0/33 in sources of the rule with priority 5 is not an IPv4 block",
        ),
        (
            [stateless_rule(5, PASS, destinationPorts=ports(500, 400))],
            "500 to 400 in destinationPorts of the rule with priority 5 is no range of ports",
        ),
        (
            [stateless_rule(5, PASS, protocols=[300])],
            "protocol 300 of the rule with priority 5 is not known",
        ),
        ([stateless_rule(5, "aws:allow")], "action aws:allow of the rule with priority 5"),
        (
            [stateless_rule(5, PASS, "aws:drop")],
            "the rule with priority 5 needs one of the actions",
        ),
        (
            [stateless_rule(5, PASS, tcpFlags=[{"flags": ["SIN"]}])],
            "the TCP flag SIN of the rule with priority 5 is not known",
        ),
        (
            [stateless_rule(5, PASS, tcpFlags=[{"flags": ["SYN"], "masks": ["ACK"]}])],
            "the TCP flag SYN of the rule with priority 5 is not known, or not among its masks",
        ),
        (
            [{"priority": 5, "ruleDefinition": UNKNOWN}],
            "the rule with priority 5 says is not known",
        ),
        ([{"ruleDefinition": {}}], "a rule has no priority"),
    ],
)
def test_a_stateless_rule_that_is_wrong_is_named_with_its_groups_line(
    stage: Stage, wrong: list[dict[str, Any]], says: str
) -> None:
    group = ask_first(stage, *wrong)
    found = reasons(stage)
    assert says in found
    assert stage.resources[group].source[0] in found


def test_a_rule_without_a_block_that_can_be_read_doesnt_pass_everything(stage: Stage) -> None:
    open_up(stage, "a-one", "a-two")
    ask_first(stage, stateless_rule(5, PASS, sources=addresses("10.0.0.0/33")))
    assert not reached(stage, "a-one", "a-two")


@pytest.mark.parametrize(
    ("policy", "says"),
    [
        ({"statelessDefaultActions": ["aws:forward"]}, "action aws:forward of statelessDefault"),
        ({"statelessDefaultActions": None}, "statelessDefaultActions needs one of the actions"),
        ({"statelessFragmentDefaultActions": UNKNOWN}, "statelessFragmentDefaultActions is not"),
        ({"statefulDefaultActions": ["aws:deny"]}, "action aws:deny of statefulDefaultActions"),
        ({"statefulEngineOptions": {"ruleOrder": "LOOSE"}}, "rule order LOOSE is not known"),
        ({"statelessRuleGroupReferences": UNKNOWN}, "statelessRuleGroupReferences is not known"),
        (
            {"statelessRuleGroupReferences": [{"priority": 1, "resourceArn": GONE}]},
            "it refers to gone, which doesn't exist",
        ),
        (
            {"statefulRuleGroupReferences": [{"priority": 1, "resourceArn": MANAGED}]},
            f"it refers to {MANAGED}, which isn't this stage's",
        ),
        (
            {"statefulRuleGroupReferences": [{"priority": 1, "override": {"action": "x"}}]},
            "an override in statefulRuleGroupReferences is not modelled",
        ),
        ({"statefulRuleGroupReferences": [{"resourceArn": GONE}]}, "a group in stateful"),
    ],
)
def test_a_policy_that_is_wrong_is_named(stage: Stage, policy: dict[str, Any], says: str) -> None:
    change_policy(stage, **policy)
    found = reasons(stage)
    assert says in found
    assert stage.resources[stage.find("policy", "FirewallPolicy")].source[0] in found


@pytest.mark.parametrize("which", ["statefulRuleGroupReferences", "statelessRuleGroupReferences"])
def test_groups_with_one_priority_are_named(stage: Stage, which: str) -> None:
    """https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_StatelessRuleGroupReference.html."""
    one = stateless_group(stage, "one", stateless_rule(1, "aws:forward_to_sfe"))
    group = one if "less" in which else stage.find("rules", "RuleGroup")
    twice = [{"priority": 4, "resourceArn": ref(group, "arn")}] * 2
    change_policy(stage, **{which: twice})
    assert f"priority 4 is used twice in {which}" in reasons(stage)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (rule("ALLOW"), "action allow is not known: ALLOW TCP"),
        (rule(source="10.0.0.999"), "10.0.0.999 is no IPv4 block: PASS TCP 10.0.0.999"),
        (rule(destinationPort="90:80"), "90:80 is no range of ports: PASS"),
        (rule(destinationPort="99999"), "99999 is no range of ports: PASS"),
        (rule(destination="$NOWHERE"), "variable $NOWHERE is not known: PASS"),
        (rule(destinationPort="$NONE"), "variable $NONE is not known: PASS"),
        (rule(protocol="MSN"), "protocol msn is not known: PASS MSN"),
        ({"action": "PASS", "header": UNKNOWN}, "is not known"),
        ({**rule(), "ruleOptions": UNKNOWN}, "its rules are of a kind that is not modelled"),
    ],
)
def test_a_standard_rule_that_is_wrong_is_named(
    stage: Stage, wrong: dict[str, Any], says: str
) -> None:
    stateful(stage, statefulRules=[wrong])
    assert says in reasons(stage)


@pytest.mark.parametrize(
    ("listed", "says"),
    [
        ({"generatedRulesType": "BLOCKLIST", "targetTypes": ["TLS_SNI"]}, "BLOCKLIST is no kind"),
        ({"generatedRulesType": "DENYLIST", "targetTypes": ["DNS"]}, "DNS is nothing that"),
        (UNKNOWN, "its rules are of a kind that is not modelled"),
    ],
)
def test_a_list_of_domains_that_is_wrong_is_named(
    stage: Stage, listed: dict[str, Any], says: str
) -> None:
    stateful(stage, rulesSourceList=listed)
    assert says in reasons(stage)


def test_a_block_of_a_variable_that_is_none_is_named(stage: Stage) -> None:
    stateful(
        stage,
        rulesString="pass tcp $A any -> any any (sid:1;)",
        ruleVariables={"ipSets": [{"key": "A", "ipSet": {"definitions": ["10.0.0.0/99"]}}]},
    )
    assert "10.0.0.0/99 in ipSets is not an IPv4 block" in reasons(stage)


def test_groups_in_the_others_place_are_named(stage: Stage) -> None:
    rules, first = stage.find("rules", "RuleGroup"), ask_first(stage, stateless_rule(1, PASS))
    for which, group in (
        ("statelessRuleGroupReferences", rules),
        ("statefulRuleGroupReferences", first),
    ):
        changed = small_stage()
        changed.resources.update(stage.resources)
        change_policy(changed, **{which: [{"priority": 1, "resourceArn": ref(group, "arn")}]})
        found = reasons(changed)
        assert "no stateless rule of it" in found or "of a kind that is not modelled" in found


class TestAnothersGroup:
    """https://docs.aws.amazon.com/network-firewall/latest/developerguide/sharing.html."""

    def _of_another(self, stage: Stage) -> str:
        group = stage.add(
            "local.security",
            "networkfirewall/ruleGroup",
            "common",
            account="222222222222",
            ruleGroup={"rulesSource": {"rulesString": "pass tcp any any -> any any (sid:1;)"}},
        )
        change_policy(
            stage, statefulRuleGroupReferences=[{"priority": 1, "resourceArn": ref(group, "arn")}]
        )
        return group

    def test_one_that_nobody_shares_is_named(self, stage: Stage) -> None:
        self._of_another(stage)
        assert "the rule group common is another account's, and no share" in reasons(stage)

    def test_one_that_is_shared_is_asked_as_any_other(self, stage: Stage) -> None:
        group = self._of_another(stage)
        share = stage.add(STAGE, "ram/resourceShare", "groups", allowExternalPrincipals=False)
        stage.add(
            STAGE,
            "ram/resourceAssociation",
            "common",
            resourceShareArn=ref(share, "arn"),
            resourceArn=ref(group, "arn"),
        )
        assert stage.verdict("NET-1", "a-one -> *").outcome is Outcome.PROVED
        assert not [one for one in problems(stage.network()) if "share" in one.en]


def test_no_unknown_part_of_rules_is_held_safe(stage: Stage) -> None:
    """Each value in turn is not known before an update."""
    match = {
        "sources": addresses("10.0.0.0/22"),
        "protocols": [6],
        "tcpFlags": [{"flags": ["SYN"]}],
    }
    group = ask_first(stage, stateless_rule(1, "aws:drop", **match))
    whole = stage.resources[group].inputs
    for changed in _each_unknown(whole):
        stage.change(group, **changed)
        if changed != whole:
            reasons(stage)


def _each_unknown(value: Any) -> list[Any]:
    """Return copies of a value in each of which one part, at any depth, is unknown."""
    if isinstance(value, dict):
        return [
            {**value, key: changed}
            for key, inner in value.items()
            if key not in ("type", "customActions")
            for changed in (UNKNOWN, *_each_unknown(inner))
        ]
    if isinstance(value, list):
        return [
            [*value[:place], changed, *value[place + 1 :]]
            for place, inner in enumerate(value)
            for changed in (UNKNOWN, *_each_unknown(inner))
        ]
    return []
