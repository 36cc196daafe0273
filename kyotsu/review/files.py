"""Opens the files of a preview."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from kyotsu.errors import UserMistake
from kyotsu.review.build import Opened
from kyotsu.review.reading.digest import read_digest
from kyotsu.review.reading.events import read_events
from kyotsu.review.reading.join import Preview, joined
from kyotsu.review.reading.jsontext import JsonText
from kyotsu.review.reading.records import Records

T = TypeVar("T")
_CUT = (
    "{name}: the events end before the engine's summary, so the file is cut off or the preview was "
    "interrupted; run the preview again, or give --incomplete to see what there is"
)


def previews_of(
    events: Sequence[Path], digests: Sequence[Path], *, incomplete: bool = False
) -> list[Opened]:
    """Return what opens each preview: the first events go with the first digest, and so on.

    Raises:
        UserMistake: there are not as many of one kind as of the other.
    """
    if events and digests and len(events) != len(digests):
        raise UserMistake(
            f"there are {len(events)} --events and {len(digests)} --digest; give both files of "
            "each preview, in the same order"
        )
    count = max(len(events), len(digests))
    if not count:
        raise UserMistake("give --events, --digest, or better both, of each preview")
    return [
        partial(
            open_preview,
            events[position] if events else None,
            digests[position] if digests else None,
            incomplete=incomplete,
        )
        for position in range(count)
    ]


def open_preview(events: Path | None, digest: Path | None, *, incomplete: bool = False) -> Preview:
    """Read the files of one preview.

    Raises:
        UserMistake: a file can't be read, is cut off, or is of another preview than the other.
    """
    heard = _read(events, read_events) if events else None
    # The events have the properties, and better say what is secret.
    light = partial(read_digest, light=heard is not None)
    told = _read(digest, light) if digest else None
    if heard is not None and heard.counts is None and not incomplete:
        raise UserMistake(_CUT.format(name=heard.name))
    return joined(heard, told)


def _read(path: Path, read: Callable[[JsonText, str], Records]) -> Records:
    name = str(path)
    try:
        with path.open("rb") as file:
            return _from(file, name, read)
    except OSError as error:
        raise UserMistake(f"{name} can't be read: {error.strerror or error}") from None


def _from(file: BinaryIO, name: str, read: Callable[[JsonText, str], Records]) -> Records:
    return read(JsonText(file, name), name)
