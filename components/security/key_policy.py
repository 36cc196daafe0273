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
