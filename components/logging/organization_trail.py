"""`OrganizationTrail`: who did what on AWS, in every account, region and archived bucket."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.iam_policy import Statement, document, trust
from tenancy.naming import physical_name
from tenancy.stage.logging import PREFIXES


def trail_name(name_prefix: str) -> str:
    """Return the trail's name."""
    return physical_name("trail", name_prefix, "organization")


def trail_arn(
    name_prefix: str, region: str, management_account_id: pulumi.Input[str]
) -> pulumi.Output[str]:
    """Return the trail's ARN before it is made: buckets and keys must name it first.

    It is the management account's, also where a delegated account makes it:
    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html
    """
    return pulumi.Output.format(
        "arn:aws:cloudtrail:{0}:{1}:trail/{2}",
        region,
        management_account_id,
        trail_name(name_prefix),
    )


@dataclass(frozen=True, kw_only=True)
class OrganizationTrailArgs:
    """What `OrganizationTrail` needs.

    `account_id` is the account that CloudTrail is delegated to, with archive and key in it.
    `searchable_days`: for how long the events are in CloudWatch Logs too. `after`: what must be
    there before, which is the delegation and the archive's policies.
    """

    name_prefix: str
    region: str
    account_id: pulumi.Input[str]
    bucket_name: pulumi.Input[str]
    bucket_arn: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    searchable_days: int
    protect: bool
    after: Sequence[pulumi.Resource] = ()


class OrganizationTrail(pulumi.ComponentResource):
    """One trail for all accounts and regions, to the archive and to a log group for alarms.

    It holds all management events, and who read or wrote objects in any S3 bucket. Of the archive
    itself it holds reads only: its writes are the deliveries, and a trail that recorded its own
    would never end. Files are signed (validation) and under the archive's key.

    Cost: the first copy of management events is free of charge; object events cost 0.10 dollars
    for 100,000, so a system with ten million requests a month costs ten dollars. All buckets are in
    because a leak shows in reads (CIS 3.8 and 3.9), and there is no later moment to switch it on.

    `group_name`: the log group. `arn`: the trail's.
    """

    group_name: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: OrganizationTrailArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:logging:OrganizationTrail", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        group = aws.cloudwatch.LogGroup(
            name,
            name=physical_name("log-group", args.name_prefix, "trail"),
            retention_in_days=args.searchable_days,
            kms_key_id=args.key_arn,
            skip_destroy=args.protect,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        streams = pulumi.Output.format("{0}:log-stream:*", group.arn)
        writer = aws.iam.Role(
            name,
            name=physical_name("iam-role", args.name_prefix, "trail-writer"),
            assume_role_policy=trust("cloudtrail.amazonaws.com", source_account=args.account_id),
            opts=child,
        )
        may_write = aws.iam.RolePolicy(
            name,
            name="write-to-log-group",
            role=writer.id,
            policy=document(
                Statement(
                    sid="WriteEvents",
                    actions=("logs:CreateLogStream", "logs:PutLogEvents"),
                    resources=(streams,),
                )
            ),
            opts=child,
        )
        trail = aws.cloudtrail.Trail(
            name,
            name=trail_name(args.name_prefix),
            s3_bucket_name=args.bucket_name,
            s3_key_prefix=PREFIXES["audit"],
            kms_key_id=args.key_arn,
            is_organization_trail=True,
            is_multi_region_trail=True,
            include_global_service_events=True,
            enable_log_file_validation=True,
            cloud_watch_logs_group_arn=pulumi.Output.format("{0}:*", group.arn),
            cloud_watch_logs_role_arn=writer.arn,
            advanced_event_selectors=_selectors(args.bucket_arn),
            opts=pulumi.ResourceOptions(
                parent=self, protect=args.protect, depends_on=[may_write, *args.after]
            ),
        )
        self.group_name = group.name
        self.arn = trail.arn
        self.register_outputs({"group_name": self.group_name, "arn": self.arn})


_Selector = aws.cloudtrail.TrailAdvancedEventSelectorArgs
_Field = aws.cloudtrail.TrailAdvancedEventSelectorFieldSelectorArgs


def _selectors(
    archive_arn: pulumi.Input[str],
) -> list[aws.cloudtrail.TrailAdvancedEventSelectorArgs]:
    """Return what is recorded.

    Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
    """
    objects_in_archive = pulumi.Output.format("{0}/", archive_arn)
    objects = [
        _Field(field="eventCategory", equals=["Data"]),
        _Field(field="resources.type", equals=["AWS::S3::Object"]),
    ]
    return [
        _Selector(
            name="All management events",
            field_selectors=[_Field(field="eventCategory", equals=["Management"])],
        ),
        _Selector(
            name="Objects in all buckets but the archive",
            field_selectors=[
                *objects,
                _Field(field="resources.ARN", not_starts_withs=[objects_in_archive]),
            ],
        ),
        _Selector(
            name="Reads of the archive",
            field_selectors=[
                *objects,
                _Field(field="resources.ARN", starts_withs=[objects_in_archive]),
                _Field(field="readOnly", equals=["true"]),
            ],
        ),
    ]
