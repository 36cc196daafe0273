"""The firewall's rules: read by a parser of Suricata's, and one tenant's at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from ipaddress import IPv4Network
from pathlib import Path

import pytest
from suricataparser import Rule, parse_rules

from tenancy import inspection
from tenancy.foundation_plan import plan_foundation
from tenancy.load import Fleet, load_fleet
from tenancy.plan import NetworkPlan, plan_tenant

ROOT = Path(__file__).resolve().parents[2]
MOST_GROUPS, MOST_CAPACITY, MOST_BYTES = 20, 30_000, 2_000_000
"""Of a policy, of a policy, and of a group's text: AWS Network Firewall quotas."""


@pytest.fixture(scope="module")
def fleet() -> Fleet:
    return load_fleet(ROOT, today=date.min)


@pytest.fixture(scope="module")
def groups(fleet: Fleet) -> dict[str, inspection.RuleGroupPlan]:
    hub = plan_foundation(fleet, fleet.stages["prod"]).hub
    return {group.name: group for group in hub.rule_groups}


def network(fleet: Fleet, key: str) -> NetworkPlan:
    return plan_tenant(fleet, key, fleet.stages["prod"]).network


def parsed(text: str) -> list[Rule]:
    rules = parse_rules(text)
    assert len(rules) == len(text.splitlines())
    return rules


def test_each_line_is_a_rule_of_suricatas(groups: dict[str, inspection.RuleGroupPlan]) -> None:
    for group in groups.values():
        for rule in parsed(group.rules):
            assert rule.enabled
            assert rule.action in {"pass", "drop"}
            assert rule.sid is not None
            assert 0 < rule.sid < 2**32
            assert rule.msg


def test_numbers_are_given_once(groups: dict[str, inspection.RuleGroupPlan]) -> None:
    numbers = [rule.sid for group in groups.values() for rule in parsed(group.rules)]
    assert len(numbers) == len(set(numbers))


def test_the_groups_fit_one_policy(groups: dict[str, inspection.RuleGroupPlan]) -> None:
    assert len(groups) < MOST_GROUPS
    assert sum(group.capacity for group in groups.values()) <= MOST_CAPACITY
    longest = max(len(line) for group in groups.values() for line in group.rules.splitlines())
    assert inspection.CAPACITY * (longest + 1) < MOST_BYTES
    for group in groups.values():
        assert len(parsed(group.rules)) <= group.capacity


def test_two_hundred_and_fifty_tenants_of_the_largest_kind_fit() -> None:
    held = [0] * inspection.GROUPS
    for number in range(250):
        held[inspection.group_of(f"ministry-system{number}")] += inspection.MOST_RULES
    assert max(held) <= inspection.CAPACITY


def test_a_declared_domain_passes_by_its_name_alone(
    fleet: Fleet, groups: dict[str, inspection.RuleGroupPlan]
) -> None:
    cidr = network(fleet, "soumu-shinsei").cidr
    names = {
        (rule.header, tuple(option.value for option in rule.options if option.name == "content"))
        for rule in parsed(groups["tenants-7"].rules)
        if cidr in rule.header and "tls" in rule.header
    }
    assert names == {
        (f"tls {cidr} any -> !$PLATFORM 443", ('"auth.example.go.jp"',)),
        (f"tls {cidr} any -> !$PLATFORM 443", ('".tsuuchi.example.go.jp"',)),
        (f"tls {cidr} any -> !$PLATFORM 587", ('".tsuuchi.example.go.jp"',)),
    }


def test_a_link_passes_from_the_caller_to_the_callee_and_not_back(
    fleet: Fleet, groups: dict[str, inspection.RuleGroupPlan]
) -> None:
    caller, callee = (network(fleet, key).cidr for key in ("soumu-shinsei", "mof-shunou"))
    headers = [rule.header for group in groups.values() for rule in parsed(group.rules)]
    assert [header for header in headers if caller in header and callee in header] == [
        f"tcp {caller} any -> {callee} 443"
    ]


def test_nothing_passes_between_systems_that_aren_t_linked(
    fleet: Fleet, groups: dict[str, inspection.RuleGroupPlan]
) -> None:
    blocks = {
        key: IPv4Network(network(fleet, key).cidr) for key in fleet.keys_in(fleet.stages["prod"])
    }
    linked = {
        (key, peer.system)
        for key in blocks
        for peer in network(fleet, key).peers
        if peer.direction == "outbound"
    }
    passed = {
        (source, target)
        for group in groups.values()
        for rule in parsed(group.rules)
        for source, mine in blocks.items()
        for target, theirs in blocks.items()
        if f"{mine} any -> {theirs} " in rule.header
    }
    assert passed == linked


def test_of_every_protocol_the_rest_is_dropped(
    groups: dict[str, inspection.RuleGroupPlan],
) -> None:
    last = max(groups.values(), key=lambda group: group.priority)
    assert last.name == "closing"
    dropped = {
        rule.header.split()[0]: rule.header.split(maxsplit=1)[1]
        for rule in parsed(last.rules)
        if rule.action == "drop"
    }
    assert dropped == dict.fromkeys(("tcp", "udp", "icmp", "ip"), "any any -> any any")
    for rule in parsed(last.rules):
        if rule.action == "pass":
            (flow,) = (option.value for option in rule.options if option.name == "flow")
            assert flow == "established,to_client"


def test_a_tenant_changes_the_text_of_one_group_and_no_line_of_another_tenant(
    fleet: Fleet,
) -> None:
    stage = fleet.stages["prod"]
    networks = {key: network(fleet, key) for key in fleet.keys_in(stage)}
    fewer = {key: found for key, found in networks.items() if key != "mof-shunou"}
    before = {group.name: group for group in inspection.rule_groups(fewer)}
    after = {group.name: group for group in inspection.rule_groups(networks)}
    changed = [name for name in after if before[name] != after[name]]
    assert changed == [f"tenants-{inspection.group_of('mof-shunou')}"]
    assert {name: replace(group, rules="") for name, group in before.items()} == {
        name: replace(group, rules="") for name, group in after.items()
    }
    (name,) = changed
    kept = before[name].rules.splitlines()
    assert [line for line in after[name].rules.splitlines() if line in kept] == kept
