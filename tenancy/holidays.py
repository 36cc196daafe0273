"""Japan's public holidays, as days on which nobody is at work."""

from datetime import date
from functools import cache


@cache
def weekday_holidays(first: date, last: date) -> tuple[tuple[date, str], ...]:
    """Return the public holidays from Monday to Friday in a period, with their names in Japanese.

    The law (国民の祝日に関する法律) is in the library `holidays`. It computes the equinoxes of
    coming years; the official days are announced in February of the year before, and a new release
    of the library brings what the law or the announcement changes.
    """
    # Imported when it is needed: it takes half a second, and most tenants never stop anything.
    from holidays import country_holidays

    known = country_holidays("JP", years=range(first.year, last.year + 1), language="ja")
    return tuple(
        (day, name)
        for day, name in sorted(known.items())
        if first <= day <= last and day.weekday() < 5
    )
