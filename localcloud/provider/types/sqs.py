"""Queues."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.types import _attributes
from localcloud.provider.vocabulary import (
    Call,
    Entry,
    Example,
    Name,
    P,
    Props,
    kept,
)

_QUEUE = {
    "delaySeconds": ("DelaySeconds", 0),
    "maxMessageSize": ("MaximumMessageSize", None),
    "messageRetentionSeconds": ("MessageRetentionPeriod", 345600),
    "receiveWaitTimeSeconds": ("ReceiveMessageWaitTimeSeconds", 0),
    "visibilityTimeoutSeconds": ("VisibilityTimeout", 30),
    "kmsMasterKeyId": ("KmsMasterKeyId", None),
    "kmsDataKeyReusePeriodSeconds": ("KmsDataKeyReusePeriodSeconds", None),
    "policy": ("Policy", None),
    "redrivePolicy": ("RedrivePolicy", None),
    "sqsManagedSseEnabled": ("SqsManagedSseEnabled", None),
}


def _wanted(context: Context) -> dict[str, str]:
    found = {
        attribute: _attributes.text(context.inputs[name]) or ""
        for name, (attribute, _) in _QUEUE.items()
        if context.inputs.get(name) is not None
    }
    return {**found, "FifoQueue": "true"} if context.inputs.get("fifoQueue") else found


def _create_queue(context: Context) -> str:
    answer = context.call(
        "create_queue",
        QueueName=context.inputs["name"],
        Attributes=_wanted(context),
        tags=context.inputs.get("tags") or None,
    )
    return str(answer["QueueUrl"])


def _update_queue(context: Context) -> None:
    fixed = {"FifoQueue"}
    wanted = {key: value for key, value in _wanted(context).items() if key not in fixed}
    context.call("set_queue_attributes", QueueUrl=context.id, Attributes=wanted)


def _number_or_text(attribute: str) -> Callable[[Props], Any]:
    def read(raw: Props) -> Any:
        value = raw.get(attribute)
        if isinstance(value, str) and value.isdigit():
            return int(value)
        return value == "true" if value in {"true", "false"} else value or None

    return read


QUEUE = Entry(
    type="aws:sqs/queue:Queue",
    service="sqs",
    inputs={
        "name": P(read=lambda raw: raw["QueueArn"].rsplit(":", 1)[-1], replace=True),
        "namePrefix": P(replace=True),
        "fifoQueue": P(read=_number_or_text("FifoQueue"), default=False, replace=True),
        **{
            name: P(
                read=_number_or_text(attribute),
                default=default,
                computed=default is None,
                compare="json" if "olicy" in name else "plain",
            )
            for name, (attribute, default) in _QUEUE.items()
        },
        **kept("contentBasedDeduplication", "deduplicationScope", "fifoThroughputLimit"),
    },
    create=_create_queue,
    read=Call("get_queue_attributes", {"QueueUrl": "$id", "AttributeNames": ["All"]}),
    at="Attributes",
    update=_update_queue,
    delete=Call("delete_queue", {"QueueUrl": "$id"}),
    outputs={"arn": "QueueArn", "url": "{id}"},
    tags=tagging.mapped(
        target={"QueueUrl": "$id"},
        tag="tag_queue",
        untag="untag_queue",
        read="list_queue_tags",
        at_key="Tags",
        tags_param="Tags",
        keys_param="TagKeys",
    ),
    name=Name(property="name", limit=80),
    example=Example(
        inputs={"name": "example", "messageRetentionSeconds": 86400, "tags": {"a": "b"}},
        change={"visibilityTimeoutSeconds": 60, "tags": {"a": "c"}},
        replace={"name": "other"},
        drift=lambda c: c.call(
            "set_queue_attributes", QueueUrl=c.id, Attributes={"MessageRetentionPeriod": "60"}
        ),
    ),
)


ENTRIES = [QUEUE]
