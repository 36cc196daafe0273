"""Creations that a killed engine lost, other accounts, records, and what can't be reached."""

from __future__ import annotations

import dataclasses
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from localcloud import emulator
from localcloud.provider import reason, registry, summary
from localcloud.provider.cloud import Cloud
from localcloud.provider.configuration import Configuration
from localcloud.provider.engineer import Engineer, connect
from localcloud.provider.errors import LocalProviderError, UnknownTypeError
from localcloud.provider.journal import Journal

URN = "urn:pulumi:stack::project::aws:kms/key:Key::key"
KEY = "aws:kms/key:Key"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    local = tmp_path_factory.mktemp("stage")
    yield emulator.start(local).endpoint
    emulator.stop(local)


def restarted(endpoint: str, local: Path) -> Engineer:
    """A plugin process: it knows only what is on disk."""
    return Engineer(Cloud(endpoint, region="ap-northeast-1"), Journal(local, "instance"), {})


def keys(engineer: Engineer, description: str) -> list[str]:
    told = engineer.cloud.client("kms").get_paginator("list_keys").paginate()
    ids = [key["KeyId"] for page in told for key in page["Keys"]]
    metadata = [engineer.cloud.client("kms").describe_key(KeyId=i)["KeyMetadata"] for i in ids]
    return [
        key["KeyId"]
        for key in metadata
        if key["Description"] == description and key["KeyState"] == "Enabled"
    ]


def test_a_creation_that_ended_unheard_is_taken_over(endpoint: str, tmp_path: Path) -> None:
    inputs = {"description": "ended"}
    first, _ = restarted(endpoint, tmp_path).create(KEY, URN, inputs)
    again, outputs = restarted(endpoint, tmp_path).create(KEY, URN, inputs)
    assert again == first
    assert outputs["keyId"] == first


def test_a_creation_whose_outcome_is_unknown_is_asked_for_again(
    endpoint: str, tmp_path: Path
) -> None:
    """The call was made, but its answer came to nobody."""
    engineer = restarted(endpoint, tmp_path)
    inputs = {"description": "unknown outcome"}
    creation = engineer.journal.begin(URN, inputs)
    lost = dataclasses.replace(engineer, journal=Journal(None, "none"))
    lost._make(registry.entry(KEY), creation)  # pyright: ignore[reportPrivateUsage] # the moment before
    assert len(keys(engineer, "unknown outcome")) == 1
    made, _ = restarted(endpoint, tmp_path).create(KEY, URN, inputs)
    assert keys(engineer, "unknown outcome") == [made]


def test_a_lost_creation_that_is_wanted_otherwise_is_removed(endpoint: str, tmp_path: Path) -> None:
    restarted(endpoint, tmp_path).create(KEY, URN, {"description": "first wish"})
    engineer = restarted(endpoint, tmp_path)
    made, _ = engineer.create(KEY, URN, {"description": "second wish"})
    assert keys(engineer, "first wish") == []
    assert keys(engineer, "second wish") == [made]


def test_what_the_engine_knows_is_not_taken_over(endpoint: str, tmp_path: Path) -> None:
    """A replacement that is created before the old one is deleted."""
    inputs = {"description": "replaced"}
    first, _ = restarted(endpoint, tmp_path).create(KEY, URN, inputs)
    engineer = restarted(endpoint, tmp_path)
    engineer.journal.known(URN, first, compared=True)
    second, _ = engineer.create(KEY, URN, inputs)
    assert first != second
    third, _ = restarted(endpoint, tmp_path).create(KEY, URN, inputs)
    assert third == second


def test_an_engine_that_ended_well_leaves_nothing_open(endpoint: str, tmp_path: Path) -> None:
    engineer = restarted(endpoint, tmp_path)
    first, _ = engineer.create(KEY, URN, {"description": "well"})
    engineer.journal.settle()
    second, _ = restarted(endpoint, tmp_path).create(KEY, URN, {"description": "well"})
    assert first != second


def test_what_is_gone_is_made_again(endpoint: str, tmp_path: Path) -> None:
    queue = "aws:sqs/queue:Queue"
    first, _ = restarted(endpoint, tmp_path).create(queue, URN, {"name": "gone"})
    engineer = restarted(endpoint, tmp_path)
    engineer.cloud.client("sqs").delete_queue(QueueUrl=first)
    engineer.create(queue, URN, {"name": "gone"})
    assert engineer.read(queue, URN, first, {"name": "gone"}, {}) is not None


def test_a_role_leads_into_its_own_account(endpoint: str) -> None:
    role = "arn:aws:iam::222222222222:role/deploy"
    there = Cloud(endpoint, region="ap-northeast-1", roles=[role])
    assert there.account == "222222222222"


def test_an_account_that_is_not_allowed_is_refused(endpoint: str) -> None:
    wrong = Configuration(
        region="ap-northeast-1", endpoint=endpoint, allowed_accounts=("222222222222",)
    )
    with pytest.raises(LocalProviderError, match="works in account 123456789012"):
        connect(wrong)


def test_an_emulator_that_is_gone_is_told_with_what_starts_it() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(LocalProviderError, match="kyotsu local up"):
        connect(Configuration(region="ap-northeast-1", endpoint=f"http://127.0.0.1:{port}"))


ANALYZER = "aws:accessanalyzer/analyzer:Analyzer"


def test_what_is_only_recorded_gets_plausible_outputs(engineer: Engineer) -> None:
    made, outputs = engineer.create(ANALYZER, URN, {"analyzerName": "all", "type": "ORGANIZATION"})
    assert made == "all"
    assert outputs["arn"] == ("arn:aws:access-analyzer:ap-northeast-1:123456789012:analyzer/all")
    assert engineer.read(ANALYZER, URN, made, {"analyzerName": "all"}, outputs) == (
        outputs,
        {"analyzerName": "all"},
    )
    changed = engineer.update(ANALYZER, URN, made, {}, {"tags": {"a": "b"}}, outputs)
    assert changed["tagsAll"] == {"a": "b"}
    assert changed["arn"] == outputs["arn"]
    engineer.delete(ANALYZER, URN, made, {}, outputs)


def test_a_record_cannot_be_imported(engineer: Engineer) -> None:
    with pytest.raises(LocalProviderError, match="only recorded"):
        engineer.read(ANALYZER, URN, "all", {}, {})


def test_the_summary_depends_on_type_and_inputs() -> None:
    flow_log = "aws:ec2/flowLog:FlowLog"
    bucket = {"logDestinationType": "s3", "logDestination": "arn:aws:s3:::archive"}
    below = {**bucket, "logDestination": "arn:aws:s3:::archive/flows"}
    assert summary(flow_log, bucket) == "provisioned"
    assert summary(flow_log, below) == "recorded"
    assert summary(ANALYZER, {}) == "recorded"
    assert summary(KEY, {}) == "provisioned"
    assert reason(KEY) is None
    assert "Access Analyzer" in (reason(ANALYZER) or "")


def test_an_unknown_type_is_named_with_its_file_and_the_nearest() -> None:
    with pytest.raises(UnknownTypeError) as caught:
        summary("aws:kms/keys:Keys", {})
    text = str(caught.value)
    assert "aws:kms/keys:Keys" in text
    assert "localcloud/provider/types/kms.py" in text
    assert "the nearest it knows is aws:kms/key:Key" in text
