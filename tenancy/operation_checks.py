"""Rules on how a system is operated: hours, patches, backups, whom to reach, and being cut off."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from tenancy.declarations import DeclaredTenant
from tenancy.defaults import PATCH_HOURS, PROD_BACKUP_RETENTION_AT_LEAST, resolve
from tenancy.finding import Finding
from tenancy.model import Environment, Ministry, OperatingHours, PatchWindow
from tenancy.plan.contacts import phone_of
from tenancy.vocabulary import EnvironmentName

_DAY: Final = 24 * 60
_WEEK: Final = 7 * _DAY
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def check_operation(
    one: DeclaredTenant, ministries: Mapping[str, Ministry] | None, today: date
) -> Iterator[Finding]:
    """Yield what is wrong with how one system is to be operated."""
    yield from _suspension(one, today)
    yield from _contacts(one, ministries)
    for name, environment in one.tenant.declared().items():
        yield from _patches(one, name, environment)
        yield from _backups(one, name, environment)


def _suspension(one: DeclaredTenant, today: date) -> Iterator[Finding]:
    suspended = one.tenant.suspended
    # Whoever judges without regard to the day gives the first one that there is.
    if suspended is not None and date.min < today < suspended.since:
        yield one.source.finding(
            ("suspended", "since"),
            f"the suspension begins on {suspended.since}, but it holds as soon as it is declared",
            "declare it on that day, or write today's date",
        )


def _contacts(one: DeclaredTenant, ministries: Mapping[str, Ministry] | None) -> Iterator[Finding]:
    ministry = (ministries or {}).get(one.tenant.ministry)
    officer = one.tenant.contacts.security_officer
    if ministry is not None and phone_of(officer, one.tenant, ministry) is None:
        yield one.source.finding(
            ("contacts", "security_officer"),
            "neither the system's contacts nor the ministry's have a telephone number, without"
            " which AWS takes no contact for the account",
            "add phone to one of them, such as 03-0000-0000",
        )


def _patches(
    one: DeclaredTenant, name: EnvironmentName, environment: Environment
) -> Iterator[Finding]:
    resolved = resolve(one.tenant, name, environment)
    hours, window = resolved.operating_hours.value, resolved.patch_window.value
    if "ec2" not in one.tenant.cloud_services or not overlaps(hours, window):
        return
    at = "patch_window" if environment.patch_window is not None else "operating_hours"
    yield one.source.finding(
        ("environments", name, at),
        f"servers are patched on {window} for {PATCH_HOURS} hours, while the system is in use"
        f" ({hours})",
        "declare a patch_window outside of the operating hours",
    )


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def overlaps(hours: OperatingHours, window: PatchWindow) -> bool:
    """Return whether patches would disturb the users of a system that could be spared it.

    A system that leaves less than a window's length free each day can't be spared.
    """
    begin, end = _minutes(hours.start), _minutes(hours.end)
    if hours.days == "every-day" and _DAY - (end - begin) < PATCH_HOURS * 60:
        return False
    busy = [
        (day * _DAY + begin, day * _DAY + end)
        for day in range(7 if hours.days == "every-day" else 5)
    ]
    start = _DAYS.index(window.day) * _DAY + _minutes(window.start)
    patched = [(start + turn, start + turn + PATCH_HOURS * 60) for turn in (0, -_WEEK)]
    return any(
        first < other_last and other_first < last
        for first, last in busy
        for other_first, other_last in patched
    )


def _backups(
    one: DeclaredTenant, name: EnvironmentName, environment: Environment
) -> Iterator[Finding]:
    days = resolve(one.tenant, name, environment).backup_retention_days.value
    if name == "prod" and days < PROD_BACKUP_RETENTION_AT_LEAST:
        yield one.source.finding(
            ("environments", name, "backup", "retention_days"),
            f"backups of prod would be kept for {days} days",
            f"write {PROD_BACKUP_RETENTION_AT_LEAST} or more, or remove it",
        )
