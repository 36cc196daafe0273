"""Delivery streams to S3."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.values import at, pascal, same
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props

_NAMES = {
    "bufferingInterval": "IntervalInSeconds",
    "bufferingSize": "SizeInMBs",
    "roleArn": "RoleARN",
    "bucketArn": "BucketARN",
}


def _to_s3(value: Any) -> Props:
    """Nest what is flat in the property: buffering, the key and logging."""
    block = dict(value)
    hints = {_NAMES[k]: block.pop(k) for k in ("bufferingInterval", "bufferingSize") if k in block}
    key = block.pop("kmsKeyArn", None)
    logging = block.pop("cloudwatchLoggingOptions", None)
    processing = block.pop("processingConfiguration", None)
    params: Props = pascal(block, _NAMES)
    if hints:
        params["BufferingHints"] = hints
    if key:
        params["EncryptionConfiguration"] = {"KMSEncryptionConfig": {"AWSKMSKeyARN": key}}
    if logging:
        params["CloudWatchLoggingOptions"] = pascal(logging)
    if processing:
        params["ProcessingConfiguration"] = pascal(processing)
    return params


def _read_stream(context: Context) -> Props:
    name = context.inputs.get("name") or context.id.rsplit("/", 1)[-1]
    answer: Props = context.call("describe_delivery_stream", DeliveryStreamName=name)
    return answer["DeliveryStreamDescription"]


def _s3(raw: Props) -> Any:
    """Return the parts of the S3 block that moto gives back."""
    there = at(raw, "Destinations.0.ExtendedS3DestinationDescription")
    if not there:
        return None
    hints = there.get("BufferingHints") or {}
    block = {
        "bucketArn": there.get("BucketARN"),
        "roleArn": there.get("RoleARN"),
        "prefix": there.get("Prefix"),
        "errorOutputPrefix": there.get("ErrorOutputPrefix"),
        "compressionFormat": there.get("CompressionFormat"),
        "bufferingInterval": hints.get("IntervalInSeconds"),
        "bufferingSize": hints.get("SizeInMBs"),
        "kmsKeyArn": at(there, "EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN"),
        "customTimeZone": there.get("CustomTimeZone"),
        "fileExtension": there.get("FileExtension"),
    }
    return {key: value for key, value in block.items() if value is not None}


_DEFAULTS = {"compressionFormat": "UNCOMPRESSED", "bufferingInterval": 300, "bufferingSize": 5}


def _comparable(value: Any) -> Any:
    """Return the parts that read back, with AWS's defaults."""
    untold = ("cloudwatchLoggingOptions", "processingConfiguration", "s3BackupMode")
    return {**_DEFAULTS, **{k: v for k, v in (value or {}).items() if k not in untold and v}}


def _update(context: Context) -> None:
    raw = _read_stream(context)
    old, new = context.old["extendedS3Configuration"], context.inputs["extendedS3Configuration"]
    if not same(old, new):
        context.call(
            "update_destination",
            DeliveryStreamName=context.inputs["name"],
            CurrentDeliveryStreamVersionId=raw["VersionId"],
            DestinationId=raw["Destinations"][0]["DestinationId"],
            ExtendedS3DestinationUpdate=_to_s3({**_DEFAULTS, **new}),
        )


def _encrypt(context: Context) -> None:
    block: Props = context.inputs.get("serverSideEncryption") or {}
    name = context.inputs["name"]
    if not block.get("enabled"):
        context.call("stop_delivery_stream_encryption", DeliveryStreamName=name)
        return
    wanted = {"KeyType": block.get("keyType") or "AWS_OWNED_CMK", "KeyARN": block.get("keyArn")}
    context.call(
        "start_delivery_stream_encryption",
        DeliveryStreamName=name,
        DeliveryStreamEncryptionConfigurationInput={k: v for k, v in wanted.items() if v},
    )


STREAM = Entry(
    type="aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    service="firehose",
    inputs={
        "name": P("DeliveryStreamName", replace=True),
        "destination": P(read="", replace=True),
        "extendedS3Configuration": P(
            "ExtendedS3DestinationConfiguration", read=_s3, to=_to_s3, compare=_comparable
        ),
        "serverSideEncryption": P(read="", set=_encrypt),
        "kinesisSourceConfiguration": P(
            "KinesisStreamSourceConfiguration", read="", to=pascal, replace=True
        ),
    },
    create=Call("create_delivery_stream", inputs="all"),
    id="DeliveryStreamARN",
    read=_read_stream,
    update=_update,
    delete=Call("delete_delivery_stream", {"DeliveryStreamName": "$name"}),
    outputs={
        "arn": "DeliveryStreamARN",
        "versionId": "VersionId",
        "destinationId": "Destinations.0.DestinationId",
    },
    tags=tagging.listed(
        target={"DeliveryStreamName": "$name"},
        tag="tag_delivery_stream",
        untag="untag_delivery_stream",
        read="list_tags_for_delivery_stream",
    ),
    name=Name(property="name", limit=64),
    example=Example(
        inputs={
            "name": "example",
            "destination": "extended_s3",
            "extendedS3Configuration": {
                "bucketArn": "@aws:s3/bucket:Bucket.arn",
                "roleArn": "@aws:iam/role:Role.arn",
                "prefix": "logs/",
                "bufferingInterval": 60,
            },
            "tags": {"a": "b"},
        },
        change={
            "extendedS3Configuration": {
                "bucketArn": "@aws:s3/bucket:Bucket.arn",
                "roleArn": "@aws:iam/role:Role.arn",
                "prefix": "other/",
            },
            "tags": {"a": "c"},
        },
        replace={"name": "other"},
    ),
)

ENTRIES = [STREAM]
