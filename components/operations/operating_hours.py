"""`OperatingHours`: a tenant's servers, started and stopped by the clock in Japan."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pulumi
import pulumi_aws as aws

from components.iam_policy import Statement, document, trust
from components.operations.holiday_calendar import change_calendar
from components.operations.start_document import start_on_workdays
from tenancy.holidays import weekday_holidays
from tenancy.naming import physical_name
from tenancy.plan import HoursPlan

TIMEZONE = "Asia/Tokyo"
# EventBridge Scheduler calls Systems Manager by itself, so no function is in between:
# https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
START_AUTOMATION = "arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution"
STOP_DOCUMENT = "AWS-StopEC2Instance"
START_DOCUMENT = "AWS-StartEC2Instance"
DAYS = {"every-day": "*", "weekdays": "MON-FRI"}
EACH_HOUR = "rate(1 hour)"


@dataclass(frozen=True, kw_only=True)
class OperatingHoursArgs:
    """What `OperatingHours` needs.

    `server_tag` is the tag, key and value, of the servers that are meant. `automation_role_arn` is
    the role that starts and stops them. `suspended`: nothing is started, and what runs is stopped.
    """

    tenant_name: str
    plan: HoursPlan
    server_tag: tuple[str, str]
    account_id: pulumi.Input[str]
    region: str
    automation_role_arn: pulumi.Input[str]
    suspended: bool


class OperatingHours(pulumi.ComponentResource):
    """Schedules that start servers when the hours begin and stop them when they end.

    `weekdays` are Monday to Friday without Japan's public holidays: on those the start is left
    out, by a change calendar that covers the system's period of use. The stop always happens, so
    that a server that somebody started by hand doesn't run through a weekend.

    A suspended tenant has one schedule only: what runs is stopped, each hour.

    It has no outputs.
    """

    def __init__(
        self, name: str, args: OperatingHoursArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:operations:OperatingHours", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        self._args = args
        scheduler = aws.iam.Role(
            name,
            name=physical_name("iam-role", args.tenant_name, "schedules"),
            assume_role_policy=trust("scheduler.amazonaws.com", source_account=args.account_id),
            opts=child,
        )
        self._scheduler_arn = scheduler.arn
        may_start: list[pulumi.Input[str]] = [self._automation(STOP_DOCUMENT)]
        if args.suspended:
            self._schedule("stop", EACH_HOUR, STOP_DOCUMENT)
        else:
            self._schedule("stop", _cron(args.plan, args.plan.end), STOP_DOCUMENT)
            start: pulumi.Input[str] = START_DOCUMENT
            if args.plan.days == "weekdays":
                start = self._start_document().name
            may_start.append(self._automation(start))
            self._schedule("start", _cron(args.plan, args.plan.start), start)
        aws.iam.RolePolicy(
            name,
            name="start-automations",
            role=scheduler.id,
            policy=document(
                Statement(
                    sid="StartAndStop",
                    actions=("ssm:StartAutomationExecution",),
                    resources=tuple(may_start),
                ),
                Statement(
                    sid="HandOverTheRole",
                    actions=("iam:PassRole",),
                    resources=(args.automation_role_arn,),
                    conditions={"StringEquals": {"iam:PassedToService": "ssm.amazonaws.com"}},
                ),
            ),
            opts=child,
        )
        self.register_outputs({})

    def _start_document(self) -> aws.ssm.Document:
        plan = self._args.plan
        holidays = weekday_holidays(
            date.fromisoformat(plan.first_day), date.fromisoformat(plan.last_day)
        )
        child = pulumi.ResourceOptions(parent=self)
        calendar = aws.ssm.Document(
            "holidays",
            name=physical_name("ssm-document", self._args.tenant_name, "holidays"),
            document_type="ChangeCalendar",
            document_format="TEXT",
            content=change_calendar(holidays),
            opts=child,
        )
        return aws.ssm.Document(
            "start",
            name=physical_name("ssm-document", self._args.tenant_name, "start"),
            document_type="Automation",
            document_format="JSON",
            content=start_on_workdays(calendar.arn),
            opts=child,
        )

    def _automation(self, name: pulumi.Input[str]) -> pulumi.Input[str]:
        """Return the ARN that IAM knows an automation by; AWS's own belong to no account."""
        owner: pulumi.Input[str] = self._args.account_id
        if name in (START_DOCUMENT, STOP_DOCUMENT):
            owner = ""
        return pulumi.Output.format(
            "arn:aws:ssm:{0}:{1}:automation-definition/{2}:*", self._args.region, owner, name
        )

    def _schedule(self, purpose: str, expression: str, automation: pulumi.Input[str]) -> None:
        key, value = self._args.server_tag
        call: dict[str, Any] = {
            "DocumentName": automation,
            "TargetParameterName": "InstanceId",
            "Targets": [{"Key": f"tag:{key}", "Values": [value]}],
            "MaxConcurrency": "10",
            "MaxErrors": "100%",
            "Parameters": {"AutomationAssumeRole": [self._args.automation_role_arn]},
        }
        aws.scheduler.Schedule(
            purpose,
            name=physical_name("schedule", self._args.tenant_name, purpose),
            schedule_expression=expression,
            schedule_expression_timezone=TIMEZONE,
            flexible_time_window=aws.scheduler.ScheduleFlexibleTimeWindowArgs(mode="OFF"),
            target=aws.scheduler.ScheduleTargetArgs(
                arn=START_AUTOMATION,
                role_arn=self._scheduler_arn,
                input=pulumi.Output.json_dumps(call),
            ),
            opts=pulumi.ResourceOptions(parent=self),
        )


def _cron(plan: HoursPlan, time: str) -> str:
    """Return when a schedule fires: minutes, hours, any day of the month, months, weekdays, years.

    24:00 is midnight, when the next day has begun: after Friday's hours it is Saturday.
    """
    hour, minute = map(int, time.split(":"))
    days = DAYS[plan.days]
    if hour == 24:
        hour, days = 0, "TUE-SAT" if plan.days == "weekdays" else "*"
    return f"cron({minute} {hour} ? * {days} *)"
