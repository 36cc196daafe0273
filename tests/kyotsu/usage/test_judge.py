"""Proves what is called idle, too large or outside of its hours, and what each would save."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from kyotsu.prices.book import load_book
from kyotsu.usage.judge import compare, judge
from kyotsu.usage.model import Found, Hour, Machine, Observed, Part
from tenancy.model import OperatingHours
from tenancy.volumes import Volume

BEGINS = datetime(2026, 10, 1, tzinfo=UTC)
ENDS = BEGINS + timedelta(hours=730)
ALWAYS = OperatingHours()
OFFICE = OperatingHours(days="weekdays", start="08:00", end="20:00")
LARGE = Decimal("0.2604")


def machine(most: float, *, hours: int = 730, kind: str = "m7i.xlarge") -> Machine:
    rows = tuple(
        Hour(begins=BEGINS + timedelta(hours=number), average=most / 2, most=most)
        for number in range(hours)
    )
    return Machine(id="i-1", type=kind, running=True, hours=rows)


def found(
    *machines: Machine, parts: tuple[Part, ...] = (), hours: OperatingHours = ALWAYS
) -> list[Found]:
    observed = Observed(begins=BEGINS, ends=ENDS, machines=machines, parts=parts, measured={})
    return list(judge("soumu-x", observed, hours, load_book(), "ap-northeast-1"))


def test_an_idle_machine_would_save_all_of_it() -> None:
    (one,) = found(machine(1.5))
    assert (one.kind, one.saves) == ("idle", LARGE * 730)
    assert "never needed more than 1.5 % in 31 days" in one.why


def test_one_that_never_needs_much_would_save_half() -> None:
    (one,) = found(machine(39.9))
    assert (one.kind, one.saves) == ("too-large", LARGE * 730 / 2)


def test_a_burstable_type_is_not_called_too_large() -> None:
    assert found(machine(10.0, kind="t4g.medium")) == []


def test_one_that_is_used_is_not_found() -> None:
    assert found(machine(40.0)) == []


def test_a_few_days_are_too_few_to_judge_by() -> None:
    (one,) = found(machine(1.0, hours=100))
    assert (one.kind, one.saves) == ("no-data", None)
    assert "there are 5 days of data; 14 are needed" in one.why


def test_hours_outside_of_the_schedule_are_counted_in_japans_time() -> None:
    # 2026-10-01 00:00 UTC is a Thursday, 09:00 in Japan; 12 October 2026 is a public holiday.
    (one,) = found(machine(80.0), hours=OFFICE)
    assert one.kind == "outside-hours"
    days = [BEGINS + timedelta(hours=9 + number) for number in range(730)]
    holiday = datetime(2026, 10, 12, tzinfo=UTC).date()
    inside = sum(
        1 for at in days if at.weekday() < 5 and 8 <= at.hour < 20 and at.date() != holiday
    )
    assert one.saves == LARGE * (730 - inside)


def test_what_stands_idle_is_found_and_what_has_no_data_is_said() -> None:
    def part(what: str, used: int | None) -> Part:
        return Part(
            id=what,
            what=what,  # pyright: ignore[reportArgumentType]
            units=Decimal(100),
            used=None if used is None else Decimal(used),
        )

    rows = found(
        parts=(
            part("nat-gateway", 0), part("endpoint", 0), part("address", 0), part("volume", 0),
            part("endpoint", 5), part("nat-gateway", None),
        )
    )  # fmt: skip
    assert [(one.kind, one.saves) for one in rows] == [
        ("idle", Decimal("6.2")),
        ("idle", Decimal("1.4")),
        ("idle", Decimal("0.5")),
        ("idle", Decimal("9.6")),
        ("no-data", None),
    ]


def test_a_type_without_a_price_is_said_and_still_judged() -> None:
    rows = found(machine(1.0, kind="x2idn.metal"))
    assert [(one.kind, one.saves) for one in rows] == [("idle", None)]
    rows = found(machine(30.0, kind="x2idn.metal"))
    assert [one.kind for one in rows] == ["too-large", "no-price"]


def test_a_machine_without_data_is_said() -> None:
    (one,) = found(Machine(id="i-1", type="m7i.large", running=True, hours=()))
    assert one.why == "CloudWatch has no data of it"


def test_measured_volumes_are_held_against_what_is_declared() -> None:
    observed = Observed(
        begins=BEGINS,
        ends=ENDS,
        machines=(),
        parts=(),
        measured={"logs-ingested-gb": Decimal("12.345"), "nat-gateway-gb": Decimal(7)},
    )
    declared = {"logs-ingested-gb": Volume(low=Decimal(10), high=Decimal(20))}
    assert [(one.volume, one.declared, one.fits) for one in compare("x", observed, declared)] == [
        ("logs-ingested-gb", "10 – 20", True),
        ("nat-gateway-gb", "", False),
    ]
