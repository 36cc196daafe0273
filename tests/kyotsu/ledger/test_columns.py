"""Proves that each item that the standards ask for has a column, and what its cells say."""

from __future__ import annotations

from collections.abc import Callable
from string import ascii_lowercase

from kyotsu.ledger.columns import HEADINGS, Subject, cells
from kyotsu.ledger.model import Ledger

LEDGER = [f"2.1.2(1)-1 {letter})" for letter in ascii_lowercase[: ascii_lowercase.index("s") + 1]]
SHARED = [
    *(f"5.4.1(2)-1 {letter})" for letter in "abcd"),
    *(f"5.4.1(2)-2 {letter})" for letter in "abc"),
]


def test_each_item_of_the_standards_has_a_column() -> None:
    assert {*LEDGER, *SHARED} <= {item for one in HEADINGS for item in one.items}


def test_no_column_is_there_twice() -> None:
    assert len({one.id for one in HEADINGS}) == len(HEADINGS)


def test_no_cell_of_the_sample_fleet_is_blank(of: Callable[..., Ledger]) -> None:
    found = of()
    assert len(found.rows) == 6
    for row in found.rows:
        assert list(row.cells) == [one.id for one in HEADINGS]
        for cell in row.cells.values():
            assert cell.ja.strip()
            assert cell.en.strip()


def test_what_is_declared_is_said_in_both_languages(subject: Subject) -> None:
    found = cells(subject)
    assert found["grades"].en == "Confidentiality 3\nIntegrity 2\nAvailability 2"
    assert found["grades"].ja == "機密性3情報\n完全性2情報\n可用性2情報"
    assert "配付先限定" in found["restrictions"].ja
    assert "Connects to soumu-toukei (tcp 443)" in found["links"].en
    assert "soumu-toukeiへ接続" in found["links"].ja
    assert "2時間" in found["service-level"].ja


def test_what_follows_from_the_grades_is_said_too(subject: Subject) -> None:
    found = cells(subject)
    assert found["location"].en == "Japan (Tokyo)\nJapan (Osaka)"
    assert "10.0." in found["composition"].ja


def test_a_system_without_the_environment_is_still_in_the_ledger(subject: Subject) -> None:
    elsewhere = Subject(tenant=subject.tenant, ministry=subject.ministry, resolved=None, plan=None)
    found = cells(elsewhere)
    assert found["name"] == subject.tenant.name
    assert found["composition"].en == found["keys"].en == "It has no such environment"
