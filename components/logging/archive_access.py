"""Who may touch the log archive's buckets, beyond what every bucket of ours demands."""

import pulumi

from components.iam_policy import ANYONE, Statement


def server_access_logs(target: str, source: str, account_id: pulumi.Input[str]) -> Statement:
    """Let S3 write access logs of one bucket into another.

    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    """
    return Statement(
        sid="ServerAccessLogs",
        principals={"Service": ("logging.s3.amazonaws.com",)},
        actions=("s3:PutObject",),
        resources=(f"arn:aws:s3:::{target}/*",),
        conditions={
            "ArnLike": {"aws:SourceArn": f"arn:aws:s3:::{source}"},
            "StringEquals": {"aws:SourceAccount": account_id},
        },
    )


def outside_organization_denied(bucket: str, organization_id: pulumi.Input[str]) -> Statement:
    """Deny every principal that is neither of the organization nor an AWS service."""
    return Statement(
        sid="OutsideOrganization",
        effect="Deny",
        principals=ANYONE,
        actions=("s3:*",),
        resources=(f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"),
        conditions={
            "StringNotEqualsIfExists": {"aws:PrincipalOrgID": organization_id},
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
        },
    )


def log_delivery(bucket: str, organization_id: pulumi.Input[str]) -> tuple[Statement, Statement]:
    """Let AWS's log delivery write flow logs for accounts of the organization.

    Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
    """
    service = {"Service": ("delivery.logs.amazonaws.com",)}
    ours = {"aws:SourceOrgID": organization_id}
    return (
        Statement(
            sid="LogDeliveryChecks",
            principals=service,
            actions=("s3:GetBucketAcl", "s3:ListBucket"),
            resources=(f"arn:aws:s3:::{bucket}",),
            conditions={"StringEquals": ours},
        ),
        Statement(
            sid="LogDeliveryWrites",
            principals=service,
            actions=("s3:PutObject",),
            resources=(f"arn:aws:s3:::{bucket}/AWSLogs/*",),
            conditions={"StringEquals": ours},
        ),
    )
