"""The statements that key policies are made of.

Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
"""

import pulumi

from components.iam_policy import Statement

USE_KEY = (
    "kms:Encrypt*",
    "kms:Decrypt*",
    "kms:ReEncrypt*",
    "kms:GenerateDataKey*",
    "kms:Describe*",
)


def administered_by_account(account_id: pulumi.Input[str]) -> Statement:
    """Let the owning account's IAM policies decide, so that the key can't become unmanageable."""
    return Statement(
        sid="OwningAccount",
        principals={"AWS": (pulumi.Output.format("arn:aws:iam::{0}:root", account_id),)},
        actions=("kms:*",),
    )


def used_by_log_groups(account_id: pulumi.Input[str], region: str) -> Statement:
    """Let CloudWatch Logs use the key, for the log groups of one account and region only.

    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    """
    return Statement(
        sid="LogGroupsOfThisAccount",
        principals={"Service": (f"logs.{region}.amazonaws.com",)},
        actions=USE_KEY,
        conditions={
            "ArnLike": {
                "kms:EncryptionContext:aws:logs:arn": pulumi.Output.format(
                    "arn:aws:logs:{0}:{1}:log-group:*", region, account_id
                )
            }
        },
    )


def used_by_notices(account_id: pulumi.Input[str]) -> Statement:
    """Let what raises alarms write to the account's encrypted topics.

    Source: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    """
    return Statement(
        sid="NoticesOfThisAccount",
        principals={"Service": ("cloudwatch.amazonaws.com", "events.amazonaws.com")},
        actions=("kms:Decrypt", "kms:GenerateDataKey*"),
        conditions={"StringEquals": {"aws:SourceAccount": account_id}},
    )


def used_by_log_delivery(organization_id: pulumi.Input[str]) -> Statement:
    """Let AWS's log delivery write flow logs of the organization's accounts under the key.

    Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-cmk-policy.html
    """
    return Statement(
        sid="LogDeliveryOfTheOrganization",
        principals={"Service": ("delivery.logs.amazonaws.com",)},
        actions=USE_KEY,
        conditions={"StringEquals": {"aws:SourceOrgID": organization_id}},
    )


def used_through_service(account_id: pulumi.Input[str], service: str, region: str) -> Statement:
    """Let principals of the owning account use the key, but only through one AWS service.

    Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
    """
    return Statement(
        sid="ThroughService",
        principals={"AWS": (pulumi.Output.format("arn:aws:iam::{0}:root", account_id),)},
        actions=(*USE_KEY, "kms:CreateGrant"),
        conditions={"StringEquals": {"kms:ViaService": f"{service}.{region}.amazonaws.com"}},
    )


def used_by_publishers(*services: str) -> Statement:
    """Let AWS services publish to topics that are encrypted under the key.

    AWS names no condition that all of these services send, so the topic's policy says whose alarms
    and rules may publish; the key alone lets nobody read or send anything:
    https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    """
    return Statement(
        sid="ServicesThatPublish",
        principals={"Service": services},
        actions=("kms:Decrypt", "kms:GenerateDataKey*"),
    )


def used_by_trail(trail_arn: pulumi.Input[str]) -> tuple[Statement, Statement]:
    """Let CloudTrail encrypt what one trail delivers, and nothing else.

    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
    """
    service = {"Service": ("cloudtrail.amazonaws.com",)}
    return (
        Statement(
            sid="TrailEncrypts",
            principals=service,
            actions=("kms:GenerateDataKey*",),
            conditions={
                "StringEquals": {"aws:SourceArn": trail_arn},
                "StringLike": {
                    "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:*:trail/*"
                },
            },
        ),
        Statement(
            sid="TrailLooksAtKey",
            principals=service,
            actions=("kms:DescribeKey",),
            conditions={"StringEquals": {"aws:SourceArn": trail_arn}},
        ),
    )


def used_by_config(organization_id: pulumi.Input[str]) -> Statement:
    """Let AWS Config encrypt what it delivers for accounts of the organization.

    Source: https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html
    """
    return Statement(
        sid="ConfigOfTheOrganization",
        principals={"Service": ("config.amazonaws.com",)},
        actions=("kms:Decrypt", "kms:GenerateDataKey"),
        conditions={"StringEquals": {"aws:SourceOrgID": organization_id}},
    )
