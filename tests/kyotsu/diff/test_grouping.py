"""Proves which changes are told as one."""

from __future__ import annotations

from typing import Any

from kyotsu.diff.changes import Change
from kyotsu.diff.grouping import Grouped, group
from kyotsu.diff.model import Diff, StackDiff


def change(stack: str, name: str = "logs", **more: Any) -> Change:
    given: dict[str, Any] = {"path": "retentionInDays", "before": 400, "after": 90, **more}
    return Change(urn=f"urn:pulumi:{stack}::kyotsu::t::{name}", type="t", name=name,
                  action="update", **given)  # fmt: skip


def grouped(**stacks: list[Change]) -> Grouped:
    differing = tuple(
        StackDiff(
            stack=f"local.{key.replace('_', '-')}",
            changes=tuple(changes),
            causes=tuple(() for _ in changes),
        )
        for key, changes in stacks.items()
    )
    return group(Diff(stage="local", base="main", stacks=9, stacks_differing=differing))


def test_equal_changes_are_one_line() -> None:
    (one,) = grouped(a_x=[change("a")], b_y=[change("b")]).groups
    assert one.tenants == ("a-x", "b-y")
    assert len(one.lines) == 1


def test_several_resources_with_one_change_are_one_line() -> None:
    (one,) = grouped(a_x=[change("a", "logs"), change("a", "audit")]).groups
    assert [line.names for line in one.lines] == [{"logs", "audit"}]


def test_what_only_some_have_is_a_group_of_its_own() -> None:
    both, alone = grouped(
        a_x=[change("a")], b_y=[change("b"), change("b", path="name", before="m", after="n")]
    ).groups
    assert (both.tenants, alone.tenants) == (("a-x", "b-y"), ("b-y",))


def test_a_tenants_own_name_and_addresses_make_no_difference() -> None:
    (one,) = grouped(
        a_x=[change("a", before="k-a-x 10.0.0.0/22", after="p-a-x 10.0.0.0/22")],
        b_y=[change("b", before="k-b-y 10.0.4.0/22", after="p-b-y 10.0.4.0/22")],
    ).groups
    (line,) = one.lines
    assert line.varies


def test_other_values_make_a_difference() -> None:
    assert len(grouped(a_x=[change("a")], b_y=[change("b", after=30)]).groups) == 2
