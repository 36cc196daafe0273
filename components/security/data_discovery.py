"""`DataDiscovery`: Amazon Macie for the tenants that keep information worth protecting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.naming import physical_name

TAG = "DataClassification"
LEAST = 2
"""From this grade of confidentiality on, buckets are looked through."""
MOST = 3
CLASSES = tuple(f"confidentiality-{grade}" for grade in range(LEAST, MOST + 1))
SAMPLE_PERCENT = 100
MONDAY = "MONDAY"

_Definition = aws.macie2.ClassificationJobS3JobDefinitionArgs
_Criteria = aws.macie2.ClassificationJobS3JobDefinitionBucketCriteriaArgs
_Includes = aws.macie2.ClassificationJobS3JobDefinitionBucketCriteriaIncludesArgs
_And = aws.macie2.ClassificationJobS3JobDefinitionBucketCriteriaIncludesAndArgs
_Tag = aws.macie2.ClassificationJobS3JobDefinitionBucketCriteriaIncludesAndTagCriterionArgs
_Value = (
    aws.macie2.ClassificationJobS3JobDefinitionBucketCriteriaIncludesAndTagCriterionTagValueArgs
)


@dataclass(frozen=True, kw_only=True)
class Member:
    """An account that Macie takes in: its id, and the address that it is registered with."""

    account_id: pulumi.Input[str]
    email: str


@dataclass(frozen=True, kw_only=True)
class DataDiscoveryArgs:
    """What `DataDiscovery` needs: the tenants of confidentiality 2 and more, by their keys.

    `after`: what must be there before, such as the delegation.
    """

    name_prefix: str
    members: Mapping[str, Member]
    after: Sequence[pulumi.Resource] = ()


class DataDiscovery(pulumi.ComponentResource):
    """Macie in the delegated account, its members, and a weekly look at their new objects.

    One job serves all tenants: it takes buckets by their tag `DataClassification`, not by account,
    because a job's scope can't be changed, and a new tenant would replace it. Macie looks only at
    objects that are new since the last run. What it finds goes to Security Hub.

    Source: https://docs.aws.amazon.com/macie/latest/user/discovery-jobs.html
    """

    def __init__(
        self, name: str, args: DataDiscoveryArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:security:DataDiscovery", name, {}, opts)
        macie = aws.macie2.Account(
            name,
            finding_publishing_frequency="FIFTEEN_MINUTES",
            status="ENABLED",
            opts=pulumi.ResourceOptions(parent=self, depends_on=list(args.after)),
        )
        after = pulumi.ResourceOptions(parent=self, depends_on=[macie])
        aws.macie2.OrganizationConfiguration(name, auto_enable=False, opts=after)
        for key, member in args.members.items():
            aws.macie2.Member(
                f"{name}-{key}",
                account_id=member.account_id,
                email=member.email,
                status="ENABLED",
                opts=after,
            )
        aws.macie2.ClassificationJob(
            name,
            name=physical_name("config-name", args.name_prefix, "weekly"),
            description=f"Objects in buckets tagged {TAG}: {', '.join(CLASSES)}",
            job_type="SCHEDULED",
            schedule_frequency=aws.macie2.ClassificationJobScheduleFrequencyArgs(
                weekly_schedule=MONDAY
            ),
            sampling_percentage=SAMPLE_PERCENT,
            s3_job_definition=_Definition(
                bucket_criteria=_Criteria(
                    includes=_Includes(
                        ands=[
                            _And(
                                tag_criterion=_Tag(
                                    comparator="EQ",
                                    tag_values=[_Value(key=TAG, value=one) for one in CLASSES],
                                )
                            )
                        ]
                    )
                )
            ),
            opts=after,
        )
        self.register_outputs({})
