"""Proves which accounts of retired tenants are said to be closable. Nothing closes any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kyotsu.tenant.retirement.closing import accounts, as_data, show
from tenancy.load import Fleet
from tenancy.retirement import Kept, RetiredAccount, RetiredStage, Retirement
from tenancy.vocabulary import Text
from tests.components.conftest import fleet as fleet  # the sample fleet, as a fixture

LAST = date(2027, 3, 31)


def retired(fleet: Fleet, *, ended: str | None, until: tuple[date, ...]) -> Fleet:
    text = Text(ja="例", en="example")
    stage = RetiredStage(
        stage="prod",
        begun="2026-04-01T10:00:00+09:00",
        ended=ended,
        account=RetiredAccount(name="kyotsu-prod-a-b", email="a@example.go.jp", tags={}),
        kept=tuple(Kept(type="aws:kms/key:Key", id=f"key-{day}", until=day) for day in until),
    )
    record = Retirement(system="b", ministry="aa", name=text, why=text, stages=(stage,))
    return replace(fleet, retired={"aa-b": record})


ENDED = "2026-04-01T11:00:00+09:00"


@pytest.mark.parametrize(
    ("ended", "until", "today", "closable"),
    [
        pytest.param(ENDED, (date(2026, 5, 1), LAST), LAST, False, id="on the last day it is kept"),
        pytest.param(ENDED, (LAST, date(2026, 5, 1)), date(2027, 4, 1), True, id="on the next"),
        pytest.param(ENDED, (), date(2026, 4, 1), False, id="nothing kept, on the day it went"),
        pytest.param(ENDED, (), date(2026, 4, 2), True, id="nothing kept, on the next"),
        pytest.param(None, (LAST,), date(2030, 1, 1), False, id="not gone from the stage"),
    ],
)
def test_an_account_may_go_on_the_day_after_the_last_thing_in_it(
    fleet: Fleet, ended: str | None, until: tuple[date, ...], today: date, closable: bool
) -> None:
    changed = retired(fleet, ended=ended, until=until)
    (account,) = accounts(changed)
    assert account.may_be_closed(today) is closable
    (row,) = as_data(changed, today)
    assert row["may_be_closed"] is closable


def test_the_list_says_what_to_do(fleet: Fleet, capsys: pytest.CaptureFixture[str]) -> None:
    show(retired(fleet, ended=ENDED, until=(LAST,)), date(2027, 4, 1))
    assert "docs/life-cycle.md tells how" in capsys.readouterr().out
    show(replace(fleet, retired={}), LAST)
    assert "no tenant was retired" in capsys.readouterr().out
