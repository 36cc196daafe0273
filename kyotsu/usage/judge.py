"""Says what of an account is idle, too large or runs outside its hours, and what that would save.

A machine whose processor never needed 40 % in two weeks may do with half of it; AWS's advice says
the same of memory, which CloudWatch doesn't measure by itself, so somebody must look before acting.
Burstable types (`t3` and the like) are made to need little, and are only called idle.
Source: "Tips for Right Sizing" and "Identifying Opportunities to Right Size" in the AWS whitepaper
"Right Sizing", https://docs.aws.amazon.com/whitepapers/latest/cost-optimization-right-sizing/
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Final

from kyotsu.prices.book import Book
from kyotsu.prices.quantities import HOURS
from kyotsu.usage.model import Compared, Found, Hour, Kind, Machine, Observed
from tenancy.holidays import weekday_holidays
from tenancy.model import OperatingHours
from tenancy.volumes import Volume

IDLE_PERCENT: Final = 2.0
HALF_PERCENT: Final = 40.0
LEAST_DAYS: Final = 14
"""So many days of data are needed before a machine is called idle or too large."""
JAPAN: Final = timezone(timedelta(hours=9))
_PRICE: Final = {
    "nat-gateway": "nat-gateway-hour",
    "endpoint": "vpc-endpoint-hour",
    "address": "public-ipv4-hour",
    "volume": "ebs-gb-month",
}
_IDLE: Final = {
    "nat-gateway": "nothing went through it",
    "endpoint": "nothing went through it",
    "address": "it belongs to nothing",
    "volume": "it is attached to nothing",
}


def judge(
    tenant: str, observed: Observed, hours: OperatingHours, book: Book, region: str
) -> Iterator[Found]:
    """Yield what is found in an account, machines first."""
    runs = _within(hours, observed.begins, observed.ends)
    for machine in observed.machines:
        if machine.running or machine.hours:
            yield from _machine(tenant, machine, observed, runs, hours, book, region)
    for part in observed.parts:
        if part.used is None:
            yield _found(tenant, part.id, "no-data", "CloudWatch has no data of it", None)
        elif part.used == 0:
            listed = book.prices[_PRICE[part.what]].at(region)
            saves = None if listed is None else part.units * listed.usd
            yield _found(tenant, part.id, "idle", _IDLE[part.what], saves)


def compare(tenant: str, observed: Observed, declared: Mapping[str, Volume]) -> Iterator[Compared]:
    """Yield each volume that was measured beside what is declared of it, for a month."""
    for key, value in sorted(observed.measured.items()):
        volume = declared.get(key)
        said = "" if volume is None else f"{volume.low:f} – {volume.high:f}"
        fits = volume is not None and volume.low <= value <= volume.high
        yield Compared(
            tenant=tenant, volume=key, declared=said, measured=round(value, 2), fits=fits
        )


def _machine(
    tenant: str,
    machine: Machine,
    observed: Observed,
    runs: Callable[[Hour], bool],
    hours: OperatingHours,
    book: Book,
    region: str,
) -> Iterator[Found]:
    what = f"{machine.id} ({machine.type})"
    if not machine.hours:
        yield _found(tenant, what, "no-data", "CloudWatch has no data of it", None)
        return
    price = _hourly(machine.type, book, region)
    share = HOURS / Decimal((observed.ends - observed.begins) // timedelta(hours=1))
    month = None if price is None else price * len(machine.hours) * share
    most = max(hour.most for hour in machine.hours)
    days = len({hour.begins.date() for hour in machine.hours})
    if days < LEAST_DAYS:
        why = f"there are {days} days of data; {LEAST_DAYS} are needed to judge its size"
        yield _found(tenant, what, "no-data", why, None)
    elif most < IDLE_PERCENT:
        why = f"its processor never needed more than {most:.1f} % in {days} days"
        yield _found(tenant, what, "idle", why, month)
        return
    elif most < HALF_PERCENT and not machine.type.startswith("t"):
        why = (
            f"its processor never needed more than {most:.1f} % in {days} days: half would do,"
            " if its memory does, which isn't measured"
        )
        yield _found(tenant, what, "too-large", why, None if month is None else month / 2)
    outside = [hour for hour in machine.hours if not runs(hour)]
    if outside:
        why = f"it ran {len(outside)} hours outside of {hours}"
        saves = None if price is None else price * len(outside) * share
        yield _found(tenant, what, "outside-hours", why, saves)
    if price is None:
        why = f"the price book has no price of {machine.type} in {region}"
        yield _found(tenant, what, "no-price", why, None)


def _hourly(kind: str, book: Book, region: str) -> Decimal | None:
    """Return what an hour of a type costs; the price book has some types."""
    for price in book.prices.values():
        if price.usage_type.endswith(f"-BoxUsage:{kind}"):
            listed = price.at(region)
            return None if listed is None else listed.usd
    return None


def _within(hours: OperatingHours, begins: datetime, ends: datetime) -> Callable[[Hour], bool]:
    """Return whether an hour touches the hours in which the system is to run, in Japan's time."""
    first, last = begins.astimezone(JAPAN).date(), ends.astimezone(JAPAN).date()
    weekdays = hours.days == "weekdays"
    closed = {day for day, _ in weekday_holidays(first, last)} if weekdays else set[object]()

    def runs(hour: Hour) -> bool:
        at = hour.begins.astimezone(JAPAN)
        if weekdays and (at.weekday() >= 5 or at.date() in closed):
            return False
        begin, end = (int(text[:2]) * 60 + int(text[3:]) for text in (hours.start, hours.end))
        minute = at.hour * 60 + at.minute
        return minute + 60 > begin and minute < end

    return runs


def _found(tenant: str, what: str, kind: Kind, why: str, saves: Decimal | None) -> Found:
    return Found(tenant=tenant, what=what, kind=kind, why=why, saves=saves)
