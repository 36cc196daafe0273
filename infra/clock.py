"""Which day it is, by which exceptions expire."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def today() -> date:
    """Return today's date in Japan, wherever this machine is."""
    return datetime.now(tz=UTC).astimezone(ZoneInfo("Asia/Tokyo")).date()
