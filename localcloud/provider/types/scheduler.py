"""Schedules of EventBridge Scheduler."""

from __future__ import annotations

from typing import Any

from localcloud.provider.context import Context
from localcloud.provider.values import camel, pascal
from localcloud.provider.vocabulary import Call, Entry, Example, Name, P, Props


def _read(context: Context) -> Props:
    group, _, name = context.id.partition("/")
    found: Props = context.call("get_schedule", GroupName=group, Name=name)
    return found


def _target(found: Any) -> Any:
    """Return the target as the property has it, without the retries that AWS fills in."""
    block = camel(found)
    retry = block.get("retryPolicy")
    if retry == {"maximumEventAgeInSeconds": 86400, "maximumRetryAttempts": 185}:
        del block["retryPolicy"]
    return block


SCHEDULE = Entry(
    type="aws:scheduler/schedule:Schedule",
    service="scheduler",
    inputs={
        "name": P("Name", replace=True),
        "namePrefix": P(replace=True),
        "groupName": P("GroupName", default="default", replace=True),
        "description": P("Description"),
        "scheduleExpression": P("ScheduleExpression"),
        "scheduleExpressionTimezone": P("ScheduleExpressionTimezone", default="UTC"),
        "flexibleTimeWindow": P("FlexibleTimeWindow", to=pascal, back=camel),
        "target": P("Target", to=pascal, back=_target),
        "state": P("State", default="ENABLED"),
        "kmsKeyArn": P("KmsKeyArn"),
        "startDate": P("StartDate"),
        "endDate": P("EndDate"),
        "actionAfterCompletion": P("ActionAfterCompletion", computed=True),
    },
    create=Call("create_schedule", inputs="all"),
    id="{groupName}/{name}",
    read=_read,
    update=Call("update_schedule", inputs="all"),
    delete=Call("delete_schedule", {"GroupName": "$groupName", "Name": "$name"}),
    outputs={"arn": "Arn"},
    name=Name(property="name", limit=64),
    identity=("groupName",),
    example=Example(
        inputs={
            "name": "example",
            "scheduleExpression": "cron(0 8 ? * MON-FRI *)",
            "scheduleExpressionTimezone": "Asia/Tokyo",
            "flexibleTimeWindow": {"mode": "OFF"},
            "target": {
                "arn": "arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution",
                "roleArn": "@aws:iam/role:Role.arn",
                "input": '{"DocumentName":"example"}',
            },
        },
        change={"state": "DISABLED"},
        replace={"name": "other"},
    ),
)

ENTRIES = [SCHEDULE]
