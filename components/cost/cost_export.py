"""`CostExport`: each line of the bill, every day, in a bucket."""

from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from components.iam_policy import Statement
from components.logging.archive_tiers import expiry
from components.logging.secure_bucket import SecureBucket, SecureBucketArgs
from tenancy.naming import physical_name

KEPT_DAYS: Final = 3653
"""Ten years, as vouchers of national expenses are kept."""
PREFIX: Final = "cur2"
TABLE: Final = "COST_AND_USAGE_REPORT"
COLUMNS: Final = (
    "bill_bill_type",
    "bill_billing_entity",
    "bill_billing_period_start_date",
    "bill_billing_period_end_date",
    "bill_invoice_id",
    "bill_payer_account_id",
    "identity_line_item_id",
    "identity_time_interval",
    "line_item_usage_account_id",
    "line_item_usage_start_date",
    "line_item_usage_end_date",
    "line_item_line_item_type",
    "line_item_line_item_description",
    "line_item_product_code",
    "line_item_usage_type",
    "line_item_operation",
    "line_item_resource_id",
    "line_item_usage_amount",
    "line_item_currency_code",
    "line_item_unblended_rate",
    "line_item_unblended_cost",
    "line_item_tax_type",
    "product_region_code",
    "pricing_unit",
    "resource_tags",
    "cost_category",
)
"""Of the table's columns, what chargeback and audits need:
https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html
"""


@dataclass(frozen=True, kw_only=True)
class CostExportArgs:
    """What `CostExport` needs: the management account, whose bill it is."""

    name_prefix: str
    region: str
    account_id: pulumi.Input[str]
    protect: bool


class CostExport(pulumi.ComponentResource):
    """A Cost and Usage Report 2.0 in Parquet, and the bucket that it is delivered to.

    AWS rewrites the current month until it is closed, so the bucket isn't locked; it has versions.
    Data Exports is a service of us-east-1; its bucket is where the platform is. The bucket is
    encrypted by S3, because AWS names no key policy under which this service may write.

    Source: https://docs.aws.amazon.com/cur/latest/userguide/dataexports-create.html

    `bucket_name`: where the exports are.
    """

    bucket_name: pulumi.Output[str]

    def __init__(
        self, name: str, args: CostExportArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:cost:CostExport", name, {}, opts)
        bucket_name = physical_name("s3-bucket", args.name_prefix, "cost-export")
        bucket = SecureBucket(
            name,
            SecureBucketArgs(
                bucket_name=bucket_name,
                kms_key_arn=None,
                lifecycle_rules=[expiry(KEPT_DAYS)],
                statements=[_delivery(bucket_name, args.account_id)],
                protect=args.protect,
            ),
            opts=pulumi.ResourceOptions(parent=self),
        )
        aws.bcmdata.Export(
            name,
            export=aws.bcmdata.ExportExportArgs(
                name=physical_name("data-export", args.name_prefix, "cur2"),
                data_queries=[
                    aws.bcmdata.ExportExportDataQueryArgs(
                        query_statement=statement(),
                        table_configurations={
                            TABLE: {
                                "TIME_GRANULARITY": "DAILY",
                                "INCLUDE_RESOURCES": "TRUE",
                                "INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY": "FALSE",
                                "INCLUDE_SPLIT_COST_ALLOCATION_DATA": "FALSE",
                            }
                        },
                    )
                ],
                destination_configurations=[_to_bucket(bucket.name, args.region)],
                refresh_cadences=[
                    aws.bcmdata.ExportExportRefreshCadenceArgs(frequency="SYNCHRONOUS")
                ],
            ),
            # AWS tries the bucket's policy when the export is made.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[bucket]),
        )
        self.bucket_name = bucket.name
        self.register_outputs({"bucket_name": self.bucket_name})


def statement() -> str:
    """Return the query that says which columns are exported."""
    return f"SELECT {', '.join(COLUMNS)} FROM {TABLE}"  # noqa: S608 - nobody else's words


def _to_bucket(
    bucket: pulumi.Input[str], region: str
) -> aws.bcmdata.ExportExportDestinationConfigurationArgs:
    destination = aws.bcmdata.ExportExportDestinationConfigurationS3DestinationArgs
    output = aws.bcmdata.ExportExportDestinationConfigurationS3DestinationS3OutputConfigurationArgs
    return aws.bcmdata.ExportExportDestinationConfigurationArgs(
        s3_destinations=[
            destination(
                s3_bucket=bucket,
                s3_prefix=PREFIX,
                s3_region=region,
                s3_output_configurations=[
                    output(
                        compression="PARQUET",
                        format="PARQUET",
                        output_type="CUSTOM",
                        overwrite="OVERWRITE_REPORT",
                    )
                ],
            )
        ]
    )


def _delivery(bucket: str, account_id: pulumi.Input[str]) -> Statement:
    """Let Data Exports deliver for one account.

    Source: https://docs.aws.amazon.com/cur/latest/userguide/dataexports-s3-bucket.html
    """
    return Statement(
        sid="DataExportsDelivers",
        principals={"Service": ("bcm-data-exports.amazonaws.com", "billingreports.amazonaws.com")},
        actions=("s3:PutObject", "s3:GetBucketPolicy"),
        resources=(f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"),
        conditions={
            "StringEquals": {"aws:SourceAccount": account_id},
            "ArnLike": {
                "aws:SourceArn": [
                    pulumi.Output.format("arn:aws:cur:us-east-1:{0}:definition/*", account_id),
                    pulumi.Output.format(
                        "arn:aws:bcm-data-exports:us-east-1:{0}:export/*", account_id
                    ),
                ]
            },
        },
    )
