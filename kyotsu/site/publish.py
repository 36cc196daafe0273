"""Puts a site in its place: written beside it, then moved there, so that nobody sees half of one.

Only a folder that this command made is ever replaced, and only while nobody put anything into it:
`site.json` in it lists every file with its hash.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from kyotsu.errors import UserMistake, WorldFault

MANIFEST: Final = "site.json"
MAKER: Final = "kyotsu site build"
SCHEMA: Final = 1


def is_free(out: Path) -> None:
    """Make sure that a folder may be made, or replaced.

    Raises:
        UserMistake: something is there that isn't ours, or the folder can't be made.
    """
    if not out.parent.is_dir():
        raise UserMistake(f"there is no folder {out.parent}; make it, or choose another")
    if not os.access(out.parent, os.W_OK | os.X_OK):
        raise UserMistake(f"{out.parent} can't be written to; choose another folder")
    if not out.exists():
        return
    if not out.is_dir():
        raise UserMistake(f"{out} is a file; name a folder that is new or empty")
    there = {
        path.relative_to(out).as_posix()
        for path in out.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    if not there:
        return
    ours = _files(out)
    if ours is None:
        raise UserMistake(
            f"{out} holds files and was not made by {MAKER}; name a folder that is new or empty"
        )
    foreign = sorted(there - ours - {MANIFEST})
    if foreign:
        raise UserMistake(
            f"{out} holds files that {MAKER} didn't make, such as {', '.join(foreign[:3])};"
            " move them away, or name another folder"
        )


def publish(out: Path, facts: Mapping[str, Any], files: Iterable[tuple[str, bytes]]) -> int:
    """Write the files, and put them in the folder's place. Return how many there are.

    `facts` stand in the manifest. Raises as `is_free`, and:

    Raises:
        WorldFault: the disk is full, or it can't be written there.
    """
    place = out.resolve()
    is_free(place)
    try:
        beside = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}.new-"))
        try:
            count = _write(beside, facts, files)
            _swap(beside, place)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
    except OSError as error:
        raise WorldFault(f"{out} can't be written: {error.strerror}") from None
    return count


def _write(folder: Path, facts: Mapping[str, Any], files: Iterable[tuple[str, bytes]]) -> int:
    hashes: dict[str, str] = {}
    made: set[Path] = set()
    for name, content in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content)
        hashes[name] = hashlib.sha256(content).hexdigest()
    data = {"schema": SCHEMA, "made_by": MAKER, **facts, "files": dict(sorted(hashes.items()))}
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    # A temporary folder is its maker's alone; a site is for whoever may see other folders.
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)
    return len(hashes)


def _swap(new: Path, place: Path) -> None:
    """Move the old folder away and the new one in; where that fails, the old one is back."""
    if not place.exists():
        new.rename(place)
        return
    old = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}.old-")) / "site"
    place.rename(old)
    try:
        new.rename(place)
    except BaseException:
        old.rename(place)
        old.parent.rmdir()
        raise
    shutil.rmtree(old.parent)


def _files(out: Path) -> set[str] | None:
    """Return what a site's manifest lists; None where there is no such manifest."""
    try:
        found: Any = json.loads((out / MANIFEST).read_bytes())
        return set(found["files"]) if found["made_by"] == MAKER else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
