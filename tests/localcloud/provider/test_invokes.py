"""The functions that programs call."""

from __future__ import annotations

import json

import pytest

from localcloud.provider.engineer import Engineer
from localcloud.provider.errors import UnknownTypeError
from localcloud.provider.invokes import FUNCTIONS, invoke


def test_who_and_where(engineer: Engineer) -> None:
    cloud = engineer.cloud
    identity = invoke("aws:index/getCallerIdentity:getCallerIdentity", cloud, {})
    assert identity["accountId"] == "123456789012"
    assert invoke("aws:index/getRegion:getRegion", cloud, {})["region"] == "ap-northeast-1"
    assert invoke("aws:index/getPartition:getPartition", cloud, {})["partition"] == "aws"
    zones = invoke("aws:index/getAvailabilityZones:getAvailabilityZones", cloud, {})
    assert zones["names"] == ["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"]


def test_a_policy_document(engineer: Engineer) -> None:
    block = {
        "sid": "Read",
        "actions": ["s3:GetObject"],
        "resources": ["a", "b"],
        "principals": [{"type": "AWS", "identifiers": ["arn:aws:iam::222222222222:root"]}],
        "conditions": [{"test": "Bool", "variable": "aws:SecureTransport", "values": ["true"]}],
    }
    token = "aws:iam/getPolicyDocument:getPolicyDocument"
    found = invoke(token, engineer.cloud, {"statements": [block]})
    assert json.loads(found["json"]) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Sid": "Read",
                "Action": "s3:GetObject",
                "Resource": ["a", "b"],
                "Principal": {"AWS": "arn:aws:iam::222222222222:root"},
                "Condition": {"Bool": {"aws:SecureTransport": "true"}},
            }
        ],
    }


def test_an_unknown_function_is_named_with_its_file(engineer: Engineer) -> None:
    with pytest.raises(UnknownTypeError, match=r"getAmi.*localcloud/provider/invokes.py"):
        invoke("aws:ec2/getAmi:getAmi", engineer.cloud, {})


@pytest.mark.parametrize("token", FUNCTIONS)
def test_every_function_has_the_sdk_s_form(token: str) -> None:
    head, name = token.rsplit(":", 1)
    assert head.endswith(f"/{name}")
