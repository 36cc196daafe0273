"""Proves what keeps a tenant running: backups, hours, patches, alarms. No engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from components.operations.holiday_calendar import change_calendar
from components.operations.tenant_operations import TenantOperations, TenantOperationsArgs
from tenancy.holidays import weekday_holidays
from tenancy.plan import HoursPlan, TenantPlan

if TYPE_CHECKING:
    from tests.components.conftest import Recorder

WIDE, NARROW = "soumu-shinsei", "meti-kenshu"
ALWAYS = "mof-shunou"
ACCOUNT = "111111111111"
SCHEDULE = "aws:scheduler/schedule:Schedule"
DOCUMENT = "aws:ssm/document:Document"
TASK = "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask"


def operations_of(plan: TenantPlan) -> Recorder:
    import pulumi

    from tests.components.conftest import evaluate

    def declare() -> None:
        keys = {purpose: pulumi.Output.from_input(purpose) for purpose in plan.keys.purposes}
        TenantOperations(
            "operations", TenantOperationsArgs(plan=plan, account_id=ACCOUNT, key_arns=keys)
        )

    return evaluate(declare)


@pytest.fixture(scope="module")
def wide(plan: Callable[[str], TenantPlan]) -> Recorder:
    return operations_of(plan(WIDE))


@pytest.fixture(scope="module")
def narrow(plan: Callable[[str], TenantPlan]) -> Recorder:
    return operations_of(plan(NARROW))


def _hours(days: str, start: str, end: str) -> HoursPlan:
    assert days in ("every-day", "weekdays")
    return HoursPlan(
        days="weekdays" if days == "weekdays" else "every-day",
        start=start,
        end=end,
        first_day="2026-04-01",
        last_day="2027-03-31",
    )


def test_availability_2_has_a_copy_in_osaka_under_a_key_of_its_own(wide: Recorder) -> None:
    vaults = wide.of("aws:backup/vault:Vault")
    assert vaults["copy-vault"]["region"] == "ap-northeast-3"
    assert (vaults["vault"]["kmsKeyArn"], vaults["copy-vault"]["kmsKeyArn"]) == (
        "backup",
        "arn:copy",
    )
    assert wide.of("aws:kms/key:Key")["copy"]["region"] == "ap-northeast-3"
    (rule,) = wide.of("aws:backup/plan:Plan")["backup"]["rules"]
    assert rule["lifecycle"] == {"deleteAfter": 365}
    assert rule["copyActions"] == [
        {"destinationVaultArn": "arn:copy-vault", "lifecycle": {"deleteAfter": 365}}
    ]


def test_availability_1_has_none(narrow: Recorder) -> None:
    assert set(narrow.of("aws:backup/vault:Vault")) == {"vault"}
    (rule,) = narrow.of("aws:backup/plan:Plan")["backup"]["rules"]
    assert "copyActions" not in rule


@pytest.mark.parametrize(("immutable", "days"), [(True, 3), (False, None)])
def test_only_a_protected_stages_lock_sets_for_good(
    plan: Callable[[str], TenantPlan], immutable: bool, days: int | None
) -> None:
    tenant = plan(WIDE)
    made = operations_of(replace(tenant, backup=replace(tenant.backup, immutable=immutable)))
    locks = made.of("aws:backup/vaultLockConfiguration:VaultLockConfiguration").values()
    assert [(one["minRetentionDays"], one.get("changeableForDays")) for one in locks] == [
        (30, days),
        (30, days),
    ]


def test_what_always_runs_has_no_schedule_and_no_role_for_one(
    plan: Callable[[str], TenantPlan],
) -> None:
    made = operations_of(plan(ALWAYS))
    assert made.of(SCHEDULE) == {}
    assert set(made.of("aws:iam/role:Role")) == {"backup"}
    assert [one["taskArn"] for one in made.of(TASK).values()] == ["AWS-RunPatchBaseline"]


def test_what_has_no_servers_has_neither_hours_nor_patches(wide: Recorder) -> None:
    assert (wide.of(SCHEDULE), wide.of(TASK)) == ({}, {})


def test_weekday_hours_start_by_the_calendar_and_stop_always(narrow: Recorder) -> None:
    schedules = narrow.of(SCHEDULE)
    assert {name: one["scheduleExpression"] for name, one in schedules.items()} == {
        "start": "cron(0 9 ? * MON-FRI *)",
        "stop": "cron(0 18 ? * MON-FRI *)",
    }
    assert {one["scheduleExpressionTimezone"] for one in schedules.values()} == {"Asia/Tokyo"}
    calls = {name: json.loads(one["target"]["input"]) for name, one in schedules.items()}
    assert calls["start"]["DocumentName"] == "kyotsu-local-meti-kenshu-start"
    assert calls["stop"]["DocumentName"] == "AWS-StopEC2Instance"
    assert calls["stop"]["Targets"] == [{"Key": "tag:CostCenter", "Values": ["meti-kenshu"]}]
    steps: list[dict[str, Any]] = json.loads(narrow.of(DOCUMENT)["start"]["content"])["mainSteps"]
    assert [step["action"] for step in steps] == [
        "aws:executeAwsApi",
        "aws:branch",
        "aws:changeInstanceState",
    ]
    assert steps[0]["inputs"]["CalendarNames"] == ["arn:holidays"]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (_hours("weekdays", "08:30", "24:00"), ("30 8 ? * MON-FRI", "0 0 ? * TUE-SAT")),
        (_hours("every-day", "06:05", "24:00"), ("5 6 ? * *", "0 0 ? * *")),
    ],
)
def test_midnight_is_the_next_day(
    plan: Callable[[str], TenantPlan], hours: HoursPlan, expected: tuple[str, str]
) -> None:
    made = operations_of(replace(plan(NARROW), operating_hours=hours)).of(SCHEDULE)
    assert (made["start"]["scheduleExpression"], made["stop"]["scheduleExpression"]) == tuple(
        f"cron({one} *)" for one in expected
    )


def test_a_suspended_tenant_is_only_stopped(plan: Callable[[str], TenantPlan]) -> None:
    for key in (ALWAYS, NARROW):
        made = operations_of(replace(plan(key), suspended=True))
        assert [one["scheduleExpression"] for one in made.of(SCHEDULE).values()] == ["rate(1 hour)"]
        assert made.of(TASK) == {}


def test_servers_that_sleep_are_woken_for_their_patches(narrow: Recorder) -> None:
    order = sorted((one["priority"], one["taskArn"]) for one in narrow.of(TASK).values())
    assert order == [
        (1, "AWS-StartEC2Instance"),
        (2, "AWS-RunPatchBaseline"),
        (3, "AWS-StopEC2Instance"),
    ]
    (window,) = narrow.of("aws:ssm/maintenanceWindow:MaintenanceWindow").values()
    assert window["schedule"] == "cron(0 2 ? * SUN *)"


def test_each_contact_is_told_of_what_is_theirs(wide: Recorder) -> None:
    subscribed = wide.of("aws:sns/topicSubscription:TopicSubscription")
    assert {kind: one["endpoint"] for kind, one in subscribed.items()} == {
        "operations": "shinsei-operation@example.go.jp",
        "security": "shinsei-security@example.go.jp",
    }
    alarms = wide.of("aws:cloudwatch/metricAlarm:MetricAlarm")
    assert "log-delivery" in alarms
    assert {tuple(one["alarmActions"]) for one in alarms.values()} == {("arn:operations",)}
    rule = json.loads(wide.of("aws:cloudwatch/eventRule:EventRule")["security"]["eventPattern"])
    assert "ScheduleKeyDeletion" in rule["detail"]["eventName"]


def test_the_page_shows_each_alarm_and_fits_its_columns(wide: Recorder) -> None:
    (board,) = wide.of("aws:cloudwatch/dashboard:Dashboard").values()
    widgets: list[dict[str, Any]] = json.loads(board["dashboardBody"])["widgets"]
    alarms = wide.of("aws:cloudwatch/metricAlarm:MetricAlarm")
    assert len(widgets) == 1 + len(alarms)
    assert all(one["x"] + one["width"] <= 24 for one in widgets)


def test_holidays_are_those_of_japan() -> None:
    """2026 has a day between two holidays; 2027-03-22 stands for a holiday on a Sunday."""
    found = dict(weekday_holidays(date(2026, 9, 1), date(2027, 3, 31)))
    assert found[date(2026, 9, 22)] == "国民の休日"
    assert date(2027, 3, 22) in found
    assert date(2026, 9, 24) not in found
    assert all(day.weekday() < 5 for day in found)


def test_a_holiday_is_closed_from_midnight_to_midnight_in_japan() -> None:
    lines = change_calendar([(date(2027, 1, 1), "元日")]).split("\r\n")
    assert "X-CALENDAR-TYPE:DEFAULT_OPEN" in lines
    assert "DTSTART:20261231T150000Z" in lines
    assert "DTEND:20270101T150000Z" in lines
    assert max(len(line.encode()) for line in lines) <= 75


def test_ten_years_of_holidays_fit_a_document() -> None:
    """Systems Manager takes 64 KB."""
    calendar = change_calendar(weekday_holidays(date(2026, 4, 1), date(2036, 3, 31)))
    assert len(calendar.encode()) < 64 * 1024
