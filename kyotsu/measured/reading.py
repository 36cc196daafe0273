"""Reads a stage's measured volumes from an export's files."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kyotsu.chargeback.reading import owners_of
from kyotsu.measured.attribute import attribute
from kyotsu.measured.export import read_month
from kyotsu.measured.model import Measured
from kyotsu.prices.book import Book
from tenancy.fleet import Fleet
from tenancy.stage import StageSettings


def measured_in(
    files: Sequence[Path],
    month: str | None,
    fleet: Fleet,
    stage: StageSettings,
    book: Book,
    today: date,
) -> Measured:
    """Return the volumes of the month that is named, or of the newest whole one.

    Raises:
        UserMistake: as `kyotsu.measured.export.read_month` says.
    """
    return attribute(read_month(files, month, today), owners_of(fleet, stage), book)
