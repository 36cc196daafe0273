"""The automation that starts one server, unless it is a public holiday.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

from typing import Any

import pulumi


def start_on_workdays(calendar_arn: pulumi.Input[str]) -> pulumi.Output[str]:
    """Return the document as JSON: ask the calendar, and start the server if it is open.

    A holiday ends the automation as a success, so that no alarm tells of it.
    """
    steps: list[dict[str, Any]] = [
        {
            "name": "calendar",
            "action": "aws:executeAwsApi",
            "inputs": {
                "Service": "ssm",
                "Api": "GetCalendarState",
                "CalendarNames": [calendar_arn],
            },
            "outputs": [{"Name": "State", "Selector": "$.State", "Type": "String"}],
            "nextStep": "workday",
        },
        {
            "name": "workday",
            "action": "aws:branch",
            "inputs": {
                "Choices": [
                    {
                        "NextStep": "start",
                        "Variable": "{{ calendar.State }}",
                        "StringEquals": "OPEN",
                    }
                ]
            },
            "isEnd": True,
        },
        {
            "name": "start",
            "action": "aws:changeInstanceState",
            "inputs": {"InstanceIds": ["{{ InstanceId }}"], "DesiredState": "running"},
            "isEnd": True,
        },
    ]
    return pulumi.Output.json_dumps(
        {
            "schemaVersion": "0.3",
            "description": "Starts a server, unless today is a public holiday in Japan.",
            "assumeRole": "{{ AutomationAssumeRole }}",
            "parameters": {
                "AutomationAssumeRole": {"type": "AWS::IAM::Role::Arn"},
                "InstanceId": {"type": "AWS::EC2::Instance::Id"},
            },
            "mainSteps": steps,
        }
    )
