"""Proves that nothing that holds data is renamed without an alias. No engine.

The list has the sample stacks' names in prod. What an engine makes of an alias is computed as its
documentation says; an engine's own preview stays the authority.
"""

from __future__ import annotations

from typing import Any

from kyotsu.desired.graph import STACK_TYPE, Graph, Resource
from tests.components.lasting_names import lasting, listed, lost, of_prod

STACK = "urn:pulumi:prod.a-b::kyotsu::pulumi:pulumi:Stack::kyotsu-prod.a-b"
KEY = "aws:kms/key:Key"


def test_nothing_that_holds_data_has_lost_its_name() -> None:
    found = [lasting(graph) for graph in of_prod()]
    assert lost(listed(), found) == set(), "give them aliases: docs/life-cycle.md, Keeping names"
    new = {identity for one in found for identity in one} - listed()
    assert new == set(), "new or renamed: python -m tests.components.lasting_names"


def stack(kind: str, component: str, name: str, **aliases: list[Any]) -> Graph:
    """Return a stack with a component in which a key is."""
    parent = f"urn:pulumi:prod.a-b::kyotsu::{kind}::{component}"
    rows = (
        (STACK, STACK_TYPE, "kyotsu-prod.a-b", "component", None, []),
        (parent, kind, component, "component", STACK, aliases.get("of_component", [])),
        (
            f"urn:pulumi:prod.a-b::kyotsu::{kind}${KEY}::{name}",
            KEY,
            name,
            "custom",
            parent,
            aliases.get("of_key", []),
        ),
    )
    return Graph(
        "prod.a-b",
        tuple(
            Resource(
                urn=urn,
                type=token,
                name=name,
                kind=sort,
                parent=above,
                inputs={},
                options={"aliases": given} if given else {},
            )
            for urn, token, name, sort, above, given in rows
        ),
    )


def gone(after: Graph) -> set[str]:
    """Return what is lost from one stack by a change to it."""
    before = lasting(stack("kyotsu:security:Keys", "keys", "keys-data"))
    return lost(before, [lasting(after)])


def test_a_renamed_key_is_lost_without_an_alias_and_kept_with_one() -> None:
    kind = "kyotsu:security:Keys"
    assert gone(stack(kind, "keys", "keys-data")) == set()
    assert len(gone(stack(kind, "keys", "main"))) == 1
    assert gone(stack(kind, "keys", "main", of_key=[{"name": "keys-data"}])) == set()


def test_the_alias_of_a_component_is_its_childrens_too() -> None:
    kind = "kyotsu:security:TenantKeys"
    old = [{"type": "kyotsu:security:Keys"}]
    assert len(gone(stack(kind, "keys", "keys-data"))) == 1
    assert gone(stack(kind, "keys", "keys-data", of_component=old)) == set()


def test_a_child_that_is_named_after_its_component_follows_it() -> None:
    kind = "kyotsu:security:Keys"
    both = stack(kind, "vault", "vault-data", of_component=[{"name": "keys"}])
    assert gone(both) == set()
    assert len(gone(stack(kind, "vault", "vault-data", of_component=[{"name": "other"}]))) == 1
