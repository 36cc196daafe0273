"""The plugin under Pulumi's own engine.

Proves the protocol: what the engine asks and how it takes the answers. The single types are
proved by the life-cycle test.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest
from pulumi import automation as auto

from localcloud import emulator
from localcloud.engine.model import Engine

from .stage import Stage, engines

pytestmark = [
    pytest.mark.engine,
    # the SDK leaves a coroutine behind where a program fails, as some are meant to here
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Iterator[Stage]:
    root = tmp_path_factory.mktemp("local")
    yield Stage(root, engine, emulator.start(root / "stage"))
    emulator.stop(root / "stage")


def changes(result: Any) -> dict[str, int]:
    return {str(key): count for key, count in result.summary.resource_changes.items()}


def network(*, cidr: str = "10.0.0.0/16", name: str = "one") -> Callable[[], None]:
    def program() -> None:
        provider = aws.Provider(
            "aws", region="ap-northeast-1", default_tags={"tags": {"Tenant": "example"}}
        )
        options = pulumi.ResourceOptions(provider=provider)
        vpc = aws.ec2.Vpc("vpc", cidr_block=cidr, tags={"Name": name}, opts=options)
        aws.ec2.Subnet("subnet", vpc_id=vpc.id, cidr_block=cidr.replace("/16", "/24"), opts=options)
        secret = pulumi.Output.secret("hidden-word")
        aws.ssm.Parameter("parameter", type="String", value=secret, opts=options)
        pulumi.export("tags", vpc.tags_all)

    return program


def test_a_stack_lives(stage: Stage) -> None:
    stack = stage.stack("life", network())
    assert stack.preview().change_summary == {"create": 5}
    created = stack.up()
    assert changes(created) == {"create": 5}
    assert created.outputs["tags"].value == {"Name": "one", "Tenant": "example"}
    assert stack.preview().change_summary == {"same": 5}
    kept = [path.read_text("utf-8") for path in (stage.local / "backend").rglob("life*.json")]
    assert kept
    assert not any("hidden-word" in text for text in kept)

    vpc = stage.client("ec2").describe_vpcs(Filters=[{"Name": "tag:Name", "Values": ["one"]}])
    made = vpc["Vpcs"][0]["VpcId"]
    drift = [{"Key": "Name", "Value": "drifted"}]
    stage.client("ec2").create_tags(Resources=[made], Tags=drift)
    assert changes(stack.refresh()) == {"same": 4, "update": 1}
    assert stack.preview().change_summary == {"same": 4, "update": 1}
    assert changes(stack.up()) == {"same": 4, "update": 1}

    updated = stage.stack("life", network(name="two"))
    assert changes(updated.up()) == {"same": 4, "update": 1}

    replaced = stage.stack("life", network(name="two", cidr="10.9.0.0/16"))
    assert changes(replaced.up()) == {"same": 3, "replace": 2}
    left = stage.client("ec2").describe_vpcs(VpcIds=[])["Vpcs"]
    tagged = [item for item in left if {"Key": "Tenant", "Value": "example"} in item["Tags"]]
    assert [item["CidrBlock"] for item in tagged] == ["10.9.0.0/16"]

    assert changes(replaced.destroy()) == {"delete": 5}
    assert list((stage.local / "journal" / stage.emulator.instance).iterdir()) == []


def test_what_was_deleted_by_hand_is_made_again(stage: Stage) -> None:
    def program() -> None:
        aws.sqs.Queue("queue", name="by-hand")

    stack = stage.stack("by-hand", program)
    stack.up()
    sqs = stage.client("sqs")
    sqs.delete_queue(QueueUrl=sqs.get_queue_url(QueueName="by-hand")["QueueUrl"])
    assert changes(stack.refresh())["delete"] == 1
    assert changes(stack.up())["create"] == 1
    stack.destroy()


def test_an_unknown_type_is_named_with_its_file(stage: Stage) -> None:
    def program() -> None:
        aws.ec2.PlacementGroup("group", strategy="cluster")

    with pytest.raises(auto.CommandError) as caught:
        stage.stack("unknown", program).preview()
    assert "doesn't know the type aws:ec2/placementGroup:PlacementGroup" in str(caught.value)
    assert "localcloud/provider/types/ec2_vpc.py" in str(caught.value)


def test_a_refused_call_is_told_in_one_line(stage: Stage) -> None:
    def program() -> None:
        aws.ec2.Subnet("lonely", vpc_id="vpc-00000000", cidr_block="10.0.0.0/24")

    with pytest.raises(auto.CommandError) as caught:
        stage.stack("refused", program).up()
    assert "aws:ec2/subnet:Subnet lonely: ec2.create_subnet: InvalidVpcID.NotFound: " in str(
        caught.value
    )


def test_a_resource_made_half_way_is_recorded_and_finished(stage: Stage) -> None:
    def program(role: str) -> Callable[[], None]:
        def run() -> None:
            aws.iam.InstanceProfile("profile", name="half-way", role=role)

        return run

    iam = stage.client("iam")
    with pytest.raises(auto.CommandError, match="add_role_to_instance_profile"):
        stage.stack("half", program("missing")).up()
    iam.create_role(RoleName="present", AssumeRolePolicyDocument="{}")
    fixed = stage.stack("half", program("present"))
    assert "create" not in changes(fixed.up())
    profile = iam.get_instance_profile(InstanceProfileName="half-way")["InstanceProfile"]
    assert [role["RoleName"] for role in profile["Roles"]] == ["present"]
    fixed.destroy()


def test_a_forced_replacement_makes_a_new_one(stage: Stage) -> None:
    def program() -> None:
        pulumi.export("id", aws.ec2.Eip("address", tags={"Name": "forced"}).id)

    stack = stage.stack("forced", program)
    first = stack.up().outputs["id"].value
    deployment = stack.export_stack().deployment or {}
    urn = next(item["urn"] for item in deployment["resources"] if "Eip" in item["urn"])
    second = stack.up(replace=[urn]).outputs["id"].value
    assert first != second
    assert len(forced(stage)) == 1
    stack.destroy()


def forced(stage: Stage) -> list[Any]:
    filters = [{"Name": "tag:Name", "Values": ["forced"]}]
    found: list[Any] = stage.client("ec2").describe_addresses(Filters=filters)["Addresses"]
    return found


def test_nothing_is_made_twice_after_the_engine_was_killed(stage: Stage) -> None:
    count = 60

    def program() -> None:
        for index in range(count):
            aws.kms.Key(f"key{index}", description=f"killed {index}")

    def descriptions() -> list[str]:
        kms = stage.client("kms")
        pages = kms.get_paginator("list_keys").paginate()
        ids = [key["KeyId"] for page in pages for key in page["Keys"]]
        told = [kms.describe_key(KeyId=found)["KeyMetadata"] for found in ids]
        return [key["Description"] for key in told if key["Description"].startswith("killed")]

    stack = stage.stack("killed", program)
    failure: list[BaseException] = []

    def update() -> None:
        try:
            stack.up(parallel=16)
        except auto.CommandError as error:
            failure.append(error)

    running = threading.Thread(target=update)
    running.start()
    deadline = time.monotonic() + 60
    while not descriptions() and time.monotonic() < deadline:
        time.sleep(0.01)
    for process in engines():
        process.kill()
    running.join()
    assert failure
    assert 0 < len(descriptions()) < count

    stack.cancel()
    stack.up()
    assert sorted(descriptions()) == sorted(f"killed {index}" for index in range(count))
    assert stack.preview().change_summary == {"same": count + 1}


def test_another_machine_is_refused(stage: Stage) -> None:
    def program() -> None:
        provider = aws.Provider(
            "away", region="ap-northeast-1", endpoints=[{"s3": "https://s3.amazonaws.com"}]
        )
        aws.s3.Bucket("bucket", opts=pulumi.ResourceOptions(provider=provider))

    with pytest.raises(auto.CommandError, match="talks to this machine only"):
        stage.stack("away", program).preview()


def test_the_shim_is_quiet_and_found_by_version(stage: Stage) -> None:
    def program() -> None:
        aws.sqs.Queue("queue")

    lines: list[str] = []
    stage.stack("quiet", program).preview(on_output=lines.append, on_error=lines.append)
    assert [line for line in lines if "warning" in line.lower()] == []
    assert Path(stage.local / "home" / "plugins").is_dir()
