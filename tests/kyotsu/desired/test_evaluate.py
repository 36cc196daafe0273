"""Proves what a graph says of the program, and what it can't. No engine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from kyotsu.desired import worker
from kyotsu.desired.canonical import canonical
from kyotsu.desired.evaluate import evaluate
from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.monitor import NotEvaluable
from kyotsu.desired.placeholders import UNKNOWN, is_unknown, references
from kyotsu.desired.worker import Failed, Task
from tests.kyotsu.desired.conftest import graph_of

WIDE, NARROW = "soumu-shinsei", "meti-kenshu"


def run(program: Callable[[], object]) -> Graph:
    def declare() -> None:
        program()

    return evaluate(
        declare,
        stack="test",
        project="kyotsu",
        organization="organization",
        program_folders={"tests": Path(__file__).resolve().parents[2]},
        referenced={},
    )


def of(graph: Graph, name: str) -> Resource:
    (found,) = (one for one in graph.resources if one.name == name)
    return found


def test_the_same_input_gives_the_same_bytes(task_of: Callable[[str], Task]) -> None:
    first, second = (worker.carry_out(task_of(WIDE)) for _ in range(2))
    assert first == second


def test_a_graph_survives_being_written_and_read(task_of: Callable[[str], Task]) -> None:
    graph = graph_of(task_of(NARROW))
    again = Graph.from_data(graph.as_data())
    assert canonical(again.as_data()) == canonical(graph.as_data())
    assert again.hash == graph.hash


def test_where_a_resource_is_declared_is_told_but_not_hashed(
    task_of: Callable[[str], Task],
) -> None:
    graph = graph_of(task_of(NARROW))
    assert (
        of(graph, "organization/kyotsu/local").source[0].startswith("infra/foundation/outputs.py:")
    )
    moved = Graph(graph.stack, tuple(replace(one, source=("a:1",)) for one in graph.resources))
    assert moved.hash == graph.hash


def test_a_foundation_that_is_older_than_the_program_is_said_to_be_updated_first(
    task_of: Callable[[str], Task],
) -> None:
    task = task_of(NARROW)
    ((name, outputs),) = task.referenced.items()
    older = {key: value for key, value in outputs.items() if key not in ("hub", "account_ids")}
    failed = worker.carry_out(replace(task, referenced={name: older}))
    assert isinstance(failed, Failed)
    assert "it doesn't give account_ids, hub. Update it first" in failed.problem


def test_a_tenants_account_is_the_one_of_the_foundations_own_evaluation(
    task_of: Callable[[str], Task], foundation: Graph
) -> None:
    graph = graph_of(task_of(WIDE))
    accounts = {one.account for one in graph.resources if one.type.startswith("aws:")}
    own = foundation.outputs["account_ids"][WIDE]
    assert accounts == {own, foundation.outputs["network_account_id"]}
    ((urn, name),) = references(own)
    assert foundation.by_urn[urn].inputs["email"] == f"kyotsu-local+{WIDE}@example.go.jp"
    assert name == "id"


def test_a_tenant_sees_no_other_tenants_account(task_of: Callable[[str], Task]) -> None:
    (outputs,) = task_of(WIDE).referenced.values()
    assert set(outputs["account_ids"]) == {WIDE}


def test_a_policy_around_an_unknown_value_can_still_be_read() -> None:
    def program() -> None:
        key = aws.kms.Key("key")
        aws.iam.RolePolicy(
            "policy", role="reader", policy=pulumi.Output.json_dumps({"Resource": key.arn})
        )

    policy = of(run(program), "policy")
    urn = "urn:pulumi:test::kyotsu::aws:kms/key:Key::key"
    assert policy.inputs["policy"] == f'{{"Resource": "<<{urn}#arn>>"}}'
    assert is_unknown(policy.inputs)
    assert policy.property_dependencies == {"policy": (urn,)}


def test_what_is_unknown_and_no_text_is_marked_as_a_whole() -> None:
    def program() -> None:
        organization = aws.organizations.Organization("organization")
        aws.organizations.OrganizationalUnit("unit", parent_id=organization.roots[0].id)

    assert of(run(program), "unit").inputs["parentId"] == UNKNOWN


def test_a_secret_is_told_apart_and_never_told() -> None:
    def program(text: str) -> Callable[[], object]:
        return lambda: aws.kms.Key("key", description=pulumi.Output.secret(text))

    first, again, other = (run(program(text)) for text in ("hunter2", "hunter2", "hunter3"))
    assert first.hash == again.hash != other.hash
    assert set(of(first, "key").inputs["description"]) == {"$secret"}
    assert b"hunter" not in canonical(first.as_data())


def test_options_and_aliases_are_told() -> None:
    def program() -> None:
        options = pulumi.ResourceOptions(
            protect=True,
            retain_on_delete=True,
            ignore_changes=["description"],
            aliases=[pulumi.Alias(name="old")],
        )
        aws.kms.Key("key", opts=options)

    assert of(run(program), "key").options == {
        "protect": True,
        "retainOnDelete": True,
        "ignoreChanges": ["description"],
        "aliases": [{"name": "old"}],
    }


def test_what_asks_aws_while_it_runs_is_refused_with_a_sentence() -> None:
    with pytest.raises(Exception, match="aws:index/getCallerIdentity"):
        run(lambda: pulumi.export("id", aws.get_caller_identity_output().account_id))


def test_what_looks_something_up_is_refused_with_a_sentence() -> None:
    with pytest.raises(NotEvaluable, match="is looked up while the program runs"):
        run(lambda: aws.kms.Key.get("key", "some-id"))


def test_two_resources_of_one_name_are_refused() -> None:
    def program() -> None:
        aws.kms.Key("key")
        aws.kms.Key("key")

    with pytest.raises(NotEvaluable, match="give one another name"):
        run(program)


def test_a_failure_of_the_program_names_the_place(task_of: Callable[[str], Task]) -> None:
    task = task_of(NARROW)
    broken: Any = replace(task, plan=replace(task.plan, network=None))
    failed = worker.carry_out(broken)
    assert isinstance(failed, Failed)
    assert "AttributeError" in failed.problem
    assert "components/tenant/tenant_environment.py:" in failed.problem


def test_the_program_reads_nothing_but_what_it_is_given(task_of: Callable[[str], Task]) -> None:
    """The cache's key holds the plan and the code: a file that is read besides would be missed."""
    graph_of(task_of(WIDE))  # all imports are done
    opened: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event == "open" and isinstance(arguments[0], str):
            opened.append(arguments[0])

    sys.addaudithook(watch)
    graph_of(task_of(WIDE))
    watching = False
    assert [path for path in opened if not path.endswith((".py", ".pyc"))] == []
