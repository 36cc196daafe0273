"""Alarms, event rules and their targets."""

from __future__ import annotations

from typing import Any

from localcloud.provider import tagging
from localcloud.provider.context import Context
from localcloud.provider.values import at, document, pascal
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props, kept


def _dimensions(value: Any) -> list[Props]:
    return [{"Name": key, "Value": text} for key, text in value.items()]


def _dimensions_back(found: Any) -> Any:
    return {item["Name"]: item["Value"] for item in found} or None


_ALARM = {
    "alarmDescription": "AlarmDescription",
    "metricName": "MetricName",
    "namespace": "Namespace",
    "statistic": "Statistic",
    "extendedStatistic": "ExtendedStatistic",
    "period": "Period",
    "unit": "Unit",
    "evaluationPeriods": "EvaluationPeriods",
    "datapointsToAlarm": "DatapointsToAlarm",
    "threshold": "Threshold",
    "comparisonOperator": "ComparisonOperator",
    "evaluateLowSampleCountPercentiles": "EvaluateLowSampleCountPercentile",
    "thresholdMetricId": "ThresholdMetricId",
}
_ACTIONS = {
    "alarmActions": "AlarmActions",
    "okActions": "OKActions",
    "insufficientDataActions": "InsufficientDataActions",
}


def _number(value: Any) -> Any:
    return None if value is None else float(value)


_PUT_ALARM = Call("put_metric_alarm", inputs="all")

METRIC_ALARM = Entry(
    type="aws:cloudwatch/metricAlarm:MetricAlarm",
    service="cloudwatch",
    inputs={
        "name": P("AlarmName", replace=True),
        **{
            name: P(api, compare=_number if name == "threshold" else "plain")
            for name, api in _ALARM.items()
        },
        **{name: P(api, compare="set") for name, api in _ACTIONS.items()},
        "dimensions": P("Dimensions", to=_dimensions, back=_dimensions_back),
        "metricQueries": P("Metrics", read="", to=pascal),
        "actionsEnabled": P("ActionsEnabled", default=True),
        "treatMissingData": P("TreatMissingData", default="missing"),
    },
    create=_PUT_ALARM,
    id="{name}",
    read=Call("describe_alarms", {"AlarmNames": ["$id"]}),
    at="MetricAlarms.0",
    update=_PUT_ALARM,
    delete=Call("delete_alarms", {"AlarmNames": ["$id"]}),
    outputs={"arn": "AlarmArn"},
    tags=tagging.listed(
        target={"ResourceARN": "$arn"}, read="list_tags_for_resource", create="Tags"
    ),
    name=Name(property="name", limit=255),
    example=Example(
        inputs={
            "name": "example",
            "comparisonOperator": "GreaterThanThreshold",
            "evaluationPeriods": 1,
            "metricName": "Errors",
            "namespace": "example",
            "period": 300,
            "statistic": "Sum",
            "threshold": 1,
            "dimensions": {"Group": "example"},
            "alarmActions": ["@aws:sns/topic:Topic.arn"],
        },
        change={"threshold": 5, "tags": {"a": "b"}},
        replace={"name": "other"},
        drift=lambda c: c.run(
            Call(
                "put_metric_alarm",
                {
                    "AlarmName": "$name",
                    "ComparisonOperator": "LessThanThreshold",
                    "EvaluationPeriods": 1,
                    "MetricName": "Errors",
                    "Namespace": "example",
                    "Period": 300,
                    "Statistic": "Sum",
                    "Threshold": 1,
                },
            )
        ),
    ),
)


def _state(context: Context) -> str:
    given = context.inputs
    if given.get("state"):
        return str(given["state"])
    return "DISABLED" if given.get("isEnabled") is False else "ENABLED"


def _put_rule(context: Context) -> str:
    """Put the rule with its tags at creation only: AWS ignores them later."""
    tags = tagging.pairs(context.inputs.get("tags") or {})
    new = not context.id
    extra = {"Tags": tags} if tags and new else {}
    context.call("put_rule", **context.params(), State=_state(context), **extra)
    return _rule_id(context.inputs)


def _rule_id(inputs: Props) -> str:
    bus = inputs.get("eventBusName") or "default"
    return str(inputs["name"]) if bus == "default" else f"{bus}/{inputs['name']}"


