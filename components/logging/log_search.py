"""`LogSearch`: the archive as tables, with the auditors' questions saved beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from components.logging.archive_tiers import expiry
from components.logging.log_table import ORGANIZATION, LogTable, projection
from components.logging.saved_queries import QUERIES
from components.logging.secure_bucket import SecureBucket, SecureBucketArgs
from components.logging.tables import TABLES
from tenancy.naming import physical_name

RESULT_DAYS: Final = 30
"""Results repeat what is in the archive, so they aren't kept for long."""
MOST_BYTES: Final = 1024**4
"""A query that would read more than a tebibyte (some 5 dollars) is ended."""


@dataclass(frozen=True, kw_only=True)
class LogSearchArgs:
    """What `LogSearch` needs; `account_ids` are those whose logs are searched."""

    name_prefix: str
    organization_id: pulumi.Input[str]
    bucket_name: pulumi.Input[str]
    requests_bucket_name: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    account_ids: Sequence[pulumi.Input[str]]
    protect: bool


class LogSearch(pulumi.ComponentResource):
    """A Glue database with a table a class of log, and an Athena workgroup with saved queries.

    The tables' rows are the archive's objects; nothing is copied. Results go to a bucket of their
    own, under the archive's key, and the workgroup lets nobody send them elsewhere.

    `workgroup`, `database`: where to ask, and what.
    """

    workgroup: pulumi.Output[str]
    database: pulumi.Output[str]

    def __init__(
        self, name: str, args: LogSearchArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:logging:LogSearch", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        results = SecureBucket(
            f"{name}-results",
            SecureBucketArgs(
                bucket_name=physical_name("s3-bucket", args.name_prefix, "log-queries"),
                kms_key_arn=args.key_arn,
                lifecycle_rules=[expiry(RESULT_DAYS)],
                protect=args.protect,
            ),
            opts=child,
        )
        database = aws.glue.CatalogDatabase(
            name, name=args.name_prefix.replace("-", "_"), description="The log archive", opts=child
        )
        for table in TABLES:
            self._table(name, table, database.name, args)
        workgroup = aws.athena.Workgroup(
            name,
            name=physical_name("athena-workgroup", args.name_prefix, "audit"),
            configuration=aws.athena.WorkgroupConfigurationArgs(
                enforce_workgroup_configuration=True,
                bytes_scanned_cutoff_per_query=MOST_BYTES,
                publish_cloudwatch_metrics_enabled=True,
                result_configuration=aws.athena.WorkgroupConfigurationResultConfigurationArgs(
                    output_location=pulumi.Output.format("s3://{0}/", results.name),
                    encryption_configuration=_under(args.key_arn),
                ),
            ),
            opts=child,
        )
        for query in QUERIES:
            aws.athena.NamedQuery(
                f"{name}-{query.name}",
                name=query.name,
                description=f"{query.title.ja} / {query.title.en}",
                database=database.name,
                workgroup=workgroup.name,
                query=query.sql,
                opts=child,
            )
        self.workgroup = workgroup.name
        self.database = database.name
        self.register_outputs({"workgroup": self.workgroup, "database": self.database})

    def _table(
        self,
        name: str,
        table: LogTable,
        database: pulumi.Output[str],
        args: LogSearchArgs,
    ) -> None:
        bucket = args.bucket_name if table.bucket == "archive" else args.requests_bucket_name
        root = pulumi.Output.format("s3://{0}/", bucket)
        before, marker, after = table.location.partition(ORGANIZATION)
        # Without the organization in it, the whole place is `before`.
        template = pulumi.Output.concat(root, before, args.organization_id if marker else "", after)
        aws.glue.CatalogTable(
            f"{name}-{table.name}",
            name=table.name,
            description=table.about,
            database_name=database,
            table_type="EXTERNAL_TABLE",
            parameters={
                "EXTERNAL": "TRUE",
                **table.parameters,
                **projection(table),
                "projection.account.values": _listed(args.account_ids),
                "storage.location.template": template,
            },
            partition_keys=[
                aws.glue.CatalogTablePartitionKeyArgs(name=key, type="string")
                for key in table.partitions
            ],
            storage_descriptor=aws.glue.CatalogTableStorageDescriptorArgs(
                location=root,
                input_format=table.input_format,
                output_format="org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                columns=[
                    aws.glue.CatalogTableStorageDescriptorColumnArgs(name=column, type=kind)
                    for column, kind in table.columns.items()
                ],
                ser_de_info=aws.glue.CatalogTableStorageDescriptorSerDeInfoArgs(
                    serialization_library=table.serde, parameters=dict(table.serde_parameters)
                ),
            ),
            opts=pulumi.ResourceOptions(parent=self),
        )


def _listed(accounts: Sequence[pulumi.Input[str]]) -> pulumi.Output[str]:
    """Return accounts with commas between them."""
    parts: list[pulumi.Input[str]] = []
    for account in accounts:
        parts += [account] if not parts else [",", account]
    return pulumi.Output.concat(*parts)


def _under(
    key_arn: pulumi.Input[str],
) -> aws.athena.WorkgroupConfigurationResultConfigurationEncryptionConfigurationArgs:
    return aws.athena.WorkgroupConfigurationResultConfigurationEncryptionConfigurationArgs(
        encryption_option="SSE_KMS", kms_key_arn=key_arn
    )
