"""What candidates promised when they became tenants, and what came of it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import yaml

from kyotsu.errors import UserMistake, WorldFault
from kyotsu.prices.money import YEN, Range
from kyotsu.roi.model import Effect, Effects, Result
from kyotsu.roi.reading import CANDIDATES, PROMISE
from tenancy.candidate import Promise
from tenancy.volumes import Volume

APRIL: Final = 4


def fiscal_year(day: date) -> int:
    """Return the fiscal year of a day, which begins in April."""
    return day.year if day.month >= APRIL else day.year - 1


def write_promise(root: Path, result: Result, staff: Volume, today: date) -> Path:
    """Write down what a candidate promises, for when it is a tenant; never over a promise.

    Raises:
        UserMistake: there is one already.
        WorldFault: it can't be written.
    """
    candidate = result.candidate
    path = root / CANDIDATES / candidate.ministry / f"{candidate.system}{PROMISE}"
    if path.exists():
        raise UserMistake(f"{path.relative_to(root)} is there already; a promise is made once")
    hours = _range(staff)
    before, after = candidate.today.staff_hours, candidate.here.staff_hours
    data = {
        "tenant": candidate.key,
        "made": today,
        "before_yen": _plain(_without_staff(result.today, before, hours)),
        "before_hours": _plain(_range(before)),
        "promised_yen": _plain(_without_staff(result.here, after, hours)),
        "promised_hours": _plain(_range(after)),
        "measured": [],
    }
    head = (
        "# What joining the platform was to bring. Add a row to `measured` for each fiscal year.\n"
    )
    try:
        path.write_text(head + yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    except OSError as error:
        raise WorldFault(f"{path} can't be written: {error.strerror}") from None
    return path


def effects(promises: Iterable[Promise], today: date) -> Effects:
    """Return each measured year against its promise, and the years without data."""
    found: list[Effect] = []
    unmeasured: dict[str, tuple[int, ...]] = {}
    for promise in promises:
        for row in sorted(promise.measured, key=lambda row: row.year):
            yen, hours = _range(row.cost_yen), _range(row.staff_hours)
            promised_yen, promised_hours = (
                _range(promise.promised_yen),
                _range(promise.promised_hours),
            )
            before = _range(promise.before_yen)
            kept = (yen.high <= promised_yen.high, hours.high <= promised_hours.high)
            found.append(
                Effect(
                    tenant=promise.tenant,
                    year=row.year,
                    promised_yen=promised_yen,
                    measured_yen=yen,
                    promised_hours=promised_hours,
                    measured_hours=hours,
                    saved_yen=Range(before.low - yen.high, before.high - yen.low),
                    kept="kept" if all(kept) else "partly" if any(kept) else "not",
                )
            )
        measured = {row.year for row in promise.measured}
        over = range(fiscal_year(promise.made) + 1, fiscal_year(today))
        if missing := tuple(year for year in over if year not in measured):
            unmeasured[promise.tenant] = missing
    return Effects(effects=tuple(found), unmeasured=unmeasured)


def _range(volume: Volume) -> Range:
    return Range(volume.low, volume.high)


def _without_staff(amount: Range, hours: Volume, rate: Range) -> Range:
    """Return a year's amount without staff, which is promised in hours."""
    ends = (amount.low - hours.low * rate.low, amount.high - hours.high * rate.high)
    return Range(min(ends), max(ends)).rounded(YEN)


def _plain(value: Range) -> Any:
    low, high = _number(value.low), _number(value.high)
    return low if low == high else {"low": low, "high": high}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
