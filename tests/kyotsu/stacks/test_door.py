"""Proves whom the door lets in, and that AWS's SDK believes its answers.

What a whole preview is without an account's role is proved on the engine by every test that
previews. The official provider can't be had here; that it asks where the variable says is from
AWS's and its own documentation.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from moto import mock_aws

from kyotsu.errors import WorldFault
from kyotsu.stacks import operations
from kyotsu.stacks.door import VARIABLE, closed_door, reading_door
from tests.kyotsu.stacks.fake import TARGET, calls, fake_run

ACCOUNT = "222222222222"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/OrganizationAccountAccessRole"
SIGNED_IN = {"AWS_ACCESS_KEY_ID": "AKIAPREVIEW", "AWS_SECRET_ACCESS_KEY": "previews-only"}
NOTHING_TO_DO = 'emit({"summaryEvent": {"resourceChanges": {"same": 3}}})'


def sts_at(endpoint: str, key: str, secret: str, token: str | None = None) -> Any:
    return boto3.client(
        "sts",
        endpoint_url=endpoint,
        region_name="ap-northeast-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token,
    )


def test_a_role_is_given_that_knows_its_account_and_opens_nothing() -> None:
    with closed_door(SIGNED_IN) as variables:
        caller = sts_at(variables[VARIABLE], "AKIAPREVIEW", "previews-only")
        taken = caller.assume_role(RoleArn=ROLE, RoleSessionName="kyotsu")["Credentials"]
        inside = sts_at(
            variables[VARIABLE],
            taken["AccessKeyId"],
            taken["SecretAccessKey"],
            taken["SessionToken"],
        )
        assert inside.get_caller_identity()["Account"] == ACCOUNT
        assert caller.get_caller_identity()["Account"] == "000000000000"
    assert taken["SecretAccessKey"] == "opens-nothing"


def test_a_comparison_is_let_in_by_the_same_role_for_reading_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[dict[str, Any]] = []
    call = BaseClient._make_api_call  # pyright: ignore[reportPrivateUsage, reportUnknownMemberType, reportAttributeAccessIssue]

    def noted(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        asked.append(parameters)
        return call(client, operation, parameters)

    for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE", "AWS_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    with mock_aws(), reading_door(SIGNED_IN) as variables:
        caller = sts_at(variables[VARIABLE], "AKIAPREVIEW", "previews-only")
        monkeypatch.setattr(BaseClient, "_make_api_call", noted)
        taken = caller.assume_role(RoleArn=ROLE, RoleSessionName="kyotsu")["Credentials"]
        inside = sts_at(
            variables[VARIABLE],
            taken["AccessKeyId"],
            taken["SecretAccessKey"],
            taken["SessionToken"],
        )
        assert inside.get_caller_identity()["Account"] == ACCOUNT
    ours, forwarded = asked[:2]
    assert "Policy" not in ours
    assert forwarded["RoleArn"] == ROLE
    assert forwarded["PolicyArns"] == [{"arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}]
    (denied,) = json.loads(forwarded["Policy"])["Statement"]
    assert denied["Effect"] == "Deny"
    assert {"s3:GetObject", "kms:Decrypt", "logs:GetLogEvents"} <= set(denied["Action"])


def test_an_account_that_lets_nobody_in_is_named() -> None:
    nobody = {**SIGNED_IN, VARIABLE: "http://127.0.0.1:9"}
    with reading_door(nobody) as variables:
        caller = sts_at(variables[VARIABLE], "AKIAPREVIEW", "previews-only")
        with pytest.raises(ClientError, match=f"account {ACCOUNT} isn't entered"):
            caller.assume_role(RoleArn=ROLE, RoleSessionName="kyotsu")


def test_everything_else_is_refused_with_the_reason() -> None:
    with closed_door(SIGNED_IN) as variables:
        caller = sts_at(variables[VARIABLE], "AKIAPREVIEW", "previews-only")
        with pytest.raises(ClientError, match="may not"):
            caller.get_federation_token(Name="somebody")
        with pytest.raises(ClientError, match="may not"):
            caller.assume_role(RoleArn="arn:aws:iam::everybody:role/x", RoleSessionName="kyotsu")


def test_credentials_that_come_by_way_of_sts_are_fetched_before_the_door_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles = tmp_path / "credentials"
    profiles.write_text("[reader]\naws_access_key_id = AKIAREADER\naws_secret_access_key = s\n")
    for name in SIGNED_IN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(profiles))
    monkeypatch.setenv("AWS_PROFILE", "reader")
    with closed_door({"AWS_PROFILE": "reader"}) as variables:
        assert variables["AWS_ACCESS_KEY_ID"] == "AKIAREADER"
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with (
        pytest.raises(WorldFault, match="AWS doesn't let you in"),
        closed_door({"AWS_PROFILE": "nobody"}),
    ):
        pass


def test_previews_and_comparisons_find_a_door_and_nothing_else_does(tmp_path: Path) -> None:
    run = fake_run(tmp_path, NOTHING_TO_DO)
    operations.preview(run, TARGET)
    operations.drift(run, TARGET)
    operations.refresh(run, TARGET)
    found = [VARIABLE in one["environment"] for one in calls(run)]
    assert found == [True, True, False]


def test_an_update_is_previewed_behind_the_door_and_made_through_it(tmp_path: Path) -> None:
    run = fake_run(
        tmp_path,
        """
        emit({"summaryEvent": {"resourceChanges": {"create": 2}}})
        """,
    )
    operations.update(run, TARGET)
    asked = {one["arguments"][0]: VARIABLE in one["environment"] for one in calls(run)}
    assert asked == {"preview": True, "up": False}
