"""Proves what each rule on whole stacks decides beyond its two examples."""

from collections.abc import Sequence

import pytest

from policies.facts import Facts
from policies.graph import Graph, Node
from policies.stack_rules import all_stack_rules
from tests.policies.stack_cases import CASES

RULES = {rule.id: rule for rule in all_stack_rules()}


@pytest.mark.parametrize(("rule", "nodes", "facts", "count"), CASES)
def test_a_stack_gets_as_many_findings_as_it_must(
    rule: str, nodes: Sequence[Node], facts: Facts, count: int
) -> None:
    found = [one.problem.text for one in RULES[rule].check(Graph(nodes), facts)]
    assert len(found) == count, found
