"""Trails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.values import pascal
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, Tags, kept


def _read_trail(context: Context) -> Props:
    found: Props = context.call("get_trail", Name=context.inputs.get("name") or context.id)["Trail"]
    status = context.call("get_trail_status", Name=found["TrailARN"])
    return {**found, "Logging": status["IsLogging"]}


def _log(context: Context) -> None:
    on = context.inputs["enableLogging"]
    context.call("start_logging" if on else "stop_logging", Name=context.inputs["name"])


# The SDK has these lists in the plural, the API has not.
_SELECTOR = {
    "startsWiths": "StartsWith",
    "notStartsWiths": "NotStartsWith",
    "endsWiths": "EndsWith",
    "notEndsWiths": "NotEndsWith",
}


def _select(context: Context) -> None:
    name = context.inputs["name"]
    advanced = context.inputs.get("advancedEventSelectors")
    if advanced:
        selectors = pascal(advanced, _SELECTOR)
        context.call("put_event_selectors", TrailName=name, AdvancedEventSelectors=selectors)
    elif context.inputs.get("eventSelectors"):
        selectors = pascal(context.inputs["eventSelectors"])
        context.call("put_event_selectors", TrailName=name, EventSelectors=selectors)


def _trail_tags(context: Context, _: Props) -> dict[str, str]:
    found = context.call("list_tags", ResourceIdList=[context.id])["ResourceTagList"]
    return tagging.unpaired(found[0]["TagsList"]) if found else {}


def _tag_trail(context: Context, fresh: Mapping[str, str], gone: Sequence[str]) -> None:
    if gone:
        keys = [{"Key": key} for key in gone]
        context.call("remove_tags", ResourceId=context.id, TagsList=keys)
    if fresh:
        context.call("add_tags", ResourceId=context.id, TagsList=tagging.pairs(fresh))


def _create_trail(context: Context) -> str:
    answer = context.call("create_trail", **context.params())
    if context.inputs["enableLogging"]:
        context.call("start_logging", Name=context.inputs["name"])
    return str(answer["TrailARN"])


TRAIL = Entry(
    type="aws:cloudtrail/trail:Trail",
    service="cloudtrail",
    inputs={
        "name": P("Name", replace=True),
        "s3BucketName": P("S3BucketName"),
        "s3KeyPrefix": P("S3KeyPrefix"),
        "includeGlobalServiceEvents": P("IncludeGlobalServiceEvents", default=True),
        "isMultiRegionTrail": P("IsMultiRegionTrail", default=False),
        "isOrganizationTrail": P("IsOrganizationTrail", default=False),
        "enableLogFileValidation": P(
            "EnableLogFileValidation", read="LogFileValidationEnabled", default=False
        ),
        "kmsKeyId": P("KmsKeyId"),
        "cloudWatchLogsGroupArn": P("CloudWatchLogsLogGroupArn"),
        "cloudWatchLogsRoleArn": P("CloudWatchLogsRoleArn"),
        "snsTopicName": P("SnsTopicName"),
        "enableLogging": P(read="Logging", default=True, set=_log),
        "eventSelectors": P(read="", set=_select),
        "advancedEventSelectors": P(read="", set=_select),
        **kept("insightSelectors"),
    },
    create=_create_trail,
    read=_read_trail,
    update=Call("update_trail", {"Name": "$name"}, inputs="mutable"),
    # by ARN, moto does nothing and says nothing
    delete=Call("delete_trail", {"Name": "$name"}),
    outputs={"arn": "TrailARN", "homeRegion": "{region}"},
    tags=Tags(create=None, read=_trail_tags, write=_tag_trail),
    name=Name(property="name", limit=128),
    example=Example(
        inputs={
            "name": "example",
            "s3BucketName": "@aws:s3/bucketPolicy:BucketPolicy.bucket",
            "isMultiRegionTrail": True,
            "advancedEventSelectors": [
                {
                    "name": "Elsewhere",
                    "fieldSelectors": [
                        {"field": "eventCategory", "equals": ["Data"]},
                        {"field": "resources.ARN", "notStartsWiths": ["arn:aws:s3:::archive/"]},
                    ],
                }
            ],
        },
        change={
            "enableLogFileValidation": True,
            "enableLogging": False,
            "tags": {"a": "b"},
        },
        replace={"name": "other"},
        drift=lambda c: c.call("stop_logging", Name="example"),
    ),
)


ENTRIES = [TRAIL]