def _read_rule(context: Context) -> Props:
    bus, _, name = context.id.rpartition("/")
    found: Props = context.call("describe_rule", Name=name, EventBusName=bus or None)
    return found


EVENT_RULE = Entry(
    type="aws:cloudwatch/eventRule:EventRule",
    service="events",
    inputs={
        "name": P("Name", replace=True),
        "namePrefix": P(replace=True),
        "eventBusName": P("EventBusName", default="default", replace=True),
        "description": P("Description"),
        "eventPattern": P("EventPattern", to=document, compare="json"),
        "scheduleExpression": P("ScheduleExpression"),
        "roleArn": P("RoleArn"),
        "state": P(read="State", computed=True),
        "isEnabled": P(read=lambda raw: raw["State"] == "ENABLED", computed=True),
        **kept("forceDestroy"),
    },
    create=_put_rule,
    read=_read_rule,
    update=_put_rule,
    delete=Call("delete_rule", {"Name": "$name", "EventBusName": "$eventBusName"}),
    outputs={"arn": "Arn"},
    tags=tagging.listed(target={"ResourceARN": "$arn"}, read="list_tags_for_resource"),
    name=Name(property="name", limit=64),
    identity=("eventBusName",),
    example=Example(
        inputs={"name": "example", "eventPattern": '{"source":["aws.guardduty"]}'},
        change={"description": "changed", "state": "DISABLED", "tags": {"a": "b"}},
        replace={"name": "other"},
    ),
)


def _target(context: Context) -> Props:
    given = context.inputs
    transformer = given.get("inputTransformer")
    block = {
        "Id": given["targetId"],
        "Arn": given["arn"],
        "RoleArn": given.get("roleArn"),
        "Input": given.get("input"),
        "InputPath": given.get("inputPath"),
        "InputTransformer": transformer
        and {
            "InputPathsMap": transformer.get("inputPaths") or {},
            "InputTemplate": transformer["inputTemplate"],
        },
        "DeadLetterConfig": pascal(given.get("deadLetterConfig")),
        "RetryPolicy": pascal(given.get("retryPolicy")),
    }
    return {key: value for key, value in block.items() if value is not None}


def _put_target(context: Context) -> str:
    given = context.inputs
    bus = given["eventBusName"]
    context.call("put_targets", Rule=given["rule"], EventBusName=bus, Targets=[_target(context)])
    start = "" if bus == "default" else f"{bus}-"
    return f"{start}{given['rule']}-{given['targetId']}"


def _read_target(context: Context) -> Props | None:
    given = context.inputs
    answer = context.call(
        "list_targets_by_rule", Rule=given["rule"], EventBusName=given["eventBusName"]
    )
    return next((t for t in answer["Targets"] if t["Id"] == given["targetId"]), None)


def _transformer(raw: Props) -> Any:
    found = at(raw, "InputTransformer")
    if not found:
        return None
    return {"inputPaths": found.get("InputPathsMap"), "inputTemplate": found["InputTemplate"]}


EVENT_TARGET = Entry(
    type="aws:cloudwatch/eventTarget:EventTarget",
    service="events",
    inputs={
        "rule": P(read="", replace=True),
        "targetId": P(read="Id", replace=True),
        "eventBusName": P(read="", default="default", replace=True),
        "arn": P(read="Arn"),
        "roleArn": P(read="RoleArn"),
        "input": P(read="Input"),
        "inputPath": P(read="InputPath"),
        "inputTransformer": P(read=_transformer),
        **kept("deadLetterConfig", "retryPolicy", "forceDestroy"),
    },
    create=_put_target,
    read=_read_target,
    update=_put_target,
    delete=Call(
        "remove_targets",
        {"Rule": "$rule", "EventBusName": "$eventBusName", "Ids": ["$targetId"]},
    ),
    name=Name(property="targetId", limit=64),
    identity=("rule", "eventBusName"),
    importable=False,
    example=Example(
        inputs={
            "rule": "@aws:cloudwatch/eventRule:EventRule.name",
            "targetId": "example",
            "arn": "@aws:sns/topic:Topic.arn",
        },
        change={"input": '{"a":1}'},
        replace={"targetId": "other"},
    ),
)

ENTRIES = [METRIC_ALARM, EVENT_RULE, EVENT_TARGET]
