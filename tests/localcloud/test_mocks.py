"""The mocks make what a program asks for, in the account that it asks for."""

from __future__ import annotations

import socket

import pulumi
import pulumi_aws as aws
import pytest

from localcloud.mocks import MotoMocks, OutsideError


def test_what_a_program_makes_is_there() -> None:
    def program() -> None:
        vpc = aws.ec2.Vpc("vpc", cidr_block="10.0.0.0/16")
        aws.ec2.Subnet("subnet", vpc_id=vpc.id, cidr_block="10.0.1.0/24")

    with MotoMocks() as mocks:
        mocks.run(program)
        made = mocks.resources["aws:ec2/vpc:Vpc vpc"]["id"]
        filters = [{"Name": "vpc-id", "Values": [made]}]
        subnets = mocks.client("ec2").describe_subnets(Filters=filters)["Subnets"]
    assert [subnet["CidrBlock"] for subnet in subnets] == ["10.0.1.0/24"]


def test_a_provider_brings_its_account_and_its_tags() -> None:
    role = "arn:aws:iam::222222222222:role/deploy"

    def program() -> None:
        provider = aws.Provider(
            "tenant",
            region="ap-northeast-1",
            assume_roles=[aws.ProviderAssumeRoleArgs(role_arn=role)],
            default_tags={"tags": {"Tenant": "example"}},
        )
        options = pulumi.ResourceOptions(provider=provider)
        aws.s3.Bucket("bucket", bucket="tenant-bucket", opts=options)

    with MotoMocks() as mocks:
        mocks.run(program)
        there = mocks.client("s3", role=role)
        tags = there.get_bucket_tagging(Bucket="tenant-bucket")["TagSet"]
        here = [bucket["Name"] for bucket in mocks.client("s3").list_buckets()["Buckets"]]
    assert tags == [{"Key": "Tenant", "Value": "example"}]
    assert here == []


def test_two_runs_share_nothing() -> None:
    for _ in range(2):
        with MotoMocks() as mocks:
            mocks.run(lambda: aws.s3.Bucket("bucket", bucket="the-same-name"))


def test_functions_are_answered() -> None:
    found: list[str] = []

    def program() -> None:
        found.append(aws.get_caller_identity().account_id)
        found.append(aws.get_availability_zones(state="available").names[0])

    with MotoMocks() as mocks:
        mocks.run(program)
    assert found == ["123456789012", "ap-northeast-1a"]


def test_an_error_reaches_the_test() -> None:
    with MotoMocks() as mocks, pytest.raises(Exception, match="the local provider doesn't know"):
        mocks.run(lambda: aws.gamelift.Fleet("fleet", build_id="b", ec2_instance_type="c4.large"))


def test_nothing_reaches_another_machine() -> None:
    with MotoMocks(), socket.socket() as outside, pytest.raises(OutsideError):
        outside.connect(("192.0.2.1", 443))
