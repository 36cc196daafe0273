"""Proves what `kyotsu bootstrap` makes, that it goes on where it stopped, and Pulumi's use of it.

Against moto's server on loopback, where policies aren't enforced: that the bucket refuses plain
connections, and strangers, is proved by nobody here.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer

from kyotsu.bootstrap import key as key_module
from kyotsu.bootstrap.run import run
from kyotsu.errors import UserMistake, WorldFault
from localcloud.engine.model import Engine

ROOT = Path(__file__).resolve().parents[3]
BUCKET = "kyotsu-prod-state"
ALIAS = "alias/kyotsu-prod/state"
ROLE = "kyotsu-prod-bootstrap"
REGION = "ap-northeast-1"
DONE = ("made", "changed", "would be")


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """An emulated AWS, empty, and credentials for it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    settings = {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_REGION": REGION,
        "COLUMNS": "200",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_SESSION_TOKEN", raising=False)
    try:
        # Moto keeps one state for all servers of a process.
        requests.post(f"{url}/moto-api/reset", timeout=10)
        yield url
    finally:
        server.stop()


def _client(service: str) -> Any:
    return boto3.client(service, region_name=REGION)  # pyright: ignore[reportCallIssue, reportArgumentType, reportUnknownMemberType, reportUnknownVariableType]


def test_it_makes_all_once_and_changes_nothing_the_second_time(
    endpoint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run("prod", ROOT, dry_run=False)
    said = capsys.readouterr().out
    assert f"pulumi login 's3://{BUCKET}?region={REGION}'" in said
    assert f"secretsprovider: awskms://{ALIAS}?region={REGION}" in said
    assert "this endpoint is reached without TLS" in said
    s3, kms, iam = map(_client, ("s3", "kms", "iam"))
    key = kms.describe_key(KeyId=ALIAS)["KeyMetadata"]["Arn"]
    assert kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"]
    assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"
    (rule,) = s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"]["KMSMasterKeyID"] == key
    assert all(s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"].values())
    trust = iam.get_role(RoleName=ROLE)["Role"]["AssumeRolePolicyDocument"]
    assert "aws:PrincipalArn" in json.dumps(trust)

    run("prod", ROOT, dry_run=False)
    said = capsys.readouterr().out
    assert not any(word in said for word in DONE)
    assert len(kms.list_keys()["Keys"]) == 1


def test_a_dry_run_makes_nothing(endpoint: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("prod", ROOT, dry_run=True)
    assert "would be made" in capsys.readouterr().out
    assert _client("s3").list_buckets()["Buckets"] == []
    assert _client("kms").list_keys()["Keys"] == []


def test_a_run_that_was_interrupted_is_finished_by_the_next(
    endpoint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kms, s3 = _client("kms"), _client("s3")
    half = kms.create_key(Tags=[{"TagKey": key_module.TAG, "TagValue": "kyotsu-prod"}])
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    run("prod", ROOT, dry_run=False)
    assert "changed" in capsys.readouterr().out
    assert kms.describe_key(KeyId=ALIAS)["KeyMetadata"]["Arn"] == half["KeyMetadata"]["Arn"]
    assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"


def test_a_setting_that_was_undone_is_set_again(endpoint: str) -> None:
    run("prod", ROOT, dry_run=False)
    s3 = _client("s3")
    s3.delete_public_access_block(Bucket=BUCKET)
    run("prod", ROOT, dry_run=False)
    assert s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"]


def test_a_bucket_of_another_account_is_refused(
    endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = _client("sts").assume_role(
        RoleArn="arn:aws:iam::222222222222:role/other", RoleSessionName="test"
    )["Credentials"]
    session = boto3.Session(
        taken["AccessKeyId"], taken["SecretAccessKey"], taken["SessionToken"], REGION
    )
    session.client("s3").create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    with pytest.raises(UserMistake, match=rf"the bucket {BUCKET} is .*; write another name_prefix"):
        run("prod", ROOT, dry_run=False)
    assert _client("s3").list_buckets()["Buckets"] == []


def test_credentials_of_a_member_account_are_refused(
    endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    organizations = _client("organizations")
    organizations.create_organization(FeatureSet="ALL")
    member = organizations.create_account(Email="a@example.go.jp", AccountName="member")
    account = member["CreateAccountStatus"]["AccountId"]
    taken = _client("sts").assume_role(
        RoleArn=f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole", RoleSessionName="test"
    )["Credentials"]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", taken["AccessKeyId"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", taken["SecretAccessKey"])
    monkeypatch.setenv("AWS_SESSION_TOKEN", taken["SessionToken"])
    with pytest.raises(UserMistake, match=f"these credentials are for account {account}, but"):
        run("prod", ROOT, dry_run=False)


def test_no_credentials(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(WorldFault, match="there are no AWS credentials; sign in"):
        run("prod", ROOT, dry_run=False)


def test_an_endpoint_that_is_not_there(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(WorldFault, match="AWS can't be reached"):
        run("prod", ROOT, dry_run=False)


def test_a_stage_that_there_is_not() -> None:
    with pytest.raises(UserMistake, match="there is no stage prd"):
        run("prd", ROOT, dry_run=False)


def test_the_local_stage_needs_none() -> None:
    with pytest.raises(UserMistake, match="stage local needs no bootstrap"):
        run("local", ROOT, dry_run=False)


@pytest.mark.engine
def test_pulumi_keeps_its_state_there(engine: Engine, endpoint: str, tmp_path: Path) -> None:
    run("prod", ROOT, dry_run=False)
    address = endpoint.removeprefix("http://")
    (tmp_path / "Pulumi.yaml").write_text("name: tiny\nruntime: python\n", encoding="utf-8")
    backend = (
        f"s3://{BUCKET}?region={REGION}&endpoint={endpoint}&s3ForcePathStyle=true&disableSSL=true"
    )
    environment = {
        **engine.environment(os.environ),
        "PULUMI_BACKEND_URL": backend,
        "PULUMI_HOME": str(tmp_path / "home"),
    }

    def pulumi(*arguments: str) -> str:
        done = subprocess.run(
            [str(engine.cli), *arguments, "--non-interactive"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{address}: {done.stdout}{done.stderr}"
        return done.stdout

    pulumi("stack", "init", "prod", "--secrets-provider", f"awskms://{ALIAS}?region={REGION}")
    pulumi("config", "set", "--secret", "token", "very-secret")
    assert "very-secret" in pulumi("config", "get", "token")
    assert "very-secret" not in (tmp_path / "Pulumi.prod.yaml").read_text(encoding="utf-8")
    listed = _client("s3").list_objects_v2(Bucket=BUCKET)["Contents"]
    assert ".pulumi/stacks/tiny/prod.json" in {each["Key"] for each in listed}
