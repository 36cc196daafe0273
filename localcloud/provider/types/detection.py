"""GuardDuty, Security Hub, Inspector and Macie, as one account switches them on."""

from __future__ import annotations

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.errors import AwsError
from localcloud.provider.types._recorded import only
from localcloud.provider.vocabulary import Call, Entry, Example, P, Props, kept


def _read_detector(context: Context) -> Props | None:
    try:
        found: Props = context.call("get_detector", DetectorId=context.id)
    except AwsError as error:
        if "not owned by the current account" in error.message:
            return None  # GuardDuty's words for one that isn't there
        raise
    return found


DETECTOR = Entry(
    type="aws:guardduty/detector:Detector",
    service="guardduty",
    inputs={
        "enable": P("Enable", read=lambda raw: raw["Status"] == "ENABLED", default=True),
        "findingPublishingFrequency": P("FindingPublishingFrequency", computed=True),
        **kept("datasources"),
    },
    create=Call("create_detector", inputs="all"),
    id="DetectorId",
    read=_read_detector,
    update=Call("update_detector", {"DetectorId": "$id"}, inputs="mutable"),
    delete=Call("delete_detector", {"DetectorId": "$id"}),
    outputs={
        "arn": "arn:{partition}:guardduty:{region}:{account}:detector/{id}",
        "accountId": "{account}",
    },
    tags=tagging.kept_in_state(),
    example=Example(
        inputs={"enable": True, "findingPublishingFrequency": "SIX_HOURS"},
        change={"findingPublishingFrequency": "FIFTEEN_MINUTES"},
        drift=lambda c: c.call("update_detector", DetectorId=c.id, Enable=False),
    ),
)


def _enable_hub(context: Context) -> str:
    standards = context.inputs["enableDefaultStandards"]
    context.call("enable_security_hub", EnableDefaultStandards=standards)
    return context.account


def _if_subscribed(context: Context, operation: str) -> Props | None:
    """Make a call; where the account isn't subscribed, the thing isn't there."""
    try:
        found: Props = context.call(operation)
    except AwsError as error:
        if error.code == "InvalidAccessException":
            return None
        raise
    return found


def _read_hub(context: Context) -> Props | None:
    return _if_subscribed(context, "describe_hub")


def _disable_hub(context: Context) -> None:
    _if_subscribed(context, "disable_security_hub")


HUB = Entry(
    type="aws:securityhub/account:Account",
    service="securityhub",
    inputs={
        "enableDefaultStandards": P(read="", default=True, replace=True),
        "autoEnableControls": P(read="", default=True),
        "controlFindingGenerator": P(read="", computed=True),
    },
    create=_enable_hub,
    read=_read_hub,
    update=lambda _: None,  # moto keeps none of the settings
    delete=_disable_hub,
    outputs={"arn": "HubArn"},
    delete_first=True,
    example=Example(
        inputs={"enableDefaultStandards": False},
        change={"autoEnableControls": False},
        replace={"enableDefaultStandards": True},
    ),
)

_MEMBERS = "moto has no members of Macie that an administrator takes in"

ENTRIES = [
    DETECTOR,
    HUB,
    only(
        "aws:macie2/account:Account",
        "in moto Macie is on from the start",
    ),
    only(
        "aws:macie2/organizationConfiguration:OrganizationConfiguration",
        _MEMBERS,
        id="{account}",
    ),
    only(
        "aws:macie2/member:Member",
        _MEMBERS,
        id="{accountId}",
        arn="arn:{partition}:macie2:{region}:{account}:member/{accountId}",
        replace=("accountId", "email"),
        tags=True,
    ),
    only(
        "aws:macie2/classificationJob:ClassificationJob",
        "moto has no jobs of Macie",
        outputs={
            "jobArn": "arn:{partition}:macie2:{region}:{account}:classification-job/{hash}",
            "jobId": "{hash}",
        },
        name="name",
        replace=("jobType", "s3JobDefinition", "scheduleFrequency", "samplingPercentage"),
        tags=True,
    ),
    only(
        "aws:inspector2/enabler:Enabler",
        "moto scans nothing",
        replace=("resourceTypes",),
    ),
    only(
        "aws:inspector2/memberAssociation:MemberAssociation",
        "moto scans nothing",
        id="{accountId}",
        replace=("accountId",),
    ),
    only(
        "aws:inspector2/organizationConfiguration:OrganizationConfiguration",
        "moto scans nothing",
        id="{account}",
    ),
]
