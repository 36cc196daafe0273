"""AWS Config: recorders, where they deliver, and aggregators."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.values import camel
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, kept

_GROUP = {
    "allSupported": "allSupported",
    "includeGlobalResourceTypes": "includeGlobalResourceTypes",
    "resourceTypes": "resourceTypes",
}


def _recorder(context: Context) -> Props:
    given = context.inputs
    group = {
        api: given["recordingGroup"][name]
        for name, api in _GROUP.items()
        if name in (given.get("recordingGroup") or {})
    }
    block = {"name": given["name"], "roleARN": given["roleArn"], "recordingGroup": group or None}
    return {key: value for key, value in block.items() if value is not None}


def _put_recorder(context: Context) -> str:
    context.call("put_configuration_recorder", ConfigurationRecorder=_recorder(context))
    return str(context.inputs["name"])


def _group_back(raw: Props) -> Any:
    found = raw.get("recordingGroup") or {}
    return {name: found[api] for name, api in _GROUP.items() if found.get(api)}


RECORDER = Entry(
    type="aws:cfg/recorder:Recorder",
    service="config",
    inputs={
        "name": P(read="name", replace=True, default="default"),
        "roleArn": P(read="roleARN"),
        "recordingGroup": P(read=_group_back, computed=True),
        **kept("recordingMode"),
    },
    create=_put_recorder,
    read=Call("describe_configuration_recorders", {"ConfigurationRecorderNames": ["$id"]}),
    at="ConfigurationRecorders.0",
    update=_put_recorder,
    delete=Call("delete_configuration_recorder", {"ConfigurationRecorderName": "$id"}),
    delete_first=True,
    identity=("name",),
    example=Example(
        inputs={"name": "example", "roleArn": "@aws:iam/role:Role.arn"},
        change={"recordingGroup": {"allSupported": True, "includeGlobalResourceTypes": True}},
        replace={"name": "other"},
    ),
)


def _switch(context: Context) -> str:
    on = context.inputs["isEnabled"]
    name = context.inputs["name"]
    operation = "start_configuration_recorder" if on else "stop_configuration_recorder"
    context.call(operation, ConfigurationRecorderName=name)
    return str(name)


RECORDER_STATUS = Entry(
    type="aws:cfg/recorderStatus:RecorderStatus",
    service="config",
    inputs={
        "name": P(read="name", replace=True, default="default"),
        "isEnabled": P(read="recording"),
    },
    create=_switch,
    read=Call("describe_configuration_recorder_status", {"ConfigurationRecorderNames": ["$id"]}),
    at="ConfigurationRecordersStatus.0",
    update=_switch,
    delete=Call("stop_configuration_recorder", {"ConfigurationRecorderName": "$id"}),
    identity=("name",),
    example=Example(
        inputs={
            # A recorder is started only where it can deliver.
            "name": "@aws:cfg/deliveryChannel:DeliveryChannel.name",
            "isEnabled": True,
        },
        change={"isEnabled": False},
        drift=lambda c: c.call("stop_configuration_recorder", ConfigurationRecorderName=c.id),
    ),
)


def _put_channel(context: Context) -> str:
    given = context.inputs
    often = (given.get("snapshotDeliveryProperties") or {}).get("deliveryFrequency")
    block = {
        "name": given["name"],
        "s3BucketName": given["s3BucketName"],
        "s3KeyPrefix": given.get("s3KeyPrefix"),
        "s3KmsKeyArn": given.get("s3KmsKeyArn"),
        "snsTopicARN": given.get("snsTopicArn"),
        "configSnapshotDeliveryProperties": {"deliveryFrequency": often} if often else None,
    }
    channel = {key: value for key, value in block.items() if value is not None}
    context.call("put_delivery_channel", DeliveryChannel=channel)
    return str(given["name"])


def _often(raw: Props) -> Any:
    found = raw.get("configSnapshotDeliveryProperties")
    return camel(found) if found else None


DELIVERY_CHANNEL = Entry(
    type="aws:cfg/deliveryChannel:DeliveryChannel",
    service="config",
    inputs={
        "name": P(read="name", replace=True, default="default"),
        "s3BucketName": P(read="s3BucketName"),
        "s3KeyPrefix": P(read="s3KeyPrefix"),
        "s3KmsKeyArn": P(read="s3KmsKeyArn"),
        "snsTopicArn": P(read="snsTopicARN"),
        "snapshotDeliveryProperties": P(read=_often),
    },
    create=_put_channel,
    read=Call("describe_delivery_channels", {"DeliveryChannelNames": ["$id"]}),
    at="DeliveryChannels.0",
    update=_put_channel,
    delete=Call("delete_delivery_channel", {"DeliveryChannelName": "$id"}),
    delete_first=True,
    identity=("name",),
    example=Example(
        inputs={
            "name": "@aws:cfg/recorder:Recorder.name",
            "s3BucketName": "@aws:s3/bucket:Bucket.id",
            "s3KeyPrefix": "configuration",
        },
        change={"snapshotDeliveryProperties": {"deliveryFrequency": "Six_Hours"}},
        replace={"name": "other"},
    ),
)


def _source(value: Any) -> Props:
    names = {"roleArn": "RoleArn", "allRegions": "AllAwsRegions", "regions": "AwsRegions"}
    return {api: value[name] for name, api in names.items() if value.get(name)}


def _source_back(raw: Props) -> Any:
    found = raw.get("OrganizationAggregationSource")
    if not found:
        return None
    names = {"RoleArn": "roleArn", "AllAwsRegions": "allRegions", "AwsRegions": "regions"}
    return {name: found[api] for api, name in names.items() if found.get(api)}


_PUT_AGGREGATOR = Call("put_configuration_aggregator", inputs="all")

AGGREGATOR = Entry(
    type="aws:cfg/configurationAggregator:ConfigurationAggregator",
    service="config",
    inputs={
        "name": P("ConfigurationAggregatorName", replace=True),
        "organizationAggregationSource": P(
            "OrganizationAggregationSource", read=_source_back, to=_source
        ),
        **kept("accountAggregationSource"),
    },
    create=_PUT_AGGREGATOR,
    id="{name}",
    read=Call("describe_configuration_aggregators", {"ConfigurationAggregatorNames": ["$id"]}),
    at="ConfigurationAggregators.0",
    update=_PUT_AGGREGATOR,
    delete=Call("delete_configuration_aggregator", {"ConfigurationAggregatorName": "$id"}),
    outputs={"arn": "ConfigurationAggregatorArn"},
    tags=tagging.listed(
        target={"ResourceArn": "$arn"}, read="list_tags_for_resource", create="Tags"
    ),
    name=Name(property="name", limit=256),
    example=Example(
        inputs={
            "name": "example",
            "organizationAggregationSource": {
                "roleArn": "@aws:iam/role:Role.arn",
                "allRegions": True,
            },
        },
        change={"tags": {"a": "b"}},
        replace={"name": "other"},
    ),
)

ENTRIES = [RECORDER, RECORDER_STATUS, DELIVERY_CHANNEL, AGGREGATOR]
