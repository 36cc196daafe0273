"""Arbitrary properties, and examples of rules with something in them changed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from policies.graph import Graph, Node
from policies.rule import UNKNOWN, Rule
from policies.stack_rule import StackRule

_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False),
    st.integers(-5, 70000),
    st.text(max_size=8),
    st.sampled_from(["*", "0.0.0.0/0", "::/0", "{", "{}", "[]", '{"Statement": 1}', "arn:aws:x"]),
    st.sampled_from(['{"Statement": [{"Effect": "Allow", "Action": "*", "Principal": "*"}]}']),
    st.just(UNKNOWN),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


def properties_like(rule: Rule) -> st.SearchStrategy[dict[str, Any]]:
    """Anything at all below the names that a rule knows."""
    names = sorted({*rule.uses, *rule.compliant, *rule.violating, "other"})
    return st.dictionaries(st.sampled_from(names), _VALUES, max_size=5)


def changed_somewhere(value: Any) -> st.SearchStrategy[Any]:
    """A value, in which one thing at any depth may be replaced by anything."""
    if isinstance(value, Mapping) and value:
        given: dict[str, Any] = {str(name): item for name, item in value.items()}

        def at(name: str) -> st.SearchStrategy[Any]:
            return st.one_of(_VALUES, changed_somewhere(given[name])).map(
                lambda new: {**given, name: new}
            )

        return st.sampled_from(sorted(given)).flatmap(at)
    if isinstance(value, list | tuple) and value:
        return st.integers(0, len(value) - 1).flatmap(
            lambda position: st.one_of(_VALUES, changed_somewhere(value[position])).map(
                lambda new: [*value[:position], new, *value[position + 1 :]]
            )
        )
    return _VALUES


def stacks_like(rule: StackRule) -> st.SearchStrategy[Graph]:
    """A rule's example stacks, with one property of one resource replaced by anything."""
    nodes = (*rule.compliant, *rule.violating)

    def changed(position: int, properties: Any) -> Graph:
        node: Node = replace(nodes[position], properties=properties)
        return Graph([*nodes[:position], node, *nodes[position + 1 :]])

    def of_type(position: int) -> st.SearchStrategy[Graph]:
        given = nodes[position].properties
        names = sorted({*given, "tags", "policy", "cidrBlock", "routes", "rule", "rules", "region"})
        return st.one_of(
            changed_somewhere(given) if given else st.just({}),
            st.dictionaries(st.sampled_from(names), _VALUES, max_size=4).map(
                lambda new: {**given, **new}
            ),
        ).map(lambda properties: changed(position, properties))

    return st.integers(0, len(nodes) - 1).flatmap(of_type)
