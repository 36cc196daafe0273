"""Writes the files that a person asked for: whole, or not at all."""

import os
import tempfile
from pathlib import Path

from kyotsu.errors import UserMistake, WorldFault


def write_file(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it into it: nobody ever sees half of one.

    Raises:
        UserMistake: the path is a folder's, or its folder isn't there.
        WorldFault: the disk is full, or it can't be written there.
    """
    if path.is_dir():
        raise UserMistake(f"{path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise UserMistake(f"there is no folder {path.parent}; make it, or choose another")
    try:
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            # A temporary file is its writer's alone; what was asked for is as other files are.
            mask = os.umask(0)
            os.umask(mask)
            Path(unfinished).chmod(0o666 & ~mask)
            Path(unfinished).replace(path)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WorldFault(f"{path} can't be written: {error.strerror}") from None
