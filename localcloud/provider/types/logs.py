"""Log groups and where their events go."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.values import document
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, Recorded, kept


def _group_arn(context: Context) -> str:
    return f"arn:aws:logs:{context.region}:{context.account}:log-group:{context.id}"


def _read_group(context: Context) -> Props | None:
    answer = context.call("describe_log_groups", logGroupNamePrefix=context.id)
    found = next((g for g in answer["logGroups"] if g["logGroupName"] == context.id), None)
    return None if found is None else {**found, "bareArn": _group_arn(context)}


def _set_retention(context: Context) -> None:
    days = context.inputs.get("retentionInDays")
    if days:
        context.call("put_retention_policy", logGroupName=context.id, retentionInDays=days)
    else:
        context.call("delete_retention_policy", logGroupName=context.id)


LOG_GROUP = Entry(
    type="aws:cloudwatch/logGroup:LogGroup",
    service="logs",
    inputs={
        "name": P("logGroupName", replace=True),
        "namePrefix": P(replace=True),
        # moto has no later change of the key, so here it replaces
        "kmsKeyId": P("kmsKeyId", replace=True),
        "logGroupClass": P("logGroupClass", read="", default="STANDARD", replace=True),
        "retentionInDays": P(read="retentionInDays", default=0, set=_set_retention),
        **kept("skipDestroy", "deletionProtectionEnabled"),
    },
    create=Call("create_log_group", inputs="all"),
    id="{name}",
    read=_read_group,
    delete=Call("delete_log_group", {"logGroupName": "$id"}),
    outputs={"arn": "bareArn"},
    tags=tagging.mapped(
        target={"resourceArn": "$arn"}, read="list_tags_for_resource", at_key="tags"
    ),
    name=Name(property="name", limit=512),
    example=Example(
        inputs={"name": "/example/app", "retentionInDays": 365, "tags": {"a": "b"}},
        change={"retentionInDays": 731, "tags": {"a": "c"}},
        replace={"kmsKeyId": "@aws:kms/key:Key.arn"},
        drift=lambda c: c.call("put_retention_policy", logGroupName=c.id, retentionInDays=7),
    ),
)


def _group_name(value: Any) -> str:
    """Return a log group is named by its name or its ARN."""
    text = str(value)
    return text.split(":log-group:")[-1].removesuffix(":*") if text.startswith("arn:") else text


def _read_subscription(context: Context) -> Props | None:
    group = _group_name(context.inputs["logGroup"])
    found = context.call("describe_subscription_filters", logGroupName=group)
    wanted = context.inputs["name"]
    return next((f for f in found["subscriptionFilters"] if f["filterName"] == wanted), None)


_PUT_SUBSCRIPTION = Call("put_subscription_filter", inputs="all")

SUBSCRIPTION_FILTER = Entry(
    type="aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
    service="logs",
    inputs={
        "name": P("filterName", replace=True),
        "logGroup": P("logGroupName", to=_group_name, compare=_group_name, replace=True),
        "destinationArn": P("destinationArn", replace=True),
        "filterPattern": P("filterPattern"),
        "roleArn": P("roleArn", computed=True),
        "distribution": P("distribution", default="ByLogStream"),
        **kept("applyOnTransformedLogs", "emitSystemFields"),
    },
    create=_PUT_SUBSCRIPTION,
    id="{logGroup}|{name}",
    read=_read_subscription,
    update=_PUT_SUBSCRIPTION,
    delete=Call("delete_subscription_filter", {"logGroupName": "$logGroup", "filterName": "$name"}),
    name=Name(property="name", limit=512),
    identity=("logGroup",),
    recorded=Recorded(
        reason="to a log destination: moto subscribes to Firehose, Kinesis and Lambda only",
        when=lambda inputs: ":destination:" in str(inputs.get("destinationArn", ":destination:")),
    ),
    example=Example(
        inputs={
            "name": "example",
            "logGroup": "@aws:cloudwatch/logGroup:LogGroup.name",
            "destinationArn": "@aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream.arn",
            "filterPattern": "",
            "roleArn": "@aws:iam/role:Role.arn",
        },
        change={"filterPattern": "ERROR"},
        replace={"name": "other"},
    ),
)


def _read_destination(context: Context) -> Props | None:
    name = context.id
    found = context.call("describe_destinations", DestinationNamePrefix=name)["destinations"]
    return next((item for item in found if item["destinationName"] == name), None)


_PUT_DESTINATION = Call("put_destination", inputs="all")

DESTINATION = Entry(
    type="aws:cloudwatch/logDestination:LogDestination",
    service="logs",
    inputs={
        "name": P("destinationName", replace=True),
        "roleArn": P("roleArn"),
        "targetArn": P("targetArn"),
    },
    create=_PUT_DESTINATION,
    id="{name}",
    read=_read_destination,
    update=_PUT_DESTINATION,
    delete=Call("delete_destination", {"destinationName": "$id"}),
    outputs={"arn": "arn"},
    tags=tagging.mapped(
        target={"resourceArn": "$arn"}, read="list_tags_for_resource", at_key="tags"
    ),
    identity=("name",),
    example=Example(
        inputs={
            "name": "example",
            "roleArn": "@aws:iam/role:Role.arn",
            "targetArn": "@aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream.arn",
        },
        change={"tags": {"a": "b"}},
        replace={"name": "other"},
    ),
)


def _read_destination_policy(context: Context) -> Props | None:
    found = _read_destination(context)
    return found if found and found.get("accessPolicy") else None


_PUT_POLICY = Call("put_destination_policy", {"destinationName": "$destinationName"}, inputs="all")

DESTINATION_POLICY = Entry(
    type="aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy",
    service="logs",
    inputs={
        "destinationName": P("destinationName", replace=True),
        "accessPolicy": P("accessPolicy", to=document, compare="json"),
        **kept("forceUpdate"),
    },
    create=_PUT_POLICY,
    id="{destinationName}",
    read=_read_destination_policy,
    update=_PUT_POLICY,
    delete=lambda _: None,  # AWS has no call for it: it goes with the destination
    identity=("destinationName",),
    example=Example(
        inputs={
            "destinationName": "@aws:cloudwatch/logDestination:LogDestination.name",
            "accessPolicy": '{"Version":"2012-10-17","Statement":[]}',
        },
        change={"accessPolicy": '{"Version":"2012-10-17","Statement":[{"Effect":"Deny"}]}'},
    ),
)


def _transformation(value: Any) -> list[Props]:
    names = {"name": "metricName", "namespace": "metricNamespace", "value": "metricValue"}
    block: Props = {names.get(key) or key: item for key, item in value.items() if item is not None}
    if "defaultValue" in block:
        block["defaultValue"] = float(block["defaultValue"])
    return [block]


def _transformed(raw: Props) -> Props:
    block = raw["metricTransformations"][0]
    names = {"metricName": "name", "metricNamespace": "namespace", "metricValue": "value"}
    found: Props = {names.get(key) or key: item for key, item in block.items()}
    return found


def _normal_transformation(value: Any) -> Any:
    block = {key: item for key, item in (value or {}).items() if item is not None}
    default = block.pop("defaultValue", None)
    block.setdefault("unit", "None")
    return {**block, "defaultValue": None if default is None else float(default)}


def _read_metric_filter(context: Context) -> Props | None:
    group = context.inputs["logGroupName"]
    found = context.call("describe_metric_filters", logGroupName=group)["metricFilters"]
    return next((f for f in found if f["filterName"] == context.inputs["name"]), None)


_PUT_METRIC = Call("put_metric_filter", inputs="all")
_DELETE_METRIC = Call(
    "delete_metric_filter", {"logGroupName": "$logGroupName", "filterName": "$name"}
)


def _replace_metric_filter(context: Context) -> None:
    """Remove it first: moto doesn't overwrite."""
    context.run(_DELETE_METRIC)
    context.run(_PUT_METRIC)


METRIC_FILTER = Entry(
    type="aws:cloudwatch/logMetricFilter:LogMetricFilter",
    service="logs",
    inputs={
        "name": P("filterName", replace=True),
        "logGroupName": P("logGroupName", replace=True),
        "pattern": P("filterPattern"),
        "metricTransformation": P(
            "metricTransformations",
            read=_transformed,
            to=_transformation,
            compare=_normal_transformation,
        ),
        **kept("applyOnTransformedLogs"),
    },
    create=_PUT_METRIC,
    id="{logGroupName}:{name}",
    read=_read_metric_filter,
    update=_replace_metric_filter,
    delete=_DELETE_METRIC,
    name=Name(property="name", limit=512),
    identity=("logGroupName",),
    example=Example(
        inputs={
            "name": "example",
            "logGroupName": "@aws:cloudwatch/logGroup:LogGroup.name",
            "pattern": "ERROR",
            "metricTransformation": {"name": "errors", "namespace": "example", "value": "1"},
        },
        change={"pattern": "WARN"},
        replace={"name": "other"},
    ),
)

ENTRIES = [LOG_GROUP, SUBSCRIPTION_FILTER, DESTINATION, DESTINATION_POLICY, METRIC_FILTER]
