"""A change calendar of Systems Manager as text: Japan's public holidays, in iCalendar's form.

Systems Manager reads a part of RFC 5545, with a header of its own:
https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar.html
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

# Fixed, so that the same holidays always give the same text.
_STAMP = "20260101T000000Z"


def change_calendar(holidays: Sequence[tuple[date, str]]) -> str:
    """Return a calendar that is open but on these days, from midnight to midnight in Japan."""
    return "\r\n".join(("BEGIN:VCALENDAR", *_lines(holidays), "END:VCALENDAR")) + "\r\n"


def _lines(holidays: Sequence[tuple[date, str]]) -> Iterator[str]:
    yield "PRODID:-//AWS//Change Calendar 1.0//EN"
    yield "VERSION:2.0"
    yield "X-CALENDAR-TYPE:DEFAULT_OPEN"
    yield "X-WR-CALDESC:Public holidays in Japan"
    for day, name in holidays:
        yield "BEGIN:VEVENT"
        yield f"UID:{day:%Y%m%d}@holidays.japan"
        yield f"DTSTAMP:{_STAMP}"
        # 15:00 of the day before in UTC is midnight in Japan, which knows no summer time.
        yield f"DTSTART:{day - timedelta(days=1):%Y%m%d}T150000Z"
        yield f"DTEND:{day:%Y%m%d}T150000Z"
        yield f"SUMMARY:{name}"
        yield "END:VEVENT"
