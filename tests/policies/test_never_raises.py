"""Proves that no rule breaks, whatever it is given, and that none echoes a value."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.graph import Graph
from policies.rule import UNKNOWN, Rule
from policies.rules import all_rules
from policies.stack_rule import StackRule
from policies.stack_rules import all_stack_rules
from policies.verdict import judge
from tests.policies.changes import changed_somewhere, properties_like, stacks_like

RULES = all_rules()
STACK_RULES = all_stack_rules()
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_breaks(rule: Rule) -> None:
    @FEW
    @given(st.one_of(properties_like(rule), changed_somewhere(rule.compliant)))
    def never_breaks(properties: dict[str, Any]) -> None:
        problem = judge(rule, properties)
        assert problem is None or "the rule broke" not in problem.text

    never_breaks()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_passes_what_it_can_not_know(rule: Rule) -> None:
    """What decides is unknown, so the answer must never be that all is well."""
    for name in rule.uses:
        assert judge(rule, {**rule.compliant, name: UNKNOWN}) is not None


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.remediate], ids=lambda rule: rule.id
)
def test_what_a_rule_mends_it_also_accepts(rule: Rule) -> None:
    assert rule.remediate is not None
    before = dict(rule.violating)
    after = rule.remediate(rule.violating)
    assert judge(rule, after) is None
    assert before == rule.violating
    assert rule.remediate(after) == after


@pytest.mark.parametrize("rule", STACK_RULES, ids=lambda rule: rule.id)
def test_no_stack_rule_breaks(rule: StackRule) -> None:
    @FEW
    @given(stacks_like(rule))
    def never_breaks(graph: Graph) -> None:
        list(rule.check(graph, rule.facts))

    never_breaks()
