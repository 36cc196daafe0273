"""Proves what is refused of how a system is operated, and said in one sentence each."""

from __future__ import annotations

import pytest

from tenancy.model import OperatingHours, PatchWindow
from tenancy.operation_checks import overlaps
from tenancy.vocabulary import Weekday

from .example import SHINSEI, SHUNOU, Project

HOURS = "operating_hours: {start: 08:00, end: 20:00}"
WRONG = {
    "hours that end before they begin": (
        HOURS,
        "operating_hours: {start: 20:00, end: 08:00}",
        (
            "environments.prod.operating_hours.end: the hours end at 08:00, but begin at 20:00;"
            " write an end that is later on the same day; 24:00 is midnight"
        ),
    ),
    "hours of no length": (
        HOURS,
        "operating_hours: {start: 09:00, end: 09:00}",
        (
            "environments.prod.operating_hours.end: the hours end at 09:00, but begin at 09:00;"
            " write an end that is later on the same day; 24:00 is midnight"
        ),
    ),
    "a default window in the hours": (
        HOURS,
        "operating_hours: {start: 00:00, end: 20:00}",
        (
            "environments.prod.operating_hours: servers are patched on sunday from 02:00 for 3"
            " hours, while the system is in use (every-day 00:00 to 20:00); declare a"
            " patch_window outside of the operating hours"
        ),
    ),
    "a window that reaches into the hours": (
        HOURS,
        f"{HOURS}\n    patch_window: {{day: monday, start: 06:00}}",
        (
            "environments.prod.patch_window: servers are patched on monday from 06:00 for 3 hours,"
            " while the system is in use (every-day 08:00 to 20:00); declare a patch_window"
            " outside of the operating hours"
        ),
    ),
    "a window on no day": (
        HOURS,
        f"{HOURS}\n    patch_window: {{day: sundays, start: 02:00}}",
        (
            "environments.prod.patch_window.day: 'sundays' is not one of 'monday', 'tuesday',"
            " 'wednesday', 'thursday', 'friday', 'saturday' or 'sunday'; did you mean 'sunday'?"
        ),
    ),
    "a window that begins at the end of a day": (
        HOURS,
        f"{HOURS}\n    patch_window: {{day: sunday, start: 24:00}}",
        (
            "environments.prod.patch_window.start: 24:00 is the end of a day, not a time at which"
            " something begins; write start: 00:00 and the next day"
        ),
    ),
    "backups that prod's lock refuses": (
        HOURS,
        f"{HOURS}\n    backup: {{retention_days: 29}}",
        (
            "environments.prod.backup.retention_days: backups of prod would be kept for 29 days;"
            " write 30 or more, or remove it"
        ),
    ),
    "a suspension that is to come": (
        "exceptions:",
        "suspended: {since: 2026-12-01, why: {ja: 停止。, en: Stopped.}}\nexceptions:",
        (
            "suspended.since: the suspension begins on 2026-12-01, but it holds as soon as it is"
            " declared; declare it on that day, or write today's date"
        ),
    ),
    "a suspension without a reason": (
        "exceptions:",
        "suspended: {since: 2026-10-01}\nexceptions:",
        (
            "suspended.why: why is missing; add why (What happened, and until when it is meant to"
            " last)"
        ),
    ),
    "a suspension that is only a word": (
        "exceptions:",
        "suspended: true\nexceptions:",
        "suspended: true is not a mapping; write a mapping",
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), WRONG.values(), ids=WRONG)
def test_a_mistake_in_how_a_system_is_operated(
    project: Project, old: str, new: str, expected: str
) -> None:
    project.replace(SHINSEI, old, new)
    (found,) = project.findings()
    path, _, rest = found.partition(": ")
    assert path.startswith(f"{SHINSEI}:")
    assert rest == expected


def test_an_account_that_nobody_could_be_called_about(project: Project) -> None:
    project.replace("tenants/ministries.yaml", "      phone: 03-0000-2200\n", "")
    assert project.findings() == [
        (
            f"{SHUNOU}:8: contacts.security_officer: neither the system's contacts nor the"
            " ministry's have a telephone number, without which AWS takes no contact for the"
            " account; add phone to one of them, such as 03-0000-0000"
        )
    ]


@pytest.mark.parametrize(
    ("days", "start", "end", "window", "expected"),
    [
        ("weekdays", "08:00", "20:00", ("sunday", "02:00"), False),
        ("weekdays", "08:00", "20:00", ("friday", "19:59"), True),
        ("weekdays", "08:00", "20:00", ("friday", "20:00"), False),
        ("weekdays", "00:00", "20:00", ("sunday", "21:00"), False),
        ("weekdays", "00:00", "20:00", ("sunday", "21:01"), True),
        ("every-day", "00:00", "21:00", ("sunday", "22:00"), True),
        ("every-day", "00:00", "21:00", ("sunday", "21:00"), False),
        ("every-day", "00:00", "21:01", ("sunday", "02:00"), False),
        ("every-day", "00:00", "24:00", ("sunday", "02:00"), False),
    ],
)
def test_which_windows_disturb_the_users(
    days: str, start: str, end: str, window: tuple[Weekday, str], expected: bool
) -> None:
    """Sunday's last hours reach into Monday; who leaves no three hours free is disturbed."""
    hours = OperatingHours.model_validate({"days": days, "start": start, "end": end})
    day, begins = window
    assert overlaps(hours, PatchWindow(day=day, start=begins)) is expected
