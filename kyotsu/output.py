"""Writes the files that a person asked for: whole, or not at all."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from kyotsu.errors import UserMistake, WorldFault


def write_file(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it into it: nobody ever sees half of one.

    Raises:
        UserMistake: the path is a folder's or a device's, or its folder isn't there.
        WorldFault: the disk is full, or it can't be written there.
    """
    if path.is_dir():
        raise UserMistake(f"{path} is a folder; name a file in it")
    if path.exists() and not path.is_file():
        raise UserMistake(f"{path} is no file that can be replaced; name another")
    if not path.parent.is_dir():
        raise UserMistake(f"there is no folder {path.parent}; make it, or choose another")
    try:
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(unfinished).chmod(0o666 & ~_mask())
            Path(unfinished).replace(path)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WorldFault(f"{path} can't be written: {error.strerror}") from None


def write_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files beside their places in a folder, then move them there: all, or none of them.

    The folder is made if it isn't there; other files in it stay. Returns their paths, in order.

    Raises:
        UserMistake: the path, or one above it, is a file's; one of the files' places is a folder's.
        WorldFault: the disk is full, or it can't be written there.
    """
    above = next(one for one in (folder, *folder.parents) if one.exists())
    if not above.is_dir():
        raise UserMistake(f"{above} is a file; name a folder")
    places = {name: folder / name for name in files}
    for place in places.values():
        if place.exists() and not place.is_file():
            what = "a folder" if place.is_dir() else "no file that can be replaced"
            raise UserMistake(f"{place} is {what}; move it away, or choose another place")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".unfinished-") as unfinished:
            new, old = Path(unfinished, "new"), Path(unfinished, "old")
            new.mkdir()
            old.mkdir()
            for name, content in files.items():
                (new / name).write_bytes(content)
            _exchange(places, new, old)
    except OSError as error:
        if above != folder and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        raise WorldFault(f"{folder} can't be written to: {error.strerror}") from None
    return tuple(places.values())


def _exchange(places: Mapping[str, Path], new: Path, old: Path) -> None:
    """Move files into their places; where one can't be, all are as they were."""
    with ExitStack() as back:
        for name, place in places.items():
            if place.exists():
                place.rename(old / name)
                back.callback((old / name).rename, place)
            (new / name).rename(place)
            back.callback(place.unlink)
        back.pop_all()


def _mask() -> int:
    # A temporary file is its writer's alone; what was asked for is as other files are.
    mask = os.umask(0)
    os.umask(mask)
    return mask
