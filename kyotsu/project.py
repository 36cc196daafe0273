"""Where the project is, and which day it is in Japan."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kyotsu.errors import UserMistake


def find_root(start: Path | None = None) -> Path:
    """Return the nearest folder at or above `start` (the working directory) with a Pulumi.yaml.

    Raises:
        UserMistake: there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "Pulumi.yaml").is_file():
            return folder
    raise UserMistake(
        f"there is no Pulumi.yaml at or above {here}; go to the project's folder or give --root"
    )


def today() -> date:
    """Return today's date in Japan, by which exceptions expire."""
    return datetime.now(tz=UTC).astimezone(ZoneInfo("Asia/Tokyo")).date()
