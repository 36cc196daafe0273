"""`ArchiveStream`: brings the log groups of all accounts into the archive."""

from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from components.iam_policy import Statement, document, trust
from tenancy.naming import physical_name
from tenancy.stage.logging import PREFIXES

PREFIX: Final = PREFIXES["application"]
BUFFER_SECONDS = 300
# Dynamic partitioning is not used, so Firehose accepts any size from 1 MiB; large objects make
# the archive cheaper to keep and to query.
BUFFER_MEBIBYTES = 64


@dataclass(frozen=True, kw_only=True)
class ArchiveStreamArgs:
    """What `ArchiveStream` needs: the archive to write to, and who may send to it."""

    name_prefix: str
    region: str
    account_id: pulumi.Input[str]
    organization_id: pulumi.Input[str]
    bucket_arn: pulumi.Input[str]
    key_arn: pulumi.Input[str]


class ArchiveStream(pulumi.ComponentResource):
    """A CloudWatch Logs destination in front of a Firehose stream into the log archive.

    Any account of the organization may subscribe its log groups to the destination; a new tenant
    so changes nothing here. `destination_arn` is what a subscription filter names.

    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CrossAccountSubscriptions-Firehose.html
    """

    destination_arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: ArchiveStreamArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:logging:ArchiveStream", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        writer = aws.iam.Role(
            f"{name}-writer",
            name=physical_name("iam-role", args.name_prefix, "archive-writer"),
            assume_role_policy=trust("firehose.amazonaws.com", source_account=args.account_id),
            opts=child,
        )
        may_write = aws.iam.RolePolicy(
            f"{name}-writer",
            name="write-to-archive",
            role=writer.id,
            policy=document(*_may_write(args)),
            opts=child,
        )
        stream = aws.kinesis.FirehoseDeliveryStream(
            name,
            name=physical_name("firehose-stream", args.name_prefix, "archive"),
            destination="extended_s3",
            server_side_encryption=aws.kinesis.FirehoseDeliveryStreamServerSideEncryptionArgs(
                enabled=True, key_type="CUSTOMER_MANAGED_CMK", key_arn=args.key_arn
            ),
            extended_s3_configuration=(
                aws.kinesis.FirehoseDeliveryStreamExtendedS3ConfigurationArgs(
                    bucket_arn=args.bucket_arn,
                    role_arn=writer.arn,
                    kms_key_arn=args.key_arn,
                    # CloudWatch Logs already sends gzip; compressing again would hide it.
                    compression_format="UNCOMPRESSED",
                    prefix=f"{PREFIX}/!{{timestamp:yyyy/MM/dd/HH}}/",
                    error_output_prefix=f"{PREFIX}/failed/!{{firehose:error-output-type}}/",
                    buffering_interval=BUFFER_SECONDS,
                    buffering_size=BUFFER_MEBIBYTES,
                )
            ),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[may_write]),
        )
        sender = aws.iam.Role(
            f"{name}-sender",
            name=physical_name("iam-role", args.name_prefix, "archive-sender"),
            assume_role_policy=_trust_in_logs(args),
            opts=child,
        )
        may_send = aws.iam.RolePolicy(
            f"{name}-sender",
            name="send-to-stream",
            role=sender.id,
            policy=document(
                Statement(
                    sid="SendToStream",
                    actions=("firehose:PutRecord", "firehose:PutRecordBatch"),
                    resources=(stream.arn,),
                )
            ),
            opts=child,
        )
        destination = aws.cloudwatch.LogDestination(
            name,
            name=physical_name("log-destination", args.name_prefix, "archive"),
            role_arn=sender.arn,
            target_arn=stream.arn,
            # CloudWatch Logs sends a test record when the destination is made.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[may_send]),
        )
        aws.cloudwatch.LogDestinationPolicy(
            name,
            destination_name=destination.name,
            access_policy=document(
                Statement(
                    sid="AccountsOfTheOrganization",
                    principals={"AWS": ("*",)},
                    actions=("logs:PutSubscriptionFilter",),
                    resources=(destination.arn,),
                    conditions={"StringEquals": {"aws:PrincipalOrgID": args.organization_id}},
                )
            ),
            opts=child,
        )
        self.destination_arn = destination.arn
        self.register_outputs({"destination_arn": self.destination_arn})


def _may_write(args: ArchiveStreamArgs) -> tuple[Statement, Statement]:
    """Return what Firehose needs to write objects, and no way to read or delete them."""
    return (
        Statement(
            sid="WriteObjects",
            actions=(
                "s3:AbortMultipartUpload",
                "s3:GetBucketLocation",
                "s3:ListBucketMultipartUploads",
                "s3:PutObject",
            ),
            resources=(args.bucket_arn, pulumi.Output.format("{0}/{1}/*", args.bucket_arn, PREFIX)),
        ),
        Statement(
            sid="UseArchiveKey",
            actions=("kms:Decrypt", "kms:GenerateDataKey"),
            resources=(args.key_arn,),
        ),
    )


def _trust_in_logs(args: ArchiveStreamArgs) -> pulumi.Output[str]:
    """Trust CloudWatch Logs when it acts for an account of the organization.

    The senders are the tenants' accounts, so the source is checked by organization, not account.
    """
    return pulumi.Output.json_dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "LogsOfTheOrganization",
                    "Effect": "Allow",
                    "Principal": {"Service": f"logs.{args.region}.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                    "Condition": {"StringEquals": {"aws:SourceOrgID": args.organization_id}},
                }
            ],
        }
    )
