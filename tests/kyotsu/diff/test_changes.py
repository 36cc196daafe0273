"""Proves how two graphs are compared, on the smallest graphs that show it."""

from __future__ import annotations

import json
from typing import Any

from kyotsu.desired.graph import Graph, Resource
from kyotsu.diff.changes import NOTHING, Change, changes_between, values_between

GROUP = "aws:cloudwatch/logGroup:LogGroup"
VPC, SUBNET = "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet"


def urn(token: str, name: str = "one") -> str:
    return f"urn:pulumi:local::kyotsu::{token}::{name}"


def one(token: str, name: str = "one", /, **more: Any) -> Resource:
    given: dict[str, Any] = {"inputs": {}, **more}
    return Resource(urn=urn(token, name), type=token, name=name, kind="custom", parent="p", **given)


def between(before: list[Resource], after: list[Resource]) -> tuple[Change, ...]:
    return changes_between(Graph("local", tuple(before)), Graph("local", tuple(after)))


def test_the_same_is_no_change() -> None:
    assert between([one(GROUP)], [one(GROUP)]) == ()


def test_a_resource_comes_and_goes() -> None:
    (came,) = between([], [one(GROUP)])
    (went,) = between([one(GROUP)], [])
    assert (came.action, went.action, went.stateful) == ("create", "delete", True)


def test_a_value_that_can_be_changed_in_place_updates() -> None:
    (change,) = between(
        [one(GROUP, inputs={"retentionInDays": 400})], [one(GROUP, inputs={"retentionInDays": 90})]
    )
    assert (change.action, change.path, change.before, change.after) == (
        "update",
        "retentionInDays",
        400,
        90,
    )


def test_a_value_that_can_not_be_changed_in_place_replaces() -> None:
    (change,) = between([one(GROUP, inputs={"name": "a"})], [one(GROUP, inputs={"name": "b"})])
    assert (change.action, change.stateful) == ("replace", True)


def test_what_names_a_replaced_resource_follows_it() -> None:
    subnet = one(
        SUBNET, "two", inputs={"vpcId": f"<<{urn(VPC)}#id>>"}, dependencies=(urn(VPC),)
    )  # fmt: skip
    changes = between(
        [one(VPC, inputs={"cidrBlock": "10.0.0.0/22"}), subnet],
        [one(VPC, inputs={"cidrBlock": "10.0.4.0/22"}), subnet],
    )
    assert [(change.name, change.action, change.follows) for change in changes] == [
        ("two", "replace", urn(VPC)),
        ("one", "replace", ""),
    ]


def test_an_ignored_change_is_none() -> None:
    after = one(GROUP, inputs={"name": "b"}, options={"ignoreChanges": ["name"]})
    before = one(GROUP, inputs={"name": "a"}, options={"ignoreChanges": ["name"]})
    assert between([before], [after]) == ()


def test_a_rename_with_an_alias_is_no_replacement() -> None:
    renamed = one(GROUP, "new", options={"aliases": [{"name": "one"}]})
    assert between([one(GROUP)], [renamed]) == ()
    assert len(between([one(GROUP)], [one(GROUP, "new")])) == 2


def test_losing_protection_is_a_change() -> None:
    (change,) = between([one(GROUP, options={"protect": True})], [one(GROUP)])
    assert (change.path, change.before, change.after) == ("(protect)", True, None)


def test_a_type_that_the_table_lacks_is_said_not_to_be_judged() -> None:
    token = "aws:new/thing:Thing"
    (change,) = between([one(token, inputs={"a": 1})], [one(token, inputs={"a": 2})])
    assert not change.judged


def test_policies_are_compared_statement_by_statement() -> None:
    def policy(*statements: dict[str, Any]) -> str:
        return json.dumps({"Statement": list(statements)})

    before = policy({"Sid": "A", "Action": "x"}, {"Sid": "B", "Action": "y"})
    after = policy({"Sid": "B", "Action": "z"}, {"Sid": "A", "Action": "x"})
    assert list(values_between(before, after, "policy")) == [
        ("policy.Statement.B.Action", "y", "z")
    ]


def test_what_is_only_on_one_side_is_nothing_on_the_other() -> None:
    assert list(values_between({"a": 1}, {"b": 2})) == [("a", 1, NOTHING), ("b", NOTHING, 2)]
