"""Who may touch the log archive's buckets, beyond what every bucket of ours demands."""

from collections.abc import Sequence
from typing import Final

import pulumi

from components.iam_policy import ANYONE, Statement
from tenancy.stage.logging import CONNECTIONS, PREFIXES

DELIVERED: Final = tuple(dict.fromkeys(PREFIXES[kind] for kind in ("flow", "dns", "firewall")))
"""Where AWS's log delivery may write: it begins the rest of a key with `AWSLogs/` itself."""


def server_access_logs(
    target: str, sources: Sequence[str], account_id: pulumi.Input[str]
) -> Statement:
    """Let S3 write access logs of some buckets into another.

    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    """
    return Statement(
        sid="ServerAccessLogs",
        principals={"Service": ("logging.s3.amazonaws.com",)},
        actions=("s3:PutObject",),
        resources=(f"arn:aws:s3:::{target}/*",),
        conditions={
            "ArnLike": {"aws:SourceArn": tuple(f"arn:aws:s3:::{source}" for source in sources)},
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


def only_readers(bucket: str, readers: Sequence[str]) -> Statement:
    """Deny everybody but the readers to see what a log says, administrators included.

    `readers` are patterns of role ARNs. Whoever runs the platform can so set the archive up and
    still not read it (unified standards R7, 7.1.4: who administers logs is named, and is nobody
    whose doings they record).
    """
    return Statement(
        sid="OnlyReadersOfLogs",
        effect="Deny",
        principals=ANYONE,
        actions=("s3:GetObject", "s3:GetObjectVersion"),
        resources=(f"arn:aws:s3:::{bucket}/*",),
        conditions={
            "ArnNotLike": {"aws:PrincipalArn": tuple(readers)},
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
        },
    )


def log_delivery(bucket: str, organization_id: pulumi.Input[str]) -> tuple[Statement, Statement]:
    """Let AWS's log delivery write flow, DNS and firewall logs of the organization's accounts.

    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html
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
            resources=tuple(f"arn:aws:s3:::{bucket}/{prefix}/*" for prefix in DELIVERED),
            conditions={"StringEquals": ours},
        ),
    )


def trail_delivery(
    bucket: str,
    trail_arn: pulumi.Input[str],
    owners: Sequence[pulumi.Input[str]],
) -> tuple[Statement, Statement]:
    """Let one organization trail write. `owners`: the management account and the organization.

    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    """
    service = {"Service": ("cloudtrail.amazonaws.com",)}
    ours = {"StringEquals": {"aws:SourceArn": trail_arn}}
    return (
        Statement(
            sid="TrailChecks",
            principals=service,
            actions=("s3:GetBucketAcl",),
            resources=(f"arn:aws:s3:::{bucket}",),
            conditions=ours,
        ),
        Statement(
            sid="TrailWrites",
            principals=service,
            actions=("s3:PutObject",),
            resources=tuple(
                pulumi.Output.format(
                    "arn:aws:s3:::{0}/{1}/AWSLogs/{2}/*", bucket, PREFIXES["audit"], owner
                )
                for owner in owners
            ),
            conditions=ours,
        ),
    )


def config_delivery(bucket: str, organization_id: pulumi.Input[str]) -> tuple[Statement, Statement]:
    """Let AWS Config deliver for accounts of the organization.

    Source: https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
    """
    service = {"Service": ("config.amazonaws.com",)}
    ours = {"StringEquals": {"aws:SourceOrgID": organization_id}}
    return (
        Statement(
            sid="ConfigChecks",
            principals=service,
            actions=("s3:GetBucketAcl", "s3:ListBucket"),
            resources=(f"arn:aws:s3:::{bucket}",),
            conditions=ours,
        ),
        Statement(
            sid="ConfigWrites",
            principals=service,
            actions=("s3:PutObject",),
            resources=(f"arn:aws:s3:::{bucket}/{PREFIXES['configuration']}/AWSLogs/*",),
            conditions=ours,
        ),
    )


def load_balancer_delivery(bucket: str, organization_id: pulumi.Input[str]) -> Statement:
    """Let Elastic Load Balancing write what it logs for accounts of the organization.

    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
    and https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-connection-logging.html
    """
    return Statement(
        sid="LoadBalancersWrite",
        principals={"Service": ("logdelivery.elasticloadbalancing.amazonaws.com",)},
        actions=("s3:PutObject",),
        resources=tuple(
            f"arn:aws:s3:::{bucket}/{prefix}/AWSLogs/*"
            for prefix in (PREFIXES["load_balancer"], CONNECTIONS)
        ),
        conditions={"StringEquals": {"aws:SourceOrgID": organization_id}},
    )
